import type { ReadDb, WriteTx } from '../store.ts';

export interface VersionRow {
  id: number;
  noticeId: number;
  number: number;
  label: string;
  documentNumber: string;
  datedOn: string;
  supersedes: number | null;
  subject: string;
  body: string;
  /** JSON, shape of `audienceRule` in the contract. */
  audience: string;
  /** JSON list, shape of `audiencePart` in the contract. */
  parts: string;
  state: 'draft' | 'review' | 'approved' | 'sent';
  sha256: string | null;
  updatedAt: string;
  /** Who saved the text last; empty: nobody had given a name. */
  writtenBy: string;
  reviewAskedBy: string | null;
  approvedAt: string | null;
  /** Null also for versions approved before audiences were frozen. */
  approvedBy: string | null;
  sentAt: string | null;
}

function versions(db: ReadDb) {
  return db
    .selectFrom('notice_versions')
    .select([
      'notice_versions.id',
      'notice_versions.notice_id as noticeId',
      'notice_versions.number',
      'notice_versions.label',
      'notice_versions.document_number as documentNumber',
      'notice_versions.dated_on as datedOn',
      'notice_versions.supersedes',
      'notice_versions.subject',
      'notice_versions.body',
      'notice_versions.audience',
      'notice_versions.parts',
      'notice_versions.sha256',
      'notice_versions.updated_at as updatedAt',
      'notice_versions.written_by as writtenBy',
      'notice_versions.review_asked_by as reviewAskedBy',
      'notice_versions.approved_at as approvedAt',
      'notice_versions.approved_by as approvedBy',
      'notice_versions.sent_at as sentAt',
    ]);
}

/** Draft, with a second clerk, or hashed; sent from the first recipient on. */
function withState<Row extends Pick<VersionRow, 'sha256' | 'sentAt' | 'reviewAskedBy'>>(row: Row) {
  const open = row.reviewAskedBy === null ? ('draft' as const) : ('review' as const);
  const state: VersionRow['state'] = row.sha256 === null ? open : row.sentAt === null ? 'approved' : 'sent';
  return { ...row, state };
}

export async function getVersion(db: ReadDb, id: number): Promise<VersionRow | null> {
  const row = await versions(db).where('notice_versions.id', '=', id).executeTakeFirst();
  return row ? withState(row) : null;
}

/** Versions of an incident's notices, newest first. */
export async function versionsOfIncident(db: ReadDb, incidentId: number): Promise<VersionRow[]> {
  const rows = await versions(db)
    .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
    .where('notices.incident_id', '=', incidentId)
    .orderBy('notices.id', 'desc')
    .orderBy('notice_versions.number', 'desc')
    .limit(1000)
    .execute();
  return rows.map(withState);
}

/** The newest version that went out, of one incident or of all. */
export async function latestSentVersion(db: ReadDb, incidentId?: number): Promise<VersionRow | null> {
  const row = await versions(db)
    .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
    .where('notice_versions.sent_at', 'is not', null)
    .$if(incidentId !== undefined, (q) => q.where('notices.incident_id', '=', incidentId ?? 0))
    .orderBy('notice_versions.sent_at', 'desc')
    .orderBy('notice_versions.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? withState(row) : null;
}

export async function lastVersionOf(db: ReadDb, noticeId: number): Promise<VersionRow | null> {
  const row = await versions(db)
    .where('notice_versions.notice_id', '=', noticeId)
    .orderBy('notice_versions.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? withState(row) : null;
}

export async function noticesOf(db: ReadDb, incidentId: number): Promise<{ id: number; title: string }[]> {
  return db
    .selectFrom('notices')
    .select(['id', 'title'])
    .where('incident_id', '=', incidentId)
    .orderBy('id', 'desc')
    .limit(1000)
    .execute();
}

export async function getNotice(db: ReadDb, id: number): Promise<{ id: number; incidentId: number } | null> {
  const row = await db
    .selectFrom('notices')
    .select(['id', 'incident_id as incidentId'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertNotice(
  tx: WriteTx,
  notice: { incidentId: number; title: string; at: string },
): Promise<number> {
  const row = await tx
    .insertInto('notices')
    .values({ incident_id: notice.incidentId, title: notice.title, created_at: notice.at })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** What of a draft can be written; `audience` and `parts` are JSON. */
export type DraftText = Pick<
  VersionRow,
  'label' | 'documentNumber' | 'datedOn' | 'supersedes' | 'subject' | 'body' | 'audience' | 'parts'
>;

/** When a text was written, and by whom (empty: nobody had given a name). */
interface Writing {
  at: string;
  by: string;
}

const toRow = ({ documentNumber, datedOn, ...text }: DraftText) => ({
  ...text,
  document_number: documentNumber,
  dated_on: datedOn,
});

export async function insertDraft(
  tx: WriteTx,
  noticeId: number,
  number: number,
  text: DraftText,
  { at, by }: Writing,
): Promise<number> {
  const nothing = { sha256: null, approved_at: null, sent_at: null, review_asked_by: null, approved_by: null };
  const row = await tx
    .insertInto('notice_versions')
    .values({ notice_id: noticeId, number, ...toRow(text), ...nothing, updated_at: at, written_by: by })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Writes a draft anew: what was given for review is no longer what stands there. */
export async function updateDraft(tx: WriteTx, id: number, text: DraftText, { at, by }: Writing): Promise<void> {
  await tx
    .updateTable('notice_versions')
    .set({ ...toRow(text), updated_at: at, written_by: by, review_asked_by: null })
    .where('id', '=', id)
    .execute();
}

/** Gives a draft to a second clerk, in the name of who asks; null gives it back to its writer. */
export async function setReview(tx: WriteTx, id: number, askedBy: string | null): Promise<void> {
  await tx.updateTable('notice_versions').set({ review_asked_by: askedBy }).where('id', '=', id).execute();
}

/** Sets the hash; from here on triggers refuse any change of the version and of what belongs to it. */
export async function freezeVersion(
  tx: WriteTx,
  id: number,
  { sha256, at, clerk }: { sha256: string; at: string; clerk: string },
): Promise<void> {
  await tx
    .updateTable('notice_versions')
    .set({ sha256, approved_at: at, approved_by: clerk })
    .where('id', '=', id)
    .execute();
}

export async function markVersionSent(tx: WriteTx, id: number, at: string): Promise<void> {
  await tx
    .updateTable('notice_versions')
    .set({ sent_at: at })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
}
