import { useMutation, useQueryClient } from '@tanstack/react-query';

/** An act on the register that more lists than one show: when it is done everything on the screen is asked for again. */
export function useRegisterAct<Answer>(act: () => Promise<Answer>, done?: (answer: Answer) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      done?.(answer);
      await queries.invalidateQueries();
    },
  });
}
