import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

interface Reversible {
  message: string;
  undo: () => void;
  /** The word on the button. */
  label: string;
}

let last: { id: string; undo: () => void } | null = null;

/** Says what was done, with the way back: the button, or Ctrl+Z while nothing newer was done. */
export function offerUndo({ message, undo, label }: Reversible): void {
  if (last) notifications.hide(last.id);
  const take = () => {
    notifications.hide(id);
    last = null;
    undo();
  };
  const id = notifications.show({
    autoClose: 10_000,
    message: (
      <Group justify="space-between">
        {message}
        <Button size="compact-sm" variant="default" onClick={take}>
          {label}
        </Button>
      </Group>
    ),
    onClose: () => {
      if (last?.id === id) last = null;
    },
  });
  last = { id, undo: take };
}

/** Says in passing what became of an act that is over. */
export function say(message: string): void {
  notifications.show({ message });
}

/** Takes the last act back. False when there is none to take back. */
export function undoLast(): boolean {
  if (!last) return false;
  last.undo();
  return true;
}
