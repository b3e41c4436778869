import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { useFormat } from '../../components/dates.ts';
import { say } from '../../components/undo.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Takes a rule of the association out, or back in, and says how many due dates moved. */
export function useRemoveRule(): (id: number, removed: boolean) => void {
  const words = useText().procedureRules.history;
  const format = useFormat();
  const { language } = usePreferences();
  const queries = useQueryClient();
  const remove = useMutation(
    api.procedures.removeRule.mutationOptions({
      onSuccess: async ({ moved }, { removed }) => {
        say((removed ? words.removed : words.restored)(format.number(moved)));
        await queries.invalidateQueries({ queryKey: api.procedures.key() });
      },
      onError: (error) => say(errorText(error, language, {})),
    }),
  );
  return (id, removed) => remove.mutate({ id, removed });
}
