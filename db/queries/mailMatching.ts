import { type RawBuilder, sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';

// What the register knows of the people and mails that a mail may be about.

/** Offices (doubles left out) that have one of these addresses, their own or a contact's; at most ten. */
export async function officesWithAddress(db: ReadDb, addresses: readonly string[]): Promise<number[]> {
  if (addresses.length === 0) return [];
  const list = sql.join(addresses);
  const { rows } = await sql<{ id: number }>`
    select offices.id from offices where lower(offices.mail) in (${list}) and offices.mail <> ''
      and offices.merged_into is null
    union
    select contacts.office_id as id from contacts join offices on offices.id = contacts.office_id
    where lower(contacts.mail) in (${list}) and contacts.mail <> '' and contacts.removed_at is null
      and offices.merged_into is null
    limit 10`.execute(db);
  return rows.map((row) => row.id);
}

/** True when one of these addresses is this office's or a contact's of it. One it had once is not. */
export async function isAddressOf(db: ReadDb, officeId: number, addresses: readonly string[]): Promise<boolean> {
  if (addresses.length === 0) return false;
  const list = sql.join(addresses);
  const { rows } = await sql<{ found: number }>`select 1 as found where exists (
      select 1 from offices where offices.id = ${officeId} and lower(offices.mail) in (${list}))
    or exists (select 1 from contacts where contacts.office_id = ${officeId} and contacts.removed_at is null
      and lower(contacts.mail) in (${list}))`.execute(db);
  return rows.length > 0;
}

/** One of our mails, with whom and what it was. */
export interface OurMail {
  id: number;
  recipientId: number;
  officeId: number;
  versionId: number;
  address: string;
  state: string;
  channel: string;
}

const SELECTED = [
  'deliveries.id',
  'deliveries.recipient_id as recipientId',
  'recipients.office_id as officeId',
  'deliveries.version_id as versionId',
  'deliveries.address',
  'deliveries.state',
  'deliveries.channel',
] as const;

const ourMails = (db: ReadDb) =>
  db.selectFrom('deliveries').innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id').select(SELECTED);

/** The first of these Message-IDs (at most 50) that is a mail of ours. */
export async function ourMailByMessageIds(db: ReadDb, messageIds: readonly string[]): Promise<OurMail | null> {
  const asked = messageIds.slice(0, 50);
  if (asked.length === 0) return null;
  const rows = await ourMails(db).select('deliveries.message_id').where('deliveries.message_id', 'in', asked).execute();
  const first = asked.find((messageId) => rows.some((row) => row.message_id === messageId));
  return rows.find((row) => row.message_id === first) ?? null;
}

export async function ourMailById(db: ReadDb, id: number): Promise<(OurMail & { messageId: string }) | null> {
  const row = await ourMails(db)
    .select('deliveries.message_id as messageId')
    .where('deliveries.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The newest mail of ours that went out by a channel to an office for a version. */
export async function newestMailTo(db: ReadDb, officeId: number, versionId: number): Promise<OurMail | null> {
  const row = await ourMails(db)
    .where('recipients.office_id', '=', officeId)
    .where('deliveries.version_id', '=', versionId)
    .where('deliveries.state', 'in', ['sent', 'in_doubt', 'handed'])
    .orderBy('deliveries.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The newest mail of ours that went out to an address. */
export async function newestMailToAddress(db: ReadDb, address: string): Promise<OurMail | null> {
  const row = await ourMails(db)
    .where(sql<boolean>`lower(deliveries.address) = ${address.toLowerCase()}`)
    .where('deliveries.state', 'in', ['sent', 'in_doubt', 'handed'])
    .orderBy('deliveries.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The digits of a number as it was typed: hyphens, brackets and spaces of either width fall out, wide digits count. */
const dialled = [
  ...[...'-－‐−ー()（） 　'].map((sign) => [sign, ''] as const),
  ...[...'０１２３４５６７８９'].map((digit, value) => [digit, String(value)] as const),
].reduce<RawBuilder<unknown>>(
  (number, [from, to]) => sql`replace(${number}, ${sql.lit(from)}, ${sql.lit(to)})`,
  sql.ref('deliveries.address'),
);

/** The newest FAX that went out to a number (digits), whatever hyphens and gateway its address has. */
export async function newestFaxTo(db: ReadDb, digits: string): Promise<OurMail | null> {
  const row = await ourMails(db)
    .where('deliveries.channel', '=', 'fax')
    .where(sql<boolean>`${dialled} like ${`%${digits}%`}`)
    .where('deliveries.state', 'in', ['sent', 'in_doubt', 'handed'])
    .orderBy('deliveries.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Texts of these versions (at most 20): what a reply may quote unmarked. */
export async function textsOfVersions(db: ReadDb, versionIds: readonly number[]): Promise<string[]> {
  if (versionIds.length === 0) return [];
  const rows = await db
    .selectFrom('notice_versions')
    .select(['subject', 'body'])
    .where('id', 'in', versionIds.slice(0, 20))
    .execute();
  return rows.map(({ subject, body }) => `${subject}\n${body}`);
}

/** Writes down that a mail to an address came back. */
export async function insertReturn(
  tx: WriteTx,
  row: {
    address: string;
    result: string;
    status: string;
    words: string;
    mailId: number;
    deliveryId: number | null;
    at: string;
  },
): Promise<void> {
  const { mailId, deliveryId, ...rest } = row;
  await tx
    .insertInto('address_returns')
    .values({ ...rest, address: row.address.toLowerCase(), mail_id: mailId, delivery_id: deliveryId })
    .execute();
}

/**
 * The newest return of each address an office has now, its own and its contacts': those that nobody found right again on
 * that day or later.
 */
export async function badAddressesOf(db: ReadDb, officeId: number) {
  const { rows } = await sql<{ address: string; result: string; status: string; words: string; at: string }>`
    select newest.address, newest.result, newest.status, newest.words, newest.at from address_returns as newest
    where newest.id in (select max(back.id) from address_returns as back group by back.address)
      and newest.address in (
        select lower(offices.mail) from offices where offices.id = ${officeId} and offices.mail <> ''
        union select lower(contacts.mail) from contacts
        where contacts.office_id = ${officeId} and contacts.removed_at is null and contacts.mail <> '')
      and not exists (select 1 from office_checks as looks where looks.office_id = ${officeId} and looks.field = 'mail'
        and lower(looks.value) = newest.address and looks.at >= newest.at)
    order by newest.address limit 100`.execute(db);
  return rows;
}
