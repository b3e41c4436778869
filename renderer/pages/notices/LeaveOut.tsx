import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { useExclusions } from './useExclusions.ts';

interface Props {
  versionId: number;
  office: { code: string; name: string };
  onClose: () => void;
}

/** Asks why an office is left out of a draft. */
export function LeaveOut({ versionId, office, onClose }: Props) {
  const text = useText();
  const [reason, setReason] = useState('');
  const { exclude } = useExclusions(versionId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    exclude.mutate({ ...office, reason }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.audiences.excludeOffice(office.name)}
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          required
          maxLength={200}
          label={text.audiences.reason}
          placeholder={text.audiences.reasonPlaceholder}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ErrorNote error={exclude.error} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button type="submit" loading={exclude.isPending} disabled={reason.trim() === ''}>
            {text.audiences.exclude}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
