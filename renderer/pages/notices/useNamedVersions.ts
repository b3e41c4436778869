import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useIncident } from '../../components/useIncident.ts';
import type { NamedVersion } from './audienceWords.ts';

/** The versions of the chosen incident that a condition may ask for, newest first: drafts have reached nobody. */
export function useNamedVersions(): NamedVersion[] {
  const { incident } = useIncident();
  const notices = useQuery({
    ...api.notices.list.queryOptions({ input: { incidentId: incident?.id ?? 0 } }),
    enabled: incident !== undefined,
  });
  const rows = notices.data?.rows ?? [];
  const approved = rows.flatMap((notice) =>
    notice.versions
      .filter((version) => version.state === 'approved' || version.state === 'sent')
      // Two notices of an incident may both have a 第1報.
      .map(({ id, label }) => ({ id, label: rows.length > 1 ? `${notice.title} ${label}` : label })),
  );
  return approved.sort((one, other) => other.id - one.id);
}
