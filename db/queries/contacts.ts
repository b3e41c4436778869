import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { type OfficeFilter, officeConditions } from './officeFilters.ts';
import { officeMatches } from './offices.ts';

/** What a clerk knows of a further person of an office. */
export interface ContactValues {
  role: string;
  name: string;
  mail: string;
  phone: string;
  fax: string;
  getsNotices: boolean;
  note: string;
}

/** A contact as it stands in the register. */
export interface ContactRow extends ContactValues {
  id: number;
  officeId: number;
  updatedAt: string;
}

const SELECTION = [
  'contacts.id',
  'contacts.office_id as officeId',
  'contacts.role',
  'contacts.name',
  'contacts.mail',
  'contacts.phone',
  'contacts.fax',
  'contacts.gets_notices as getsNotices',
  'contacts.note',
  'contacts.updated_at as updatedAt',
] as const;

/** A row as the rest of the program knows it. */
export function fromRow<Row extends { getsNotices: number }>({ getsNotices, ...rest }: Row) {
  return { ...rest, getsNotices: getsNotices === 1 };
}
/** What a clerk knows, as a row. */
export const toRow = ({ getsNotices, ...rest }: ContactValues) => ({ ...rest, gets_notices: getsNotices ? 1 : 0 });

/** The contacts of an office, oldest first. */
export async function contactsOf(db: ReadDb, officeId: number, limit: number): Promise<ContactRow[]> {
  const rows = await db
    .selectFrom('contacts')
    .select(SELECTION)
    .where('office_id', '=', officeId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** One contact, in the register or (with `removed`) taken out of it; null when there is none. */
export async function getContact(db: ReadDb, id: number, removed = false): Promise<ContactRow | null> {
  const row = await db
    .selectFrom('contacts')
    .select(SELECTION)
    .where('id', '=', id)
    .where('removed_at', removed ? 'is not' : 'is', null)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertContact(tx: WriteTx, officeId: number, values: ContactValues, at: string): Promise<number> {
  const row = await tx
    .insertInto('contacts')
    .values({ office_id: officeId, ...toRow(values), updated_at: at, removed_at: null, import_id: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateContact(tx: WriteTx, id: number, values: ContactValues, at: string): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({ ...toRow(values), updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** Takes a contact out of the register (`removedAt`), or puts it back (null). */
export async function setContactRemoved(tx: WriteTx, id: number, removedAt: string | null, at: string): Promise<void> {
  await tx.updateTable('contacts').set({ removed_at: removedAt, updated_at: at }).where('id', '=', id).execute();
}

/** Mail addresses of the contacts of these offices (at most 1,000) that get notices, oldest contact first. */
export async function noticeAddresses(
  db: ReadDb,
  officeIds: readonly number[],
): Promise<{ officeId: number; mail: string }[]> {
  return db
    .selectFrom('contacts')
    .select(['office_id as officeId', 'mail'])
    .where('office_id', 'in', officeIds)
    .where('gets_notices', '=', 1)
    .where('mail', '<>', '')
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Other offices a mail address also stands in, of themselves or of their contacts: their number, the first by code. */
export async function officesSharing(db: ReadDb, mail: string, officeId: number, limit: number) {
  if (mail === '') return { total: 0, offices: [] };
  const sharing = db
    .selectFrom('offices')
    .where('id', '<>', officeId)
    .where('merged_into', 'is', null)
    // "mail <> ''" lets SQLite use the partial indexes by mail.
    .where(
      sql<boolean>`id in (select id from offices where lower(mail) = lower(${mail}) and mail <> ''
        union select office_id from contacts where lower(mail) = lower(${mail}) and mail <> '' and removed_at is null)`,
    );
  const { n } = await sharing.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  const offices = await sharing.select(['id', 'code', 'name']).orderBy('code').limit(limit).execute();
  return { total: Number(n), offices };
}

/** Where a page of contacts begins: after this contact of this office. */
export interface ContactPlace {
  officeCode: string;
  id: number;
}

/** Every line one of these offices can be reached by: its own one as id 0, then its further contacts. */
function contactLines(db: ReadDb, filter: OfficeFilter) {
  const own = db
    .selectFrom('offices')
    .select([
      sql<number>`0`.as('id'),
      'offices.code as officeCode',
      'offices.name as officeName',
      'offices.branch',
      sql<string>`''`.as('role'),
      'offices.contact_name as name',
      'offices.mail',
      'offices.phone',
      'offices.fax',
      sql<number>`case when offices.mail <> '' and (offices.channels = '' or offices.channels like '%mail%')
        then 1 else 0 end`.as('getsNotices'),
      sql<string>`''`.as('note'),
    ])
    .where(officeConditions(filter))
    .where(officeMatches(filter.patterns));
  const further = db
    .selectFrom('contacts')
    .innerJoin('offices', 'offices.id', 'contacts.office_id')
    .select([
      'contacts.id',
      'offices.code as officeCode',
      'offices.name as officeName',
      'offices.branch',
      'contacts.role',
      'contacts.name',
      'contacts.mail',
      'contacts.phone',
      'contacts.fax',
      'contacts.gets_notices as getsNotices',
      'contacts.note',
    ])
    .where('contacts.removed_at', 'is', null)
    .where(officeConditions(filter))
    .where(officeMatches(filter.patterns));
  return db.selectFrom(own.unionAll(further).as('lines'));
}

/** A page of the lines these offices can be reached by, by office code, its own line first, after `after`. */
export async function contactsPage(db: ReadDb, filter: OfficeFilter, after: ContactPlace | null, limit: number) {
  const rows = await contactLines(db, filter)
    .selectAll()
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(lines."officeCode", lines.id) > (${after?.officeCode ?? ''}, ${after?.id ?? 0})`),
    )
    .orderBy('lines.officeCode')
    .orderBy('lines.id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many lines `contactsPage` has in all. */
export async function countContactLines(db: ReadDb, filter: OfficeFilter): Promise<number> {
  const row = await contactLines(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
