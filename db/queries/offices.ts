import { sql } from 'kysely';
import type { OfficesTable } from '../schema.ts';
import type { ReadDb, WriteTx } from '../store.ts';

/** An office as the contract shows it. */
export interface OfficeRow {
  id: number;
  code: string;
  name: string;
  kana: string;
  branch: string;
  postalCode: string;
  address: string;
  phone: string;
  fax: string;
  mail: string;
  contactName: string;
  laborNumber: string;
  status: 'entrusted' | 'released';
}
/** What an import brings: an office without its id. */
export type OfficeValues = Omit<OfficeRow, 'id'>;

const COLUMNS = [
  'offices.id',
  'offices.code',
  'offices.name',
  'offices.kana',
  'offices.branch',
  'offices.postal_code as postalCode',
  'offices.address',
  'offices.phone',
  'offices.fax',
  'offices.mail',
  'offices.contact_name as contactName',
  'offices.labor_number as laborNumber',
  'offices.status',
] as const;

function toRow(values: OfficeValues, updatedAt: string): Omit<OfficesTable, 'id'> {
  const { postalCode, contactName, laborNumber, ...same } = values;
  return {
    ...same,
    postal_code: postalCode,
    contact_name: contactName,
    labor_number: laborNumber,
    updated_at: updatedAt,
  };
}

export interface OfficeFilter {
  /** Ready LIKE patterns over the search key; all must match. */
  patterns: readonly string[];
  status?: 'entrusted' | 'released' | undefined;
}

/** A page of the register in order of code, after `afterCode`. */
export async function listOffices(
  db: ReadDb,
  filter: OfficeFilter,
  afterCode: string | null,
  limit: number,
): Promise<OfficeRow[]> {
  let query = db.selectFrom('offices').select(COLUMNS).orderBy('offices.code').limit(limit);
  if (afterCode !== null) query = query.where('offices.code', '>', afterCode);
  if (filter.status) query = query.where('offices.status', '=', filter.status);
  // The narrow table alone can fill a page, unless a status thins it out again.
  const enough = filter.status ? sql`` : sql`and code > ${afterCode ?? ''} order by code limit ${limit}`;
  if (filter.patterns.length > 0) query = query.where(officeMatches(filter.patterns, enough));
  return (await query.execute()) as OfficeRow[];
}

export async function countOffices(db: ReadDb, filter: OfficeFilter): Promise<number> {
  if (filter.patterns.length === 0) return countKept(db, filter.status);
  // The narrow table alone answers a search: no need to touch the wide rows.
  const query = filter.status
    ? db
        .selectFrom('offices')
        .where('status', '=', filter.status)
        .where(officeMatches(filter.patterns))
        .select((e) => e.fn.countAll<number>().as('n'))
    : db
        .selectFrom('office_search')
        .where(keyMatches(filter.patterns))
        .select((e) => e.fn.countAll<number>().as('n'));
  return Number((await query.executeTakeFirstOrThrow()).n);
}

async function countKept(db: ReadDb, status: OfficeFilter['status']): Promise<number> {
  let query = db.selectFrom('office_counts').select((e) => e.fn.sum<number | null>('count').as('n'));
  if (status) query = query.where('status', '=', status);
  return Number((await query.executeTakeFirstOrThrow()).n);
}

/**
 * Condition on `offices`: its search key matches every pattern.
 * @param enough what may cut the search short
 */
export function officeMatches(patterns: readonly string[], enough = sql``) {
  if (patterns.length === 0) return sql<boolean>`1 = 1`;
  return sql<boolean>`offices.code in (select code from office_search where ${keyMatches(patterns)} ${enough})`;
}

function keyMatches(patterns: readonly string[]) {
  return sql.join<boolean>(
    patterns.map((pattern) => sql`office_search.key like ${pattern} escape '\\'`),
    sql` and `,
  );
}

export async function getOffice(db: ReadDb, id: number): Promise<(OfficeRow & { updatedAt: string }) | null> {
  const row = await db
    .selectFrom('offices')
    .select([...COLUMNS, 'offices.updated_at as updatedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as (OfficeRow & { updatedAt: string }) | undefined) ?? null;
}

export async function officeIdByCode(db: ReadDb, code: string): Promise<number | null> {
  const row = await db.selectFrom('offices').select('id').where('code', '=', code).executeTakeFirst();
  return row?.id ?? null;
}

/** The offices with these codes (at most 1,000), by code. */
export async function officesByCode(db: ReadDb, codes: readonly string[]): Promise<Map<string, OfficeRow>> {
  const rows = await db.selectFrom('offices').select(COLUMNS).where('code', 'in', codes).execute();
  return new Map((rows as OfficeRow[]).map((row) => [row.code, row]));
}

/** Branches with their number of offices under entrustment. */
export async function listBranches(db: ReadDb): Promise<{ branch: string; offices: number }[]> {
  return db
    .selectFrom('office_counts')
    .select(['branch', 'count as offices'])
    .where('status', '=', 'entrusted')
    .where('count', '>', 0)
    .orderBy('branch')
    .execute();
}

/** Writes new offices (at most 1,000) with their search keys. */
export async function insertOffices(
  tx: WriteTx,
  offices: readonly { values: OfficeValues; searchKey: string }[],
  at: string,
): Promise<void> {
  await tx
    .insertInto('offices')
    .values(offices.map((office) => toRow(office.values, at)))
    .execute();
  await tx
    .insertInto('office_search')
    .values(offices.map((office) => ({ code: office.values.code, key: office.searchKey })))
    .execute();
}

export async function updateOffice(
  tx: WriteTx,
  id: number,
  office: { values: OfficeValues; searchKey: string },
  at: string,
): Promise<void> {
  await tx.updateTable('offices').set(toRow(office.values, at)).where('id', '=', id).execute();
  await tx.updateTable('office_search').set({ key: office.searchKey }).where('code', '=', office.values.code).execute();
}

/** The record of an import; the file's name stays out, its hash tells which file it was. */
export async function insertImport(
  tx: WriteTx,
  record: {
    at: string;
    fileSha256: string;
    rows: number;
    created: number;
    updated: number;
    unchanged: number;
    rejected: number;
  },
): Promise<number> {
  const { fileSha256, ...same } = record;
  const row = await tx
    .insertInto('imports')
    .values({ ...same, file_sha256: fileSha256 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
