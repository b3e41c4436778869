import { type RawBuilder, sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { doublesOf, ledTo } from './mergedOffices.ts';
import { listBranches } from './offices.ts';

export interface IncidentRow {
  id: number;
  title: string;
  provider: string;
  knownOn: string;
  branches: string[] | null;
  affected: number;
  createdAt: string;
  /** Set while it is closed. */
  closedAt: string | null;
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
    affected: affected.reduce((sum, { offices }) => sum + offices, await countPicked(db, id)),
    createdAt: row.created_at,
    closedAt: row.closed_at,
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

/**
 * Condition on `offices`: the incident affects it. That is every office under entrustment until the clerk narrowed
 * the incident to branches; what was picked by hand goes before either, and an office is picked too when a double
 * that became part of it was. Doubles are listed nowhere.
 */
export function isAffected(incidentId: number): RawBuilder<boolean> {
  return sql<boolean>`(offices.merged_into is null and (${isPicked(incidentId)}
    or (${isAffectedByRule(incidentId)} and not ${isLeftOut(incidentId)})))`;
}

/** The picks of an incident by hand, each with where its office leads. */
const picksOf = (incidentId: number) =>
  sql`select picked.office_id, named.merged_into from affected_offices as picked
    join offices as named on named.id = picked.office_id where picked.incident_id = ${incidentId}`;

const isPicked = (incidentId: number) =>
  sql<boolean>`offices.id in (${ledTo(sql`${picksOf(incidentId)} and picked.affected = 1`)})`;

// Only the office itself: that its double has nothing to do with the incident says nothing of the office.
const isLeftOut = (incidentId: number) =>
  sql<boolean>`offices.id in (select left_out.office_id from affected_offices as left_out
    where left_out.incident_id = ${incidentId} and left_out.affected = 0)`;

const isAffectedByRule = (incidentId: number) =>
  sql<boolean>`(offices.status = 'entrusted' and (
    exists (select 1 from incidents where incidents.id = ${incidentId} and incidents.narrowed = 0)
    or offices.branch in (select chosen.branch from incident_branches as chosen
      where chosen.incident_id = ${incidentId})))`;

/** The offices an incident affects. */
export function affectedOffices(db: ReadDb, incidentId: number) {
  return db.selectFrom('offices').where(isAffected(incidentId));
}

/** How many more offices are affected by hand than by the rule alone; less than 0 when more were left out. */
async function countPicked(db: ReadDb, incidentId: number): Promise<number> {
  const byRule = isAffectedByRule(incidentId);
  const row = await db
    .selectFrom('offices')
    .where(sql<boolean>`offices.id in (${ledTo(picksOf(incidentId))})`)
    .select(
      sql<number | null>`sum(case when ${isAffected(incidentId)} then 1 else 0 end
        - case when ${byRule} then 1 else 0 end)`.as('n'),
    )
    .executeTakeFirstOrThrow();
  return Number(row.n);
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
      closed_at: null,
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

export interface Pick {
  incidentId: number;
  officeId: number;
  affected: boolean;
  reason: string;
}

/** Picks an office by hand; a new pick goes over the old ones. */
export async function setPick(tx: WriteTx, { incidentId, officeId, affected, reason }: Pick): Promise<void> {
  await removePick(tx, incidentId, officeId);
  await tx
    .insertInto('affected_offices')
    .values({ incident_id: incidentId, office_id: officeId, affected: affected ? 1 : 0, reason })
    .execute();
}

/** Takes the picks of an office back, those of doubles that became part of it among them. */
export async function removePick(tx: WriteTx, incidentId: number, officeId: number): Promise<void> {
  const doubles = (await doublesOf(tx, officeId)).map(({ id }) => id);
  await tx
    .deleteFrom('affected_offices')
    .where('incident_id', '=', incidentId)
    .where('office_id', 'in', [officeId, ...doubles])
    .execute();
}

/** What was picked by hand, by code. */
export async function listPicks(db: ReadDb, incidentId: number, limit: number) {
  const rows = await db
    .selectFrom('affected_offices')
    .innerJoin('offices', 'offices.id', 'affected_offices.office_id')
    .where('affected_offices.incident_id', '=', incidentId)
    .select(['offices.code', 'offices.name', 'affected_offices.affected', 'affected_offices.reason'])
    .orderBy('offices.code')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, affected: row.affected === 1 }));
}
