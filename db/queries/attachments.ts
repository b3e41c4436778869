import type { ReadDb, WriteTx } from '../store.ts';

/** A file that goes with a version, without its bytes. */
export interface AttachmentRow {
  id: number;
  versionId: number;
  fileName: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

const SELECTION = [
  'id',
  'version_id as versionId',
  'file_name as fileName',
  'media_type as mediaType',
  'bytes',
  'sha256',
] as const;

/** The attachments of these versions (at most 1,000), oldest first. */
export async function attachmentsOf(db: ReadDb, versionIds: readonly number[]): Promise<AttachmentRow[]> {
  if (versionIds.length === 0) return [];
  return db.selectFrom('attachments').select(SELECTION).where('version_id', 'in', versionIds).orderBy('id').execute();
}

/** The same for one version, with what is in the files. */
export async function attachmentContents(db: ReadDb, versionId: number) {
  return db
    .selectFrom('attachments')
    .select(['file_name as fileName', 'media_type as mediaType', 'content'])
    .where('version_id', '=', versionId)
    .orderBy('id')
    .execute();
}

export async function getAttachment(db: ReadDb, id: number): Promise<AttachmentRow | null> {
  const row = await db.selectFrom('attachments').select(SELECTION).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function insertAttachment(
  tx: WriteTx,
  { versionId, fileName, mediaType, bytes, sha256 }: Omit<AttachmentRow, 'id'>,
  content: Uint8Array,
): Promise<number> {
  const row = await tx
    .insertInto('attachments')
    .values({ version_id: versionId, file_name: fileName, media_type: mediaType, bytes, sha256, content })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Gives a version the attachments of another. */
export async function copyAttachments(tx: WriteTx, fromVersion: number, toVersion: number): Promise<void> {
  await tx
    .insertInto('attachments')
    .columns(['version_id', 'file_name', 'media_type', 'bytes', 'sha256', 'content'])
    .expression((e) =>
      e
        .selectFrom('attachments')
        .select((s) => [s.lit(toVersion).as('version_id'), 'file_name', 'media_type', 'bytes', 'sha256', 'content'])
        .where('version_id', '=', fromVersion)
        .orderBy('id'),
    )
    .execute();
}

export async function removeAttachment(tx: WriteTx, id: number): Promise<void> {
  await tx.deleteFrom('attachments').where('id', '=', id).execute();
}
