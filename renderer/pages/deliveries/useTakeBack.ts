import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { offerUndo, say } from '../../components/undo.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/**
 * What follows a word on deliveries: `offer` says it with the way back, which is `act` with the given input, and asks
 * for the deliveries again, as `refresh` alone does. Why a way back failed is said too: its row may be gone by then.
 */
export function useTakeBack<Input>(act: (input: Input) => Promise<unknown>) {
  const text = useText();
  const { language } = usePreferences();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const takeBack = useMutation({
    mutationFn: (input: Input) => act(input),
    onSuccess: refresh,
    onError: (error) => say(errorText(error, language, text.common.field)),
  });
  const offer = (message: string, back: Input) => {
    offerUndo({ message, label: text.common.undo, undo: () => takeBack.mutate(back) });
    return refresh();
  };
  return { offer, refresh };
}
