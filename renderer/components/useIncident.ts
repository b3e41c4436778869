import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { usePreferences } from '../preferences.ts';

/** The chosen incident; without a choice in this register the newest that is not closed, else the newest. */
export function useIncident() {
  const { incidentId } = usePreferences();
  const list = useQuery(api.incidents.list.queryOptions({ input: {} }));
  const incidents = list.data?.rows ?? [];
  const newest = incidents.reduce<(typeof incidents)[number] | undefined>(
    (best, row) => (best && isBefore(row, best) ? best : row),
    undefined,
  );
  return { list, incidents, incident: incidents.find((row) => row.id === incidentId) ?? newest };
}

type Listed = { id: number; closedAt: string | null };
/** Whether an incident is shown only after another. */
const isBefore = (row: Listed, other: Listed) =>
  (row.closedAt === null) === (other.closedAt === null) ? row.id < other.id : row.closedAt !== null;

/** Where the chosen incident stands: the numbers of the frame and of most pages. */
export function useOverview() {
  const { incident, list } = useIncident();
  const overview = useQuery({
    ...api.incidents.overview.queryOptions({ input: { incidentId: incident?.id ?? 0 } }),
    enabled: incident !== undefined,
  });
  return { list, incident, overview };
}

/** What the frame shows. Asked again each minute so that the day and the last backup stay true. */
export function useFrame() {
  return useQuery({ ...api.settings.frame.queryOptions({ input: {} }), refetchInterval: 60_000 });
}
