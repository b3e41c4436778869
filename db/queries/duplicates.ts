import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { OFFICE_SELECTION, type OfficeRow } from './offices.ts';
import { counted } from './recipients.ts';

/** Up to `limit` offices that were not merged into another, by id after `afterId`. */
export async function officesToCompare(db: ReadDb, afterId: number, limit: number): Promise<OfficeRow[]> {
  const rows = await db
    .selectFrom('offices')
    .select(OFFICE_SELECTION)
    .where('merged_into', 'is', null)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows as OfficeRow[];
}

/**
 * Something that is another whenever an office came, went or changed. Every change of a field has its row in the
 * history; imports bring offices in and take them out without one.
 */
export async function registerStamp(db: ReadDb): Promise<string> {
  const { rows } = await sql<{ newest: number; offices: number; changes: number }>`select
    (select max(id) from offices) as newest, (select sum(count) from office_counts) as offices,
    (select max(id) from office_changes) as changes`.execute(db);
  return JSON.stringify(rows.map(({ newest, offices, changes }) => [newest, offices, changes].map(Number)));
}

/** Pairs a clerk has found to be two offices, the smaller id first. */
export async function distinctPairs(db: ReadDb): Promise<{ oneId: number; otherId: number }[]> {
  return db.selectFrom('distinct_pairs').select(['one_id as oneId', 'other_id as otherId']).execute();
}

export async function insertDistinctPair(
  tx: WriteTx,
  pair: { oneId: number; otherId: number },
  by: { at: string; clerk: string },
): Promise<void> {
  await tx
    .insertInto('distinct_pairs')
    .values({ one_id: pair.oneId, other_id: pair.otherId, ...by })
    .onConflict((conflict) => conflict.columns(['one_id', 'other_id']).doNothing())
    .execute();
}

export async function deleteDistinctPair(tx: WriteTx, pair: { oneId: number; otherId: number }): Promise<void> {
  await tx.deleteFrom('distinct_pairs').where('one_id', '=', pair.oneId).where('other_id', '=', pair.otherId).execute();
}

/** How much there is in an office besides its fields. */
export interface RecordCounts {
  versions: number;
  acknowledgements: number;
  procedures: number;
  contacts: number;
}

export async function recordCounts(db: ReadDb, officeId: number): Promise<RecordCounts> {
  const { rows } = await sql<RecordCounts>`select
    (select count(*) from recipients where office_id = ${officeId} and ${counted}) as versions,
    (select count(*) from acknowledgements where office_id = ${officeId} and withdrawn_at is null) as acknowledgements,
    (select count(*) from procedures where office_id = ${officeId}) as procedures,
    (select count(*) from contacts where office_id = ${officeId} and removed_at is null) as contacts`.execute(db);
  const [row] = rows;
  return {
    versions: Number(row?.versions),
    acknowledgements: Number(row?.acknowledgements),
    procedures: Number(row?.procedures),
    contacts: Number(row?.contacts),
  };
}
