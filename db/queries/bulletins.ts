import type { ReadDb, WriteTx } from '../store.ts';

export interface BulletinRow {
  id: number;
  incidentId: number;
  number: number;
  title: string;
  text: string;
  source: string;
  datedOn: string | null;
  receivedOn: string;
  removed: boolean;
}

const columns = [
  'id',
  'incident_id as incidentId',
  'number',
  'title',
  'text',
  'source',
  'dated_on as datedOn',
  'received_on as receivedOn',
  'removed',
] as const;

/** By number. */
export async function bulletinsOf(db: ReadDb, incidentId: number): Promise<BulletinRow[]> {
  const rows = await db
    .selectFrom('bulletins')
    .select(columns)
    .where('incident_id', '=', incidentId)
    .where('removed', '=', 0)
    .orderBy('number')
    .orderBy('id')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ ...row, removed: false }));
}

export async function getBulletin(db: ReadDb, id: number): Promise<BulletinRow | null> {
  const row = await db.selectFrom('bulletins').select(columns).where('id', '=', id).executeTakeFirst();
  return row ? { ...row, removed: row.removed === 1 } : null;
}

/** Our versions that pass these bulletins on, by bulletin. */
export async function versionsOfBulletins(db: ReadDb, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('bulletin_versions')
    .innerJoin('notice_versions', 'notice_versions.id', 'bulletin_versions.version_id')
    .select(['bulletin_versions.bulletin_id as bulletinId', 'notice_versions.id as versionId'])
    .select(['notice_versions.label', 'notice_versions.sent_at as sentAt'])
    .where('bulletin_versions.bulletin_id', 'in', ids)
    .orderBy('notice_versions.id')
    .execute();
}

type BulletinWrite = Omit<BulletinRow, 'id' | 'incidentId' | 'removed'>;
const cells = ({ number, title, text, source, datedOn, receivedOn }: BulletinWrite) => ({
  number,
  title,
  text,
  source,
  dated_on: datedOn,
  received_on: receivedOn,
});

export async function insertBulletin(tx: WriteTx, incidentId: number, bulletin: BulletinWrite): Promise<number> {
  const row = await tx
    .insertInto('bulletins')
    .values({ ...cells(bulletin), incident_id: incidentId })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function setBulletin(tx: WriteTx, id: number, bulletin: BulletinWrite, removed: boolean): Promise<void> {
  await tx
    .updateTable('bulletins')
    .set({ ...cells(bulletin), removed: removed ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

export async function setBulletinVersions(tx: WriteTx, id: number, versionIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('bulletin_versions').where('bulletin_id', '=', id).execute();
  if (versionIds.length === 0) return;
  const rows = [...new Set(versionIds)].map((versionId) => ({ bulletin_id: id, version_id: versionId }));
  await tx.insertInto('bulletin_versions').values(rows).execute();
}

/** How many of these versions belong to the incident. */
export async function countVersionsOfIncident(db: ReadDb, incidentId: number, versionIds: readonly number[]) {
  if (versionIds.length === 0) return 0;
  const row = await db
    .selectFrom('notice_versions')
    .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
    .where('notices.incident_id', '=', incidentId)
    .where('notice_versions.id', 'in', versionIds)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
