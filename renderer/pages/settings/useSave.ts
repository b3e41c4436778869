import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

/** Saves settings and shows them at once in the frame. */
export function useSave() {
  const queries = useQueryClient();
  return useMutation(
    api.settings.update.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.settings.key() }),
    }),
  );
}
