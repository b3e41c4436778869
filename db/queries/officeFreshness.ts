import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { insertRows } from './insertRows.ts';
import type { OfficeField } from './offices.ts';

/** Says that an import met these offices again (at most 1,000). */
export async function insertImportRows(
  tx: WriteTx,
  engine: Engine,
  importId: number,
  officeIds: readonly number[],
): Promise<void> {
  if (officeIds.length === 0) return;
  const cells = officeIds.flatMap((officeId) => [officeId, importId]);
  await insertRows(tx, engine, 'import_rows', ['office_id', 'import_id'], cells);
}

/** A list that had an office in it, and which of its fields it said otherwise. */
export interface Listing {
  officeId: number;
  at: string;
  /** `YYYY-MM-DD`; empty for an import of before this was kept. */
  asOf: string;
  fileName: string;
  /** Empty for an import of before this was kept. */
  fields: OfficeField[];
}

/** The imports that had these offices (at most 1,000) in them, without those taken back. */
export async function listingsOf(db: ReadDb, officeIds: readonly number[]): Promise<Listing[]> {
  const columns = ['imports.id', 'at', 'as_of as asOf', 'file_name as fileName', 'fields'] as const;
  const brought = await db
    .selectFrom('offices')
    .innerJoin('imports', 'imports.id', 'offices.import_id')
    .select(['offices.id as officeId', ...columns])
    .where('offices.id', 'in', officeIds)
    .where('undone_at', 'is', null)
    .execute();
  const met = await db
    .selectFrom('import_rows')
    .innerJoin('imports', 'imports.id', 'import_rows.import_id')
    .select(['office_id as officeId', ...columns])
    .where('office_id', 'in', officeIds)
    .where('undone_at', 'is', null)
    .execute();
  const disputes = await disputesOf(db, officeIds);
  return [...brought, ...met].map(({ id, fields, ...listing }) => {
    const disputed = disputes
      .filter(({ officeId, importId, open }) => officeId === listing.officeId && isDisputed(importId, open, id))
      .map((dispute) => dispute.field);
    const listed = fields === '' ? [] : (fields.split(',') as OfficeField[]);
    return { ...listing, fields: listed.filter((field) => !disputed.includes(field)) };
  });
}

/** A list that says the same as one with an open conflict gets none of its own. */
const isDisputed = (importId: number, open: boolean, listing: number) =>
  importId === listing || (open && importId < listing);

async function disputesOf(db: ReadDb, officeIds: readonly number[]) {
  const rows = await db
    .selectFrom('office_conflicts')
    .select(['office_id as officeId', 'field', 'import_id as importId', 'decision'])
    .where('office_id', 'in', officeIds)
    .execute();
  return rows.map(({ decision, ...row }) => ({ ...row, field: row.field as OfficeField, open: decision === null }));
}

/** The latest change of each field of these offices; `field` empty: the office was entered. */
export async function latestChanges(db: ReadDb, officeIds: readonly number[]) {
  return db
    .selectFrom('office_changes')
    .leftJoin('imports', 'imports.id', 'office_changes.import_id')
    .select([
      'office_id as officeId',
      'field',
      'office_changes.at',
      'office_changes.clerk',
      'imports.as_of as asOf',
      'imports.file_name as fileName',
    ])
    .where('office_changes.id', 'in', (e) =>
      e
        .selectFrom('office_changes as one')
        .leftJoin('imports as undone', 'undone.id', 'one.import_id')
        .select((last) => last.fn.max<number>('one.id').as('id'))
        .where('one.office_id', 'in', officeIds)
        // An import taken back has changed nothing, and neither has its taking back, which is told under it too.
        .where('undone.undone_at', 'is', null)
        .groupBy(['one.office_id', 'one.field']),
    )
    .execute();
}

/** The checks of the offices' own fields. */
export async function officeChecksOf(db: ReadDb, officeIds: readonly number[]) {
  return db
    .selectFrom('office_checks')
    .select(['office_id as officeId', 'field', 'checked_on as on', 'clerk', 'at'])
    .where('office_id', 'in', officeIds)
    .where('contact_id', 'is', null)
    .execute();
}
