import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** Takes back an acknowledgement found wrong later. The record stays, with the reason. */
export function WithdrawButton({ office, id }: { office: { code: string; name: string }; id: number }) {
  const text = useText().acknowledgements;
  const words = useText().common;
  const queries = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const withdraw = useMutation(
    api.acknowledgements.withdraw.mutationOptions({
      onSuccess: async () => {
        close();
        await queries.invalidateQueries({ queryKey: api.acknowledgements.key() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withdraw.mutate({ id, reason });
  };
  return (
    <>
      <Button size="compact-xs" variant="subtle" aria-label={text.withdrawOf(office.name)} onClick={open}>
        {words.undo}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={text.withdrawTitle(office.code, office.name)}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <form onSubmit={submit}>
          <TextInput
            data-autofocus
            required
            maxLength={200}
            label={text.reason}
            description={text.reasonNote}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ErrorNote error={withdraw.error} />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={close}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={withdraw.isPending}>
              {text.withdraw}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
