import { Button, type ButtonProps, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../text/index.ts';
import { ErrorNote } from './ErrorNote.tsx';

interface Props extends ButtonProps {
  'aria-label'?: string;
  children: ReactNode;
  title: string;
  note: ReactNode;
  /** The label of the confirming button; the button's own when not given. */
  confirm?: ReactNode;
  stay?: string;
  /** The dialog closes when it resolves and shows the error when it rejects. */
  action: Pick<UseMutationResult<unknown, Error, void>, 'mutate' | 'isPending' | 'error'>;
}

/** A button for what cannot be undone: asks first, says what will happen. */
export function ConfirmButton({ children, title, note, confirm, stay, action, ...button }: Props) {
  const text = useText();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button {...button} onClick={open}>
        {children}
      </Button>
      <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': text.common.close }}>
        <Text component="div" mb="md">
          {note}
        </Text>
        <ErrorNote error={action.error} />
        <Group justify="flex-end" mt="md">
          <Button data-autofocus variant="default" onClick={close}>
            {stay ?? text.common.cancel}
          </Button>
          <Button
            color={button.color}
            loading={action.isPending}
            onClick={() => action.mutate(undefined, { onSuccess: close })}
          >
            {confirm ?? children}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
