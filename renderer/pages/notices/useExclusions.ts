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
  const put = ({ code, reason }: Exclusion) => client.audiences.exclude({ versionId, officeCode: code, reason });
  const take = ({ code }: Exclusion) => client.audiences.include({ versionId, officeCode: code });
  // What a toast takes back is not offered again: it only says that it is done.
  const putAgain = useMutation({ mutationFn: put, onSuccess: (_answer, { name }) => say(words.excludedDone(name)) });
  const takeBack = useMutation({ mutationFn: take, onSuccess: (_answer, { name }) => say(words.included(name)) });
  const offer = (message: string, undo: () => void) => offerUndo({ message, undo, label: text.common.undo });
  return {
    exclude: useMutation({
      mutationFn: put,
      onSuccess: (_answer, office) => offer(words.excludedDone(office.name), () => takeBack.mutate(office)),
    }),
    include: useMutation({
      mutationFn: take,
      onSuccess: (_answer, office) => offer(words.included(office.name), () => putAgain.mutate(office)),
    }),
    undoError: putAgain.error ?? takeBack.error,
  };
}
