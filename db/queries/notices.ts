import type { ReadDb, WriteTx } from '../store.ts';

export interface VersionRow {
  id: number;
  noticeId: number;
  number: number;
  label: string;
  subject: string;
  body: string;
  state: 'draft' | 'approved' | 'sent';
  sha256: string | null;
  updatedAt: string;
  approvedAt: string | null;
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
      'notice_versions.subject',
      'notice_versions.body',
      'notice_versions.sha256',
      'notice_versions.updated_at as updatedAt',
      'notice_versions.approved_at as approvedAt',
      'notice_versions.sent_at as sentAt',
    ]);
}

/** Draft until hashed, sent from the first recipient on. */
function withState<Row extends { sha256: string | null; sentAt: string | null }>(row: Row) {
  const state: VersionRow['state'] = row.sha256 === null ? 'draft' : row.sentAt === null ? 'approved' : 'sent';
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

export interface DraftText {
  label: string;
  subject: string;
  body: string;
}

export async function insertDraft(
  tx: WriteTx,
  noticeId: number,
  number: number,
  text: DraftText,
  at: string,
): Promise<number> {
  const row = await tx
    .insertInto('notice_versions')
    .values({ notice_id: noticeId, number, ...text, sha256: null, updated_at: at, approved_at: null, sent_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateDraft(tx: WriteTx, id: number, text: DraftText, at: string): Promise<void> {
  await tx
    .updateTable('notice_versions')
    .set({ ...text, updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** Sets the hash; from here on a trigger refuses any change of the text. */
export async function freezeVersion(tx: WriteTx, id: number, sha256: string, at: string): Promise<void> {
  await tx.updateTable('notice_versions').set({ sha256, approved_at: at }).where('id', '=', id).execute();
}

export async function markVersionSent(tx: WriteTx, id: number, at: string): Promise<void> {
  await tx
    .updateTable('notice_versions')
    .set({ sent_at: at })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
}
