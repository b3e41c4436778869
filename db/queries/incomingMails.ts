import { sql } from 'kysely';
import type { ReadDb } from '../store.ts';

/** Which mails of a list, as the contract's views name them. */
export type MailView = 'to-check' | 'acknowledged' | 'returned' | 'automatic' | 'all';

const VIEWS: Record<MailView, ReturnType<typeof sql<boolean>>> = {
  // The second condition lets SQLite use the partial index.
  'to-check': sql<boolean>`mail.tray = 'to-check' and mail.tray <> 'done'`,
  acknowledged: sql<boolean>`mail.acknowledgement_id is not null`,
  returned: sql<boolean>`mail.kind in ('bounce', 'gateway-result')`,
  automatic: sql<boolean>`mail.kind = 'auto-reply'`,
  all: sql<boolean>`1 = 1`,
};

const EXCERPT = 160;

const SELECTED = [
  'mail.id',
  'mail.received_at as receivedAt',
  'mail.sender',
  'mail.sender_name as senderName',
  'mail.subject',
  'mail.kind',
  'mail.decision',
  'mail.reason',
  'mail.tray',
  'mail.question',
  'office.code as officeCode',
  'office.name as officeName',
  'mail.version_id as versionId',
  'version.label as versionLabel',
  'mail.acknowledgement_id as acknowledgementId',
] as const;

/** Mails with the office they belong to (of a merged double the one it became part of) and the version. */
const mailsWithOffice = (db: ReadDb) =>
  db
    .selectFrom('incoming_mails as mail')
    .leftJoin('offices as named', 'named.id', 'mail.office_id')
    .leftJoin('offices as office', (join) => join.on(sql<boolean>`office.id = coalesce(named.merged_into, named.id)`))
    .leftJoin('notice_versions as version', 'version.id', 'mail.version_id');

/** Condition on `mail`. */
function matching(view: MailView, patterns: readonly string[]) {
  const matches = patterns.map((pattern) => sql<boolean>`mail.search_key like ${pattern} escape '\\'`);
  return sql<boolean>`${sql.join([VIEWS[view], ...matches], sql` and `)}`;
}

/** Where a page of mails begins: after this one, going back in time. */
export interface MailCursor {
  receivedAt: string;
  id: number;
}

/** A page of mails, newest first. */
export async function listMails(
  db: ReadDb,
  view: MailView,
  patterns: readonly string[],
  after: MailCursor | null,
  limit: number,
) {
  const rows = await mailsWithOffice(db)
    .select(SELECTED)
    .select(sql<string>`substr(mail.words, 1, ${sql.lit(EXCERPT)})`.as('excerpt'))
    .where(matching(view, patterns))
    .$if(after !== null, (query) => query.where(isBefore(after)))
    .orderBy('mail.received_at', 'desc')
    .orderBy('mail.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, question: row.question === 1 }));
}

export async function countMails(db: ReadDb, view: MailView, patterns: readonly string[] = []): Promise<number> {
  const row = await db
    .selectFrom('incoming_mails as mail')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where(matching(view, patterns))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** A page of returned mails and FAX results, newest first: what each says, and how the delivery it is about stands. */
export async function listReturnedMails(db: ReadDb, after: MailCursor | null, limit: number) {
  return mailsWithOffice(db)
    .leftJoin('deliveries as delivery', 'delivery.id', 'mail.delivery_id')
    .select(SELECTED)
    .select(['mail.recipient', 'mail.status', 'mail.result', 'mail.sha256'])
    .select(['delivery.address', 'delivery.cause', 'delivery.response'])
    .where(VIEWS.returned)
    .$if(after !== null, (query) => query.where(isBefore(after)))
    .orderBy('mail.received_at', 'desc')
    .orderBy('mail.id', 'desc')
    .limit(limit)
    .execute();
}

const isBefore = (after: MailCursor | null) =>
  sql<boolean>`(mail.received_at, mail.id) < (${after?.receivedAt ?? ''}, ${after?.id ?? 0})`;

/** One mail whole. */
export async function getMail(db: ReadDb, id: number) {
  const row = await mailsWithOffice(db)
    .select(SELECTED)
    .select([
      'mail.body as text',
      'mail.words',
      'mail.files',
      'mail.sha256',
      'mail.confidence',
      'mail.sign',
      'mail.code',
      'mail.recipient',
      'mail.status',
      'mail.decided_by as decidedBy',
      'mail.decided_at as decidedAt',
      'office.id as officeId',
      'version.number as versionNumber',
      (e) =>
        e
          .exists(e.selectFrom('evidence_files').select('sha256').whereRef('evidence_files.sha256', '=', 'mail.sha256'))
          .as('kept'),
    ])
    .where('mail.id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, question: row.question === 1, kept: Boolean(row.kept) } : null;
}

/** What came back or was answered about one of our mails, newest first, at most 20 each. */
export async function mailsAbout(db: ReadDb, deliveryId: number) {
  return db
    .selectFrom('incoming_mails')
    .select(['id', 'received_at as at', 'status', 'subject', 'kind'])
    .where('delivery_id', '=', deliveryId)
    .where(sql<boolean>`incoming_mails.delivery_id is not null`)
    .orderBy('id', 'desc')
    .limit(40)
    .execute();
}
