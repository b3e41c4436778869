import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { useFormat } from '../../components/dates.ts';
import { say } from '../../components/undo.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Takes one act over filings back, and says what became of it. */
export function useUndoChange(): (changeId: number) => void {
  const text = useText();
  const words = text.procedureBoard;
  const { language } = usePreferences();
  const format = useFormat();
  const queries = useQueryClient();
  const undo = useMutation(
    api.procedures.undo.mutationOptions({
      onSuccess: async ({ restored, kept }) => {
        const [back, left] = [format.number(restored), format.number(kept)];
        say(kept === 0 ? words.undone(back) : words.undoneKept(back, left));
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
      },
      onError: (error) => say(errorText(error, language, text.common.field)),
    }),
  );
  return (changeId) => undo.mutate({ changeId });
}
