import { sql } from 'kysely';
import type { IncomingMailsTable } from '../mailboxSchema.ts';
import type { ReadDb, WriteTx } from '../store.ts';

/** Where on a server a mail was found. */
export interface MailPlace {
  /** User, server and folder. */
  mailbox: string;
  uidValidity: string;
  uid: number;
}

/** A mail to write down, as the table has it. */
export type NewMail = Omit<IncomingMailsTable, 'id' | 'decided_by' | 'decided_at'>;

/** Writes a mail down. Null when these very bytes were written down before. */
export async function insertMail(tx: WriteTx, mail: NewMail): Promise<number | null> {
  const known = await mailIdBySha256(tx, mail.sha256);
  if (known !== null) return null;
  const row = await tx
    .insertInto('incoming_mails')
    .values({ ...mail, decided_by: null, decided_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function mailIdBySha256(db: ReadDb, sha256: string): Promise<number | null> {
  const row = await db.selectFrom('incoming_mails').select('id').where('sha256', '=', sha256).executeTakeFirst();
  return row?.id ?? null;
}

/** The words of a mail read before under this Message-ID; null when there is none. */
export async function wordsByMessageId(
  db: ReadDb,
  messageId: string,
): Promise<{ words: string; sender: string } | null> {
  if (messageId === '') return null;
  const row = await db
    .selectFrom('incoming_mails')
    .select(['words', 'sender'])
    .where('message_id', '=', messageId)
    // The literal lets SQLite use the partial index.
    .where(sql<boolean>`incoming_mails.message_id <> ''`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Up to where a mailbox was read; null when it never was. */
export async function markOf(db: ReadDb, mailbox: string) {
  const row = await db
    .selectFrom('mailbox_marks')
    .select(['uid_validity as uidValidity', 'last_uid as lastUid', 'read_at as readAt'])
    .where('mailbox', '=', mailbox)
    .executeTakeFirst();
  return row ?? null;
}

/** A mail at this place is written down: the place, and the mark that it was read up to there. */
export async function notePlace(tx: WriteTx, place: MailPlace, mailId: number, at: string): Promise<void> {
  const { mailbox, uidValidity, uid } = place;
  await tx
    .insertInto('mail_places')
    .values({ mailbox, uid_validity: uidValidity, uid, mail_id: mailId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await setMark(tx, place, at);
}

/** Sets up to where a mailbox was read; a new UIDVALIDITY begins anew, within one it never goes back. */
export async function setMark(tx: WriteTx, { mailbox, uidValidity, uid }: MailPlace, at: string): Promise<void> {
  await tx
    .insertInto('mailbox_marks')
    .values({ mailbox, uid_validity: uidValidity, last_uid: uid, read_at: at })
    .onConflict((conflict) =>
      conflict.column('mailbox').doUpdateSet({
        last_uid: sql<number>`case when mailbox_marks.uid_validity = excluded.uid_validity
          and mailbox_marks.last_uid > excluded.last_uid then mailbox_marks.last_uid else excluded.last_uid end`,
        uid_validity: uidValidity,
        read_at: at,
      }),
    )
    .execute();
}

/** Sets or takes back what was decided about a mail. */
export async function setDecision(
  tx: WriteTx,
  id: number,
  to: Partial<
    Pick<IncomingMailsTable, 'office_id' | 'version_id' | 'tray' | 'acknowledgement_id' | 'decided_by' | 'decided_at'>
  >,
): Promise<void> {
  await tx.updateTable('incoming_mails').set(to).where('id', '=', id).execute();
}

/** When the first version was sent, UTC; null when none was. */
export async function firstSentAt(db: ReadDb): Promise<string | null> {
  const row = await db
    .selectFrom('notice_versions')
    .select((e) => e.fn.min<string | null>('sent_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** When a mailbox was last read, UTC; null when none ever was. */
export async function newestReading(db: ReadDb): Promise<string | null> {
  const row = await db
    .selectFrom('mailbox_marks')
    .select((e) => e.fn.max<string | null>('read_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}
