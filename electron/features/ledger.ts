import { getIncident, type IncidentRow } from '../../db/queries/incidents.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';

/** The incident. Errors: not_found. */
export async function requireIncident(db: ReadDb, id: number): Promise<IncidentRow> {
  const incident = await getIncident(db, id);
  if (!incident) throw fail('not_found', { what: 'incident' });
  return incident;
}

/** The incident, for writing to its ledger. Errors: not_found, incident_closed. */
export async function requireOpenIncident(db: ReadDb, id: number): Promise<IncidentRow> {
  const incident = await requireIncident(db, id);
  if (incident.closedAt !== null) throw fail('incident_closed');
  return incident;
}
