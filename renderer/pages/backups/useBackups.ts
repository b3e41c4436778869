import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Outputs } from '../../api/client.ts';

export type Backup = Outputs['backups']['list']['rows'][number];
export type BackupList = Outputs['backups']['list'];
export type Preview = Outputs['backups']['preview'];

/** The backups and what can be done with them. */
export function useBackups() {
  const queries = useQueryClient();
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.backups.key() }),
      queries.invalidateQueries({ queryKey: api.settings.frame.key() }),
    ]);
  return {
    list: useQuery({ ...api.backups.list.queryOptions({ input: {} }), staleTime: 0 }),
    create: useMutation(api.backups.create.mutationOptions({ onSuccess: renew, onError: renew })),
    check: useMutation(api.backups.check.mutationOptions({ onSuccess: renew })),
    setPlace: useMutation(api.backups.setPlace.mutationOptions({ onSuccess: renew })),
  };
}

/** How a backup is told from the others. */
export const keyOf = (backup: Pick<Backup, 'name' | 'place'>) => `${backup.place}/${backup.name}`;
