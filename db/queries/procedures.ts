import type { SelectQueryBuilder } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ReadDb, WriteTx } from '../store.ts';
import { officeMatches } from './offices.ts';

/** What lists sort by when a filing has no due date. */
const NO_DUE_DATE = '9999-12-31';

export interface ProcedureValues {
  officeId: number;
  incidentId: number | null;
  type: string;
  person: string;
  baseDate: string;
  dueOn: string | null;
  at: string;
}

export async function insertProcedure(tx: WriteTx, values: ProcedureValues): Promise<number> {
  const row = await tx
    .insertInto('procedures')
    .values({
      office_id: values.officeId,
      incident_id: values.incidentId,
      type: values.type,
      person: values.person,
      base_date: values.baseDate,
      due_on: values.dueOn,
      sort_on: values.dueOn ?? NO_DUE_DATE,
      state: 'received',
      pending: 1,
      created_at: values.at,
      updated_at: values.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface ProcedureFilter {
  /** Only what was due before this date and is still to be filed. */
  dueBefore: string | null;
  state: string | null;
  patterns: readonly string[];
  /** Only those of one office. */
  officeId?: number;
}

/** A page by due date, after the row (`sortOn`, `id`). */
export async function listProcedures(
  db: ReadDb,
  filter: ProcedureFilter,
  after: { sortOn: string; id: number } | null,
  limit: number,
) {
  let query = filtered(db, filter);
  if (after) {
    query = query.where((e) =>
      e.or([
        e('procedures.sort_on', '>', after.sortOn),
        e.and([e('procedures.sort_on', '=', after.sortOn), e('procedures.id', '>', after.id)]),
      ]),
    );
  }
  return query
    .select([
      'procedures.id',
      'procedures.office_id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'procedures.type',
      'procedures.person',
      'procedures.base_date as baseDate',
      'procedures.due_on as dueOn',
      'procedures.sort_on as sortOn',
      'procedures.state',
    ])
    .orderBy('procedures.sort_on')
    .orderBy('procedures.id')
    .limit(limit)
    .execute();
}
export type ProcedureRow = Awaited<ReturnType<typeof listProcedures>>[number];

export async function countProcedures(db: ReadDb, filter: ProcedureFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Filings still to be made that are due on one day. */
export async function countDueOn(db: ReadDb, day: string): Promise<number> {
  const row = await db
    .selectFrom('procedures')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('pending', '=', 1)
    .where('sort_on', '=', day)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Sets a state. Answers false when there is no such procedure. */
export async function setProcedureState(
  tx: WriteTx,
  id: number,
  state: { state: string; pending: boolean; at: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('procedures')
    .set({ state: state.state, pending: state.pending ? 1 : 0, updated_at: state.at })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function filtered(db: ReadDb, filter: ProcedureFilter) {
  let query: SelectQueryBuilder<Schema, 'procedures' | 'offices', object> = db
    .selectFrom('procedures')
    .innerJoin('offices', 'offices.id', 'procedures.office_id');
  if (filter.dueBefore !== null) {
    query = query.where('procedures.pending', '=', 1).where('procedures.sort_on', '<', filter.dueBefore);
  }
  if (filter.state !== null) query = query.where('procedures.state', '=', filter.state);
  if (filter.officeId !== undefined) query = query.where('procedures.office_id', '=', filter.officeId);
  return query.where(officeMatches(filter.patterns));
}
