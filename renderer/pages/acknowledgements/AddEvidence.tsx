import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

export const EVIDENCE_KINDS = 'application/pdf,image/png,image/jpeg,image/tiff,.eml';

/** Adds the scan or mail that proves an answer, found days after it was recorded. */
export function AddEvidence({ id, officeName }: { id: number; officeName: string }) {
  const text = useText().acknowledgements;
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: async (paper: File) => {
      const evidence = await uploadFile(paper, () => undefined, new AbortController().signal);
      await client.acknowledgements.addEvidence({ id, evidence });
      return paper.name;
    },
    onSuccess: async (name) => {
      say(text.evidenceAdded(name));
      await queries.invalidateQueries({ queryKey: api.acknowledgements.key() });
    },
  });
  return (
    <>
      <FileButton
        accept={EVIDENCE_KINDS}
        onChange={(paper) => paper && add.mutate(paper)}
        inputProps={{ 'aria-label': text.evidenceAddTo(officeName) }}
      >
        {(props) => (
          <Button {...props} size="compact-xs" variant="subtle" loading={add.isPending}>
            {text.evidenceAdd}
          </Button>
        )}
      </FileButton>
      <ErrorNote error={add.error} />
    </>
  );
}
