import type { ReadDb, WriteTx } from '../store.ts';
import type { OfficeRow } from './offices.ts';
import { OFFICE_SELECTION } from './offices.ts';

/** What an import did. */
export interface ImportCounts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** Begins the record of an import; its counts follow when it is done. Answers its id. */
export async function insertImport(
  tx: WriteTx,
  record: { at: string; clerk: string; fileName: string; fileSha256: string; fields: string; asOf: string },
): Promise<number> {
  const row = await tx
    .insertInto('imports')
    .values({
      at: record.at,
      clerk: record.clerk,
      file_name: record.fileName,
      file_sha256: record.fileSha256,
      fields: record.fields,
      as_of: record.asOf,
      undone_at: null,
      rows: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      rejected: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function setImportCounts(tx: WriteTx, id: number, counts: ImportCounts): Promise<void> {
  await tx.updateTable('imports').set(counts).where('id', '=', id).execute();
}

/** Marks an import as taken back. Answers false when there is none, or when it was taken back before. */
export async function markUndone(tx: WriteTx, id: number, at: string): Promise<boolean> {
  const result = await tx
    .updateTable('imports')
    .set({ undone_at: at })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Past imports, newest first. */
export async function listImports(db: ReadDb, limit: number) {
  return db
    .selectFrom('imports')
    .select(['id', 'at', 'file_name as fileName', 'rows', 'created', 'updated', 'rejected', 'undone_at as undoneAt'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** How many offices an import entered or changed; 0 when there is no such import. */
export async function officesWritten(db: ReadDb, id: number): Promise<number> {
  const row = await db.selectFrom('imports').select(['created', 'updated']).where('id', '=', id).executeTakeFirst();
  return row ? row.created + row.updated : 0;
}

/** The import that brought an office in; null when a clerk entered it. */
export async function importOfOffice(db: ReadDb, officeId: number) {
  const row = await db
    .selectFrom('offices')
    .innerJoin('imports', 'imports.id', 'offices.import_id')
    .select(['imports.id', 'imports.at', 'imports.clerk'])
    .where('offices.id', '=', officeId)
    .executeTakeFirst();
  return row ?? null;
}

/** Up to `limit` offices an import brought in, by id after `afterId`. */
export async function officesOfImport(
  db: ReadDb,
  importId: number,
  afterId: number,
  limit: number,
): Promise<OfficeRow[]> {
  const rows = await db
    .selectFrom('offices')
    .select(OFFICE_SELECTION)
    .where('import_id', '=', importId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows as OfficeRow[];
}

const REFERRING = [
  'recipients',
  'acknowledgements',
  'procedures',
  'contacts',
  'office_checks',
  'audience_members',
  'audience_exclusions',
  'affected_offices',
  'office_duties',
  'joint_roster',
] as const;

/** Which of these offices (at most 1,000) something else refers to: a notice sent, an answer, a filing, a merge. */
export async function usedOffices(db: ReadDb, officeIds: readonly number[]): Promise<Set<number>> {
  const used = new Set<number>();
  for (const table of REFERRING) {
    const rows = await db
      .selectFrom(table)
      .select('office_id')
      .distinct()
      .where('office_id', 'in', officeIds)
      .execute();
    for (const row of rows) used.add(row.office_id);
  }
  for (const side of ['kept_id', 'dropped_id'] as const) {
    const rows = await db.selectFrom('office_merges').select(`${side} as id`).where(side, 'in', officeIds).execute();
    for (const row of rows) used.add(row.id);
  }
  return used;
}
