import { sql } from 'kysely';
import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { insertRows } from './insertRows.ts';
import type { ProcedureRow } from './procedures.ts';

/** The fields of a filing that are written, as they are stored. */
export type ProcedureRecord = Pick<
  ProcedureRow,
  | 'officeId'
  | 'incidentId'
  | 'type'
  | 'person'
  | 'baseDate'
  | 'dueOn'
  | 'dueGiven'
  | 'receivedOn'
  | 'state'
  | 'route'
  | 'evidence'
  | 'blockedBy'
  | 'reason'
  | 'expectedOn'
  | 'clerk'
  | 'toldVersionId'
  | 'toldOn'
  | 'harm'
  | 'removedAt'
> & { sortOn: string; misses: number; pending: number };

const COLUMNS = {
  officeId: 'office_id',
  incidentId: 'incident_id',
  type: 'type',
  person: 'person',
  baseDate: 'base_date',
  dueOn: 'due_on',
  dueGiven: 'due_given',
  receivedOn: 'received_on',
  state: 'state',
  route: 'route',
  evidence: 'evidence',
  blockedBy: 'blocked_by',
  reason: 'reason',
  expectedOn: 'expected_on',
  clerk: 'clerk',
  toldVersionId: 'told_version_id',
  toldOn: 'told_on',
  harm: 'harm',
  removedAt: 'removed_at',
  sortOn: 'sort_on',
  misses: 'misses',
  pending: 'pending',
} as const satisfies Record<keyof ProcedureRecord, string>;

const FIELDS = Object.keys(COLUMNS) as (keyof ProcedureRecord)[];
const INSERTED = [...FIELDS.map((field) => COLUMNS[field]), 'created_at', 'updated_at'];
/** Rows of one statement. */
const MOST = 100;

/** Enters filings; answers their ids in the same order. */
export async function insertProcedures(
  tx: WriteTx,
  engine: Engine,
  records: readonly ProcedureRecord[],
  at: string,
): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < records.length; i += MOST) {
    const batch = records.slice(i, i + MOST);
    const cells = batch.flatMap((record) => [...FIELDS.map((field) => record[field]), at, at]);
    await insertRows(tx, engine, 'procedures', INSERTED, cells);
    // One writer at a time: the newest ids are those just given, in the order of the rows.
    const newest = await tx.selectFrom('procedures').select('id').orderBy('id', 'desc').limit(batch.length).execute();
    ids.push(...newest.map((row) => row.id).reverse());
  }
  return ids;
}

/** Writes a filing as it is to be; its revision goes up by one. */
export async function updateProcedure(tx: WriteTx, id: number, record: ProcedureRecord, at: string): Promise<void> {
  const sets = FIELDS.map((field) => sql`${sql.ref(COLUMNS[field])} = ${record[field]}`);
  await sql`update procedures set ${sql.join(sets)}, revision = revision + 1, updated_at = ${at}
    where id = ${id}`.execute(tx);
}

/** A field of a filing before and after, as text. */
export interface ProcedureEvent {
  procedureId: number;
  field: string;
  from: string;
  to: string;
}

/** Begins the record of one act. Answers its id. */
export async function insertChange(
  tx: WriteTx,
  change: { at: string; clerk: string; action: string; fileName?: string },
): Promise<number> {
  const row = await tx
    .insertInto('procedure_changes')
    .values({
      at: change.at,
      clerk: change.clerk,
      action: change.action,
      file_name: change.fileName ?? '',
      rows: 0,
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function setChangeRows(tx: WriteTx, id: number, rows: number): Promise<void> {
  await tx.updateTable('procedure_changes').set({ rows }).where('id', '=', id).execute();
}

/** Adds to the history of filings. */
export async function insertEvents(
  tx: WriteTx,
  engine: Engine,
  changeId: number,
  events: readonly ProcedureEvent[],
): Promise<void> {
  const columns = ['procedure_id', 'change_id', 'field', 'from_value', 'to_value'];
  for (let i = 0; i < events.length; i += MOST) {
    const batch = events.slice(i, i + MOST);
    const cells = batch.flatMap(({ procedureId, field, from, to }) => [procedureId, changeId, field, from, to]);
    await insertRows(tx, engine, 'procedure_events', columns, cells);
  }
}

/** Marks an act as taken back. False when there is none, or when it was taken back before. */
export async function markChangeUndone(tx: WriteTx, id: number, at: string): Promise<boolean> {
  const result = await tx
    .updateTable('procedure_changes')
    .set({ undone_at: at })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Up to `limit` filings an act touched, by id after `afterId`. */
export async function filingsOfChange(db: ReadDb, changeId: number, afterId: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('procedure_events')
    .select('procedure_id as id')
    .distinct()
    .where('change_id', '=', changeId)
    .where('procedure_id', '>', afterId)
    .orderBy('procedure_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** What an act did to these filings (at most 1,000), in its order. */
export async function eventsOfChange(
  db: ReadDb,
  changeId: number,
  procedureIds: readonly number[],
): Promise<ProcedureEvent[]> {
  return db
    .selectFrom('procedure_events')
    .select(['procedure_id as procedureId', 'field', 'from_value as from', 'to_value as to'])
    .where('change_id', '=', changeId)
    .where('procedure_id', 'in', procedureIds)
    .orderBy('id')
    .execute();
}

/** Acts over many filings and imports, newest first. */
export async function listChanges(db: ReadDb, limit: number) {
  return db
    .selectFrom('procedure_changes')
    .select(['id', 'at', 'clerk', 'action', 'file_name as fileName', 'rows', 'undone_at as undoneAt'])
    .where('action', 'in', ['import', 'bulk', 'tell', 'rule', 'closedDays'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** The history of a filing, newest first, before the event `beforeId`. */
export async function listEvents(db: ReadDb, procedureId: number, beforeId: number | null, limit: number) {
  return db
    .selectFrom('procedure_events')
    .innerJoin('procedure_changes', 'procedure_changes.id', 'procedure_events.change_id')
    .select([
      'procedure_events.id',
      'procedure_changes.at',
      'procedure_changes.clerk',
      'procedure_changes.action',
      'procedure_events.field',
      'procedure_events.from_value as from',
      'procedure_events.to_value as to',
    ])
    .where('procedure_events.procedure_id', '=', procedureId)
    .$if(beforeId !== null, (query) => query.where('procedure_events.id', '<', beforeId ?? 0))
    .orderBy('procedure_events.id', 'desc')
    .limit(limit)
    .execute();
}

export async function countEvents(db: ReadDb, procedureId: number): Promise<number> {
  const row = await db
    .selectFrom('procedure_events')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('procedure_id', '=', procedureId)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
