import { useMutation } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { offerUndo, say } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

/** An office that is left out, and why. */
export interface Exclusion {
  code: string;
  name: string;
  reason: string;
}

/** Leaving offices out of a draft one by one, and taking that back; each with a way back. */
export function useExclusions(versionId: number) {
  const text = useText();
  const words = text.audiences;
  const put = useMutation({
    mutationFn: ({ code, reason }: Exclusion) => client.audiences.exclude({ versionId, officeCode: code, reason }),
  });
  const take = useMutation({
    mutationFn: ({ code }: Exclusion) => client.audiences.include({ versionId, officeCode: code }),
  });
  const label = text.common.undo;
  return {
    exclude: useMutation({
      mutationFn: (office: Exclusion) => put.mutateAsync(office),
      onSuccess: (_answer, office) =>
        offerUndo({
          message: words.excludedDone(office.name),
          label,
          undo: () => take.mutate(office, { onSuccess: () => say(words.included(office.name)) }),
        }),
    }),
    include: useMutation({
      mutationFn: (office: Exclusion) => take.mutateAsync(office),
      onSuccess: (_answer, office) =>
        offerUndo({ message: words.included(office.name), label, undo: () => put.mutate(office) }),
    }),
  };
}
