import { sql } from 'kysely';
import { prepared } from '../prepared.ts';
import type { ReadDb } from '../store.ts';
import { isCounted, isSearchAlone, type OfficeFilter, officeConditions } from './officeFilters.ts';

/** An office as the contract shows it. */
export type OfficeRow = { id: number } & OfficeValues;
/** An office without its id: what an import brings. */
export type OfficeValues = Record<Exclude<OfficeField, 'status'>, string> & { status: 'entrusted' | 'released' };

/** The column each field stands in. */
export const OFFICE_COLUMNS = {
  code: 'code',
  name: 'name',
  kana: 'kana',
  branch: 'branch',
  postalCode: 'postal_code',
  address: 'address',
  phone: 'phone',
  fax: 'fax',
  mail: 'mail',
  contactName: 'contact_name',
  laborNumber: 'labor_number',
  employmentNumber: 'employment_number',
  pensionSymbol: 'pension_symbol',
  pensionNumber: 'pension_number',
  corporateNumber: 'corporate_number',
  status: 'status',
  entrustedOn: 'entrusted_on',
  releasedOn: 'released_on',
  channels: 'channels',
  tags: 'tags',
} as const;

/** A field of an office, as the contract names it. */
export type OfficeField = keyof typeof OFFICE_COLUMNS;

/** Every field, in the order of the contract. */
export const OFFICE_FIELDS = Object.keys(OFFICE_COLUMNS) as OfficeField[];

/** The selection of a whole office. */
export const OFFICE_SELECTION = [
  'offices.id',
  ...OFFICE_FIELDS.map((field) => `offices.${OFFICE_COLUMNS[field]} as ${field}` as const),
] as const;

// As text: to have it put together out of its columns each time takes half as long as the query itself.
const SELECT_OFFICES = sql.raw(
  `select offices.id, ${OFFICE_FIELDS.map((field) => `offices.${OFFICE_COLUMNS[field]} as "${field}"`).join(', ')}
    from offices`,
);

/** A page of the register in order of code, after `afterCode`. */
export async function listOffices(
  db: ReadDb,
  filter: OfficeFilter,
  afterCode: string | null,
  limit: number,
): Promise<OfficeRow[]> {
  // The narrow table alone can fill a page, unless something else thins it out again. Doubles are not in it.
  const enough = isSearchAlone(filter) ? sql`and code > ${afterCode ?? ''} order by code limit ${limit}` : sql``;
  const after = afterCode === null ? sql`` : sql`and offices.code > ${afterCode}`;
  const query = sql<OfficeRow>`${SELECT_OFFICES} where ${officeConditions(filter)} ${after}
    and ${officeMatches(filter.patterns, enough)} order by offices.code limit ${limit}`;
  return (await query.execute(db)).rows;
}

export async function countOffices(db: ReadDb, filter: OfficeFilter): Promise<number> {
  if (isCounted(filter)) return countKept(db, filter);
  const all = sql<number>`count(*)`.as('n');
  // The narrow table alone answers a search: no need to touch the wide rows.
  const query = isSearchAlone(filter)
    ? db.selectFrom('office_search').where(keyMatches(filter.patterns)).select(all)
    : db.selectFrom('offices').where(officeConditions(filter)).where(officeMatches(filter.patterns)).select(all);
  return Number((await query.executeTakeFirstOrThrow()).n);
}

async function countKept(db: ReadDb, { status, branches = [] }: OfficeFilter): Promise<number> {
  let query = db.selectFrom('office_counts').select((e) => e.fn.sum<number | null>('count').as('n'));
  if (status) query = query.where('status', '=', status);
  if (branches.length > 0) query = query.where('branch', 'in', branches);
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

/** UTC instants. */
interface Standing {
  updatedAt: string;
  /** Null while it holds anything. */
  erasedAt: string | null;
}

export async function getOffice(db: ReadDb, id: number): Promise<(OfficeRow & Standing) | null> {
  const row = await db
    .selectFrom('offices')
    .select([...OFFICE_SELECTION, 'offices.updated_at as updatedAt', 'offices.erased_at as erasedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as (OfficeRow & Standing) | undefined) ?? null;
}

/** The office a code leads to: that of a double leads to the office it was merged into. */
export async function officeIdByCode(db: ReadDb, code: string): Promise<number | null> {
  let [row] = await byCode(db, { code });
  while (row && row.next !== null) [row] = await byId(db, { id: row.next });
  return row?.id ?? null;
}

const linked = (db: ReadDb) => db.selectFrom('offices').select(['id', 'merged_into as next']);
const byCode = prepared((db: ReadDb, { code }: { code: string }) => linked(db).where('code', '=', code));
const byId = prepared((db: ReadDb, { id }: { id: number }) => linked(db).where('id', '=', id));

/** The offices with these codes (at most 1,000), by code. */
export async function officesByCode(db: ReadDb, codes: readonly string[]): Promise<Map<string, OfficeRow>> {
  if (codes.length === 0) return new Map();
  const { rows } = await sql<OfficeRow>`${SELECT_OFFICES} where code in (${sql.join(codes)})`.execute(db);
  return new Map(rows.map((row) => [row.code, row]));
}

/** The offices with these ids (at most 1,000). */
export async function officesById(db: ReadDb, ids: readonly number[]): Promise<Map<number, OfficeRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<OfficeRow>`${SELECT_OFFICES} where id in (${sql.join(ids)})`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
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
