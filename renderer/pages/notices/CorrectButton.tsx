import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** Makes the correction of an approved version and opens it. */
export function CorrectButton({ versionId }: { versionId: number }) {
  const text = useText().notices;
  const [, navigate] = useLocation();
  const correct = useMutation({
    mutationFn: () => client.notices.correct({ versionId }),
    onSuccess: ({ id }) => navigate(to.version(id)),
  });
  return (
    <>
      <ErrorNote error={correct.error} />
      <Button size="compact-md" variant="default" loading={correct.isPending} onClick={() => correct.mutate()}>
        {text.correct}
      </Button>
    </>
  );
}
