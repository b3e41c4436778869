import type { ReadDb, WriteTx } from '../store.ts';
import { listBranches } from './offices.ts';

export interface IncidentRow {
  id: number;
  title: string;
  provider: string;
  knownOn: string;
  branches: string[] | null;
  affected: number;
  createdAt: string;
}

/** All incidents, newest first. There are few: one bad day each. */
export async function listIncidents(db: ReadDb): Promise<IncidentRow[]> {
  const rows = await db.selectFrom('incidents').select('id').orderBy('id', 'desc').limit(100).execute();
  const found = await Promise.all(rows.map((row) => getIncident(db, row.id)));
  return found.filter((row) => row !== null);
}

export async function getIncident(db: ReadDb, id: number): Promise<IncidentRow | null> {
  const row = await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const chosen = row.narrowed ? await chosenBranches(db, id) : null;
  const affected = (await listBranches(db)).filter(({ branch }) => chosen?.includes(branch) ?? true);
  return {
    id: row.id,
    title: row.title,
    provider: row.provider,
    knownOn: row.known_on,
    branches: chosen,
    affected: affected.reduce((sum, { offices }) => sum + offices, 0),
    createdAt: row.created_at,
  };
}

async function chosenBranches(db: ReadDb, incidentId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('incident_branches')
    .select('branch')
    .where('incident_id', '=', incidentId)
    .orderBy('branch')
    .execute();
  return rows.map((row) => row.branch);
}

/** Offices under entrustment, all of them until the clerk narrowed the incident to branches. */
export function affectedOffices(db: ReadDb, incidentId: number) {
  return db
    .selectFrom('offices')
    .where('offices.status', '=', 'entrusted')
    .where('offices.merged_into', 'is', null)
    .where((e) =>
      e.or([
        e.exists(
          e
            .selectFrom('incidents')
            .select('incidents.id')
            .where('incidents.id', '=', incidentId)
            .where('incidents.narrowed', '=', 0),
        ),
        e(
          'offices.branch',
          'in',
          e
            .selectFrom('incident_branches')
            .select('incident_branches.branch')
            .where('incident_branches.incident_id', '=', incidentId),
        ),
      ]),
    );
}

export async function insertIncident(
  tx: WriteTx,
  incident: { title: string; provider: string; knownOn: string; at: string },
): Promise<number> {
  const row = await tx
    .insertInto('incidents')
    .values({
      title: incident.title,
      provider: incident.provider,
      known_on: incident.knownOn,
      narrowed: 0,
      created_at: incident.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Narrows an incident to branches; null widens it to all again. */
export async function setIncidentBranches(tx: WriteTx, id: number, branches: readonly string[] | null): Promise<void> {
  await tx.deleteFrom('incident_branches').where('incident_id', '=', id).execute();
  if (branches) {
    await tx
      .insertInto('incident_branches')
      .values(branches.map((branch) => ({ incident_id: id, branch })))
      .execute();
  }
  await tx
    .updateTable('incidents')
    .set({ narrowed: branches ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}
