import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, client, type Inputs } from '../../api/client.ts';
import { useStop } from '../../components/useListWork.ts';

/** Writes the import. Whether the writing was over before a stop came is asked of the register, not guessed. */
export function useCommit() {
  const queries = useQueryClient();
  const { begin, stop } = useStop();
  const commit = useMutation({
    mutationFn: (input: Inputs['offices']['import']) => client.offices.import(input, { signal: begin() }),
    onSuccess: () => queries.invalidateQueries(),
    onError: () => queries.invalidateQueries({ queryKey: api.offices.import.key() }),
  });
  return { ...commit, stop };
}
