import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { affectedOffices } from './incidents.ts';
import { officeMatches } from './offices.ts';

export interface OfficeDutyRow {
  officeId: number;
  code: string;
  name: string;
  state: string;
  onDate: string | null;
  persons: number | null;
  note: string;
  toldVersionId: number | null;
  toldLabel: string | null;
  toldState: string | null;
}

export interface OfficeDutyFilter {
  incidentId: number;
  duty: string;
  state: string | null;
  /** Only those whose last notice said something else. */
  opposite: boolean;
  patterns: readonly string[];
}

function standing(db: ReadDb, { incidentId, duty, state, opposite, patterns }: OfficeDutyFilter) {
  // The newest that a version told.
  const told = sql<number>`(select max(of_office.id) from office_duties as of_office
    where of_office.office_id = offices.id and of_office.incident_id = ${incidentId} and of_office.duty = ${duty}
      and of_office.taken_back = 0 and of_office.version_id is not null)`;
  const all = affectedOffices(db, incidentId)
    .leftJoin('office_duties as now', (join) =>
      join
        .onRef('now.office_id', '=', 'offices.id')
        .on('now.incident_id', '=', incidentId)
        .on('now.duty', '=', duty)
        .on('now.newest', '=', 1),
    )
    .leftJoin('office_duties as told', (join) => join.on('told.id', '=', told as never))
    .where(officeMatches(patterns))
    .select(['offices.id as officeId', 'offices.code', 'offices.name'])
    .select(['now.on_date as onDate', 'now.persons', 'told.version_id as toldVersionId', 'told.state as toldState'])
    .select(sql<string>`coalesce(now.state, 'undecided')`.as('state'))
    .select(sql<string>`coalesce(now.note, '')`.as('note'));
  return db
    .selectFrom(all.as('standing'))
    .leftJoin('notice_versions', 'notice_versions.id', 'standing.toldVersionId')
    .$if(state !== null, (query) => query.where('standing.state', '=', state ?? ''))
    .$if(opposite, (query) => query.whereRef('standing.toldState', '<>', 'standing.state'));
}

/** Affected offices by code after `afterCode`, each with where it stands and what it was told. */
export async function listOfficeDuties(
  db: ReadDb,
  filter: OfficeDutyFilter,
  afterCode: string | null,
  limit: number,
): Promise<OfficeDutyRow[]> {
  return standing(db, filter)
    .select(['standing.officeId', 'standing.code', 'standing.name', 'standing.state', 'standing.onDate'])
    .select(['standing.persons', 'standing.note', 'standing.toldVersionId', 'standing.toldState'])
    .select('notice_versions.label as toldLabel')
    .$if(afterCode !== null, (query) => query.where('standing.code', '>', afterCode ?? ''))
    .orderBy('standing.code')
    .limit(limit)
    .execute();
}

export async function countOfficeDuties(db: ReadDb, filter: OfficeDutyFilter): Promise<number> {
  const { incidentId, state, opposite, patterns } = filter;
  const all = sql<number>`count(*)`.as('n');
  // Every affected office stands somewhere.
  const counted =
    state === null && !opposite
      ? await affectedOffices(db, incidentId).where(officeMatches(patterns)).select(all).executeTakeFirstOrThrow()
      : await standing(db, filter).select(all).executeTakeFirstOrThrow();
  return Number(counted.n);
}

/** How many offices are in each state, and how many of them were told something else. */
export async function countDutyStates(db: ReadDb, incidentId: number, duty: string) {
  const rows = await standing(db, { incidentId, duty, state: null, opposite: false, patterns: [] })
    .select('standing.state')
    .select((e) => e.fn.countAll<number>().as('n'))
    .select(sql<number>`sum(case when standing."toldState" <> standing.state then 1 else 0 end)`.as('opposite'))
    .groupBy('standing.state')
    .execute();
  return rows.map(({ state, n, opposite }) => ({ state, n: Number(n), opposite: Number(opposite) }));
}

/** Affected offices of a version's recipients. */
export async function affectedRecipients(db: ReadDb, incidentId: number, versionId: number): Promise<number[]> {
  const rows = await affectedOffices(db, incidentId)
    .select('offices.id')
    .where((e) =>
      e.exists(
        e
          .selectFrom('recipients')
          .select('recipients.id')
          .where('recipients.version_id', '=', versionId)
          .whereRef('recipients.office_id', '=', 'offices.id'),
      ),
    )
    .orderBy('offices.code')
    .execute();
  return rows.map(({ id }) => id);
}

/** Every affected office, or those in a state. */
export async function affectedIds(db: ReadDb, incidentId: number, duty: string, state: string | null) {
  const filter = { incidentId, duty, state, opposite: false, patterns: [] };
  const rows = await standing(db, filter).select('standing.officeId').orderBy('standing.code').execute();
  return rows.map(({ officeId }) => officeId);
}

export interface NewOfficeDuty {
  incidentId: number;
  duty: string;
  state: string;
  versionId: number | null;
  onDate: string | null;
  persons: number | null;
  note: string;
  at: string;
  clerk: string;
}

/** Rows of one statement. */
const MOST = 500;

/** Notes the same of many offices. Answers the batch it can be taken back by; null without offices. */
export async function insertOfficeDuties(
  tx: WriteTx,
  officeIds: readonly number[],
  noted: NewOfficeDuty,
): Promise<number | null> {
  let batch: number | null = null;
  const { incidentId, versionId, onDate, ...same } = noted;
  for (let at = 0; at < officeIds.length; at += MOST) {
    const ids = officeIds.slice(at, at + MOST);
    await tx
      .updateTable('office_duties')
      .set({ newest: 0 })
      .where('incident_id', '=', incidentId)
      .where('duty', '=', noted.duty)
      .where('newest', '=', 1)
      .where('office_id', 'in', ids)
      .execute();
    const rows = await tx
      .insertInto('office_duties')
      .values(
        ids.map((officeId) => ({
          ...same,
          ...{ incident_id: incidentId, office_id: officeId, version_id: versionId, on_date: onDate, newest: 1, batch },
        })),
      )
      .returning('id')
      .execute();
    batch ??= Math.min(...rows.map(({ id }) => id));
    await tx
      .updateTable('office_duties')
      .set({ batch })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  }
  return batch;
}

/** What a batch noted: of which incident, and whether it was taken back. */
export async function getDutyBatch(db: ReadDb, batch: number) {
  const found = await db
    .selectFrom('office_duties')
    .select(['incident_id as incidentId', 'duty'])
    .where('batch', '=', batch)
    .where('taken_back', '=', 0)
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

/** Takes back what a batch noted of offices nothing newer was noted of. Answers of how many. */
export async function takeBackOfficeDuties(tx: WriteTx, batch: number): Promise<number> {
  // Two entries that became one office since may each have a row of the batch: both go.
  const rows = await tx
    .updateTable('office_duties')
    .set({ taken_back: 1, newest: 0 })
    .where('batch', '=', batch)
    .where('taken_back', '=', 0)
    .where('office_id', 'in', (e) =>
      e
        .selectFrom('office_duties as standing')
        .select('standing.office_id')
        .where('standing.batch', '=', batch)
        .where('standing.newest', '=', 1),
    )
    .returning('office_id as officeId')
    .execute();
  const officeIds = [...new Set(rows.map(({ officeId }) => officeId))];
  await renewNewestDuties(tx, officeIds);
  return officeIds.length;
}

/** Marks of these offices, for each incident and duty, the row that holds: the newest that was not taken back. */
export async function renewNewestDuties(tx: WriteTx, officeIds: readonly number[]): Promise<void> {
  for (let at = 0; at < officeIds.length; at += MOST) {
    const ids = sql.join(officeIds.slice(at, at + MOST));
    const holds = sql`case when id in (select max(stood.id) from office_duties as stood
      where stood.office_id in (${ids}) and stood.taken_back = 0
      group by stood.incident_id, stood.duty, stood.office_id) then 1 else 0 end`;
    await sql`update office_duties set newest = ${holds}
      where office_id in (${ids}) and newest <> ${holds}`.execute(tx);
  }
}
