import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { type ContactValues, fromRow, toRow } from './contacts.ts';

/** A further mail address of an office, as a list has it. */
export interface FurtherMail {
  officeId: number;
  mail: string;
}

/** The addresses the contacts of these offices (at most 1,000) have, in small letters. */
export async function contactMails(db: ReadDb, officeIds: readonly number[]): Promise<FurtherMail[]> {
  if (officeIds.length === 0) return [];
  return db
    .selectFrom('contacts')
    .select(['office_id as officeId', sql<string>`lower(mail)`.as('mail')])
    .where('office_id', 'in', officeIds)
    .where('removed_at', 'is', null)
    .execute();
}

/** Enters a contact that gets notices for each of these addresses, under the import that brought them. */
export async function insertFurtherMails(
  tx: WriteTx,
  mails: readonly FurtherMail[],
  { importId, at }: { importId: number; at: string },
): Promise<void> {
  const rest = { role: '', name: '', phone: '', fax: '', getsNotices: true, note: '' };
  const contacts = mails.map(({ officeId, mail }) => ({ officeId, values: { ...rest, mail } }));
  await insertListedContacts(tx, contacts, { importId, at });
}

/** Takes out the contacts an import brought, those nobody has changed or checked since; answers whose they were. */
export async function deleteImportedContacts(tx: WriteTx, importId: number): Promise<FurtherMail[]> {
  return tx
    .deleteFrom('contacts')
    .where('import_id', '=', importId)
    .where('updated_at', '=', (e) => e.selectFrom('imports').select('at').where('id', '=', importId))
    .where('id', 'not in', (e) =>
      e
        .selectFrom('office_checks')
        .select('contact_id')
        .where('contact_id', 'is not', null)
        .$castTo<{ contact_id: number }>(),
    )
    .returning(['office_id as officeId', 'mail'])
    .execute();
}

/** A person of an office, as a list has it. */
export interface ListedContact {
  officeId: number;
  values: ContactValues;
}

/** The contacts of these offices (at most 1,000), oldest first. */
export async function contactsOf(db: ReadDb, officeIds: readonly number[]) {
  if (officeIds.length === 0) return [];
  const rows = await db
    .selectFrom('contacts')
    .select(['office_id as officeId', 'role', 'name', 'mail', 'phone', 'fax', 'gets_notices as getsNotices', 'note'])
    .where('office_id', 'in', officeIds)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Enters people of a list under the import that brought them. */
export async function insertListedContacts(
  tx: WriteTx,
  contacts: readonly ListedContact[],
  { importId, at }: { importId: number; at: string },
): Promise<void> {
  const rows = contacts.map(({ officeId, values }) => ({
    ...toRow(values),
    office_id: officeId,
    updated_at: at,
    removed_at: null,
    import_id: importId,
  }));
  if (rows.length > 0) await tx.insertInto('contacts').values(rows).execute();
}
