import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

/** The list to call on a day without a network, made and saved in one go. */
export function SheetButton({ versionId }: { versionId: number }) {
  const text = useText().calls;
  const format = useFormat();
  const make = useMutation({
    mutationFn: async () => {
      const made = await client.calls.sheet({ versionId });
      await downloadFile(made.file);
      return made;
    },
    onSuccess: (made) => say(text.sheetMade(format.number(made.offices), format.number(made.pages))),
  });
  return (
    <>
      <ErrorNote error={make.error} />
      <Button size="compact-md" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
        {text.sheet}
      </Button>
    </>
  );
}
