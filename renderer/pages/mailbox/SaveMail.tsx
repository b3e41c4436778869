import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MailDetail } from '../../../electron/contract/mailbox.ts';
import { client } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** Gives the mail out as it came, to be shown as evidence or opened in a mail program. */
export function SaveMail({ mail }: { mail: MailDetail }) {
  const text = useText().mailbox;
  const save = useMutation({
    mutationFn: async () => {
      const { path } = await client.mailbox.export({ id: mail.id, file: `mail-${mail.id}.eml` });
      await downloadFile(path);
    },
  });
  return (
    <>
      <Button size="compact-xs" variant="subtle" loading={save.isPending} onClick={() => save.mutate()}>
        {text.export}
      </Button>
      <ErrorNote error={save.error} />
    </>
  );
}
