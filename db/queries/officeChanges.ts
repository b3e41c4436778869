import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { insertRows } from './insertRows.ts';
import type { OfficeField } from './offices.ts';

/** One field of one office, old to new. `field` null: the office was entered. */
export interface OfficeChange {
  officeId: number;
  field: OfficeField | null;
  from: string;
  to: string;
}

/** A line of an office's history: of a field, or of what else happened to it. */
export interface HistoryLine extends Omit<OfficeChange, 'field'> {
  field: OfficeField | 'contact' | 'merged' | null;
}

/** Who made changes, when, and with which import; `importId` null when a clerk did it by hand. */
export interface ChangeOrigin {
  at: string;
  clerk: string;
  importId: number | null;
}

const COLUMNS = ['office_id', 'at', 'clerk', 'import_id', 'field', 'from_value', 'to_value'];
/** Most rows of one statement. */
const MOST = 200;

/** Adds to the history of offices. */
export async function insertOfficeChanges(
  tx: WriteTx,
  engine: Engine,
  changes: readonly HistoryLine[],
  { at, clerk, importId }: ChangeOrigin,
): Promise<void> {
  for (let i = 0; i < changes.length; i += MOST) {
    const cells = changes
      .slice(i, i + MOST)
      .flatMap(({ officeId, field, from, to }) => [officeId, at, clerk, importId, field ?? '', from, to]);
    await insertRows(tx, engine, 'office_changes', COLUMNS, cells);
  }
}

/** The history of an office and of its doubles as one, newest first, before the change `beforeId`. */
export async function listOfficeChanges(
  db: ReadDb,
  officeIds: readonly number[],
  beforeId: number | null,
  limit: number,
) {
  const rows = await db
    .selectFrom('office_changes')
    .select(['id', 'at', 'clerk', 'import_id as importId', 'field', 'from_value as from', 'to_value as to'])
    .where('office_id', 'in', officeIds)
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, field: row.field === '' ? null : (row.field as HistoryLine['field']) }));
}

export async function countOfficeChanges(db: ReadDb, officeIds: readonly number[]): Promise<number> {
  const row = await db
    .selectFrom('office_changes')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('office_id', 'in', officeIds)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Id of the newest change of any office; 0 without one. */
export async function newestChange(db: ReadDb): Promise<number> {
  const row = await db
    .selectFrom('office_changes')
    .select((e) => e.fn.max<number | null>('id').as('id'))
    .executeTakeFirstOrThrow();
  return Number(row.id ?? 0);
}

/** Up to `limit` field changes of an import, oldest first, after the change `afterId` and up to `lastId`. */
export async function changesOfImport(
  db: ReadDb,
  importId: number,
  { afterId, lastId }: { afterId: number; lastId: number },
  limit: number,
): Promise<(OfficeChange & { id: number; field: OfficeField })[]> {
  const rows = await db
    .selectFrom('office_changes')
    .select(['id', 'office_id as officeId', 'field', 'from_value as from', 'to_value as to'])
    .where('import_id', '=', importId)
    .where('field', '<>', 'contact')
    .where('id', '>', afterId)
    .where('id', '<=', lastId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, field: row.field as OfficeField }));
}

/** What each changed field of these offices (at most 1,000) held before its first change. */
export async function firstValues(
  db: ReadDb,
  officeIds: readonly number[],
): Promise<{ officeId: number; field: OfficeField; value: string }[]> {
  const rows = await db
    .selectFrom('office_changes')
    .select(['office_id as officeId', 'field', 'from_value as value'])
    .where('field', '<>', 'contact')
    .where('id', 'in', (e) =>
      e
        .selectFrom('office_changes')
        .select((first) => first.fn.min<number>('id').as('id'))
        .where('office_id', 'in', officeIds)
        .where('field', '<>', '')
        .groupBy(['office_id', 'field']),
    )
    .execute();
  return rows.map((row) => ({ ...row, field: row.field as OfficeField }));
}

/** The field changes a clerk made in an office at one instant, oldest first. */
export async function changesAt(db: ReadDb, officeId: number, at: string): Promise<OfficeChange[]> {
  const rows = await db
    .selectFrom('office_changes')
    .select(['office_id as officeId', 'field', 'from_value as from', 'to_value as to'])
    .where('office_id', '=', officeId)
    .where('at', '=', at)
    .where('import_id', 'is', null)
    .where('field', '<>', '')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, field: row.field as OfficeField }));
}
