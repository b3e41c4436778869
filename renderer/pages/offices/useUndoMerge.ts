import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { useFormat } from '../../components/dates.ts';
import { say } from '../../components/undo.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Makes two offices of one again, and says what became of it: the page that merged them may be left by then. */
export function useUndoMerge() {
  const text = useText();
  const format = useFormat();
  const { language } = usePreferences();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mergeId: number) => client.duplicates.undo({ mergeId }),
    onSuccess: async ({ kept }) => {
      say(kept === 0 ? text.duplicates.parted : text.duplicates.partedKept(format.number(kept)));
      await queries.invalidateQueries();
    },
    onError: (error) => say(errorText(error, language, { ...text.offices.field, ...text.common.field })),
  });
}
