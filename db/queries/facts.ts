import { type RawBuilder, sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { counted } from './recipients.ts';

/** Facts a call shows of an incident, values of a fact, and versions that state one. */
const SHOWN = 200;

export interface FactRow {
  id: number;
  incidentId: number;
  name: string;
  question: string;
}

export interface FactValueRow {
  id: number;
  value: string;
  asOf: string;
  source: string;
  hearsay: boolean;
  at: string;
  clerk: string;
}

const columns = ['facts.id', 'facts.incident_id as incidentId', 'facts.name', 'facts.question'] as const;

/** In the order they were raised. */
export async function factsOf(db: ReadDb, incidentId: number): Promise<FactRow[]> {
  const facts = db.selectFrom('facts').select(columns).where('incident_id', '=', incidentId);
  return facts.orderBy('id').limit(SHOWN).execute();
}

export async function getFact(db: ReadDb, id: number): Promise<FactRow | null> {
  return (await db.selectFrom('facts').select(columns).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Answers the new fact's id; null when the incident has one of this name. */
export async function insertFact(tx: WriteTx, fact: Omit<FactRow, 'id'>): Promise<number | null> {
  const row = await tx
    .insertInto('facts')
    .values({ incident_id: fact.incidentId, name: fact.name, question: fact.question })
    .onConflict((conflict) => conflict.columns(['incident_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertFactValue(
  tx: WriteTx,
  factId: number,
  value: Omit<FactValueRow, 'id' | 'hearsay'> & { hearsay: boolean },
): Promise<number> {
  const { asOf, hearsay, ...same } = value;
  const row = await tx
    .insertInto('fact_values')
    .values({ ...same, fact_id: factId, as_of: asOf, hearsay: hearsay ? 1 : 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** What was stated, newest first: what was said last holds, whatever day it is true from. */
export async function valuesOf(db: ReadDb, factId: number): Promise<FactValueRow[]> {
  const rows = await db
    .selectFrom('fact_values')
    .select(['id', 'value', 'as_of as asOf', 'source', 'hearsay', 'at', 'clerk'])
    .where('fact_id', '=', factId)
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map((row) => ({ ...row, hearsay: row.hearsay === 1 }));
}

/** A version that states a value of a fact. */
export interface Statement {
  versionId: number;
  label: string;
  valueId: number;
  value: string;
  hearsay: boolean;
  sentAt: string | null;
}

/** The approved versions that state a fact: those that went out in the order they did, then those that have not yet. */
export async function statementsOf(db: ReadDb, factId: number): Promise<Statement[]> {
  const rows = await db
    .selectFrom('version_facts')
    .innerJoin('fact_values', 'fact_values.id', 'version_facts.fact_value_id')
    .innerJoin('notice_versions', 'notice_versions.id', 'version_facts.version_id')
    .select(['notice_versions.id as versionId', 'notice_versions.label', 'notice_versions.sent_at as sentAt'])
    .select(['fact_values.id as valueId', 'fact_values.value', 'fact_values.hearsay'])
    .where('fact_values.fact_id', '=', factId)
    .where('notice_versions.sha256', 'is not', null)
    .orderBy(sql`case when notice_versions.sent_at is null then 0 else 1 end`)
    .orderBy('notice_versions.sent_at', 'desc')
    .orderBy('notice_versions.id', 'desc')
    .limit(SHOWN)
    .execute();
  const newestFirst = rows.map((row) => ({ ...row, hearsay: row.hearsay === 1 }));
  return [
    ...newestFirst.filter((row) => row.sentAt !== null).reverse(),
    ...newestFirst.filter((row) => !row.sentAt).reverse(),
  ];
}

/** A version that went out, and whether what it says of a fact is old. */
export interface Said {
  versionId: number;
  outdated: boolean;
}

// What was taken back before it went out, or refused by the other side, was not read, unless the office says it was.
const received = sql<boolean>`(recipients.delivery_state not in ('failed', 'cancelled')
  or recipients.acknowledgement_state = 'confirmed')`;

/** Offices of their own, each with the place in `said` of the newest version it received; null without one. */
function newestRead(db: ReadDb, said: readonly Said[]) {
  const ids = said.map(({ versionId }) => sql.lit(versionId));
  const places = ids.map((id, place) => sql`when ${id} then ${sql.lit(place)}`);
  const newest: RawBuilder<number | null> = sql`(select max(case recipients.version_id ${sql.join(places, sql` `)} end)
    from recipients where recipients.office_id = offices.id and recipients.version_id in (${sql.join(ids)})
    and ${counted} and ${received})`;
  const offices = db.selectFrom('offices').where('offices.merged_into', 'is', null);
  return offices.select(['offices.id as officeId', 'offices.code', 'offices.name', newest.as('place')]);
}

const oldPlaces = (said: readonly Said[]) => said.flatMap(({ outdated }, place) => (outdated ? place : []));

/**
 * How many offices last read an old version.
 * @param said versions that state one fact, in the order they went out
 */
export async function countOutdated(db: ReadDb, said: readonly Said[]): Promise<number> {
  const old = oldPlaces(said);
  if (old.length === 0) return 0;
  const row = await db
    .selectFrom(newestRead(db, said).as('read'))
    .where('read.place', 'in', old)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** A page of those offices by code, after `afterCode`; `place` is the place in `said` of what each last read. */
export async function listOutdated(db: ReadDb, said: readonly Said[], afterCode: string | null, limit: number) {
  const old = oldPlaces(said);
  if (old.length === 0) return [];
  return db
    .selectFrom(newestRead(db, said).as('read'))
    .where('read.place', 'in', old)
    .$if(afterCode !== null, (query) => query.where('read.code', '>', afterCode ?? ''))
    .select(['read.officeId', 'read.code', 'read.name', 'read.place'])
    .orderBy('read.code')
    .limit(limit)
    .execute();
}
