import { Switch } from '@mantine/core';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { useSave } from './useSave.ts';

/** Whether a notice needs a second clerk. Saved at the switch. */
export function ApprovalForm({ twoClerks }: { twoClerks: boolean }) {
  const text = useText().settings;
  const save = useSave();
  return (
    <section className="panel" aria-label={text.approval}>
      <h2>{text.approval}</h2>
      <Switch
        label={text.twoClerks}
        description={text.twoClerksNote}
        checked={save.isPending ? (save.variables.twoClerks ?? twoClerks) : twoClerks}
        disabled={save.isPending}
        onChange={(event) => save.mutate({ twoClerks: event.currentTarget.checked })}
      />
      <ErrorNote error={save.error} />
    </section>
  );
}
