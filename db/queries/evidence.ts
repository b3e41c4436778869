import { contentHash } from '../auditHash.ts';
import type { ReadDb, WriteTx } from '../store.ts';

/** A scan or a mail that proves an answer. `content` is kept once for each SHA-256. */
export interface EvidenceFile {
  sha256: string;
  fileName: string;
  mediaType: string;
  content: Uint8Array;
}

/** The hash a file is kept under. */
export function sha256Of(content: Uint8Array): string {
  return contentHash(content);
}

/** Keeps a file under its hash; what is there already stays as it is. */
export async function keepFile(tx: WriteTx, file: EvidenceFile, at: string): Promise<void> {
  const { sha256, fileName, mediaType, content } = file;
  const kept = await tx.selectFrom('evidence_files').select('sha256').where('sha256', '=', sha256).executeTakeFirst();
  if (kept) return;
  const row = { sha256, file_name: fileName, media_type: mediaType, bytes: content.length, content, at };
  await tx.insertInto('evidence_files').values(row).execute();
}

/** Keeps a file under its hash and adds it to an acknowledgement. */
export async function insertEvidence(
  tx: WriteTx,
  acknowledgementId: number,
  file: EvidenceFile,
  { at, clerk }: { at: string; clerk: string },
): Promise<void> {
  await keepFile(tx, file, at);
  const { sha256 } = file;
  await tx
    .insertInto('acknowledgement_evidence')
    .values({ acknowledgement_id: acknowledgementId, sha256, at, clerk })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The papers of these acknowledgements (at most 1,000), without their bytes, oldest first. */
export async function evidenceOf(db: ReadDb, acknowledgementIds: readonly number[]) {
  if (acknowledgementIds.length === 0) return [];
  return db
    .selectFrom('acknowledgement_evidence as added')
    .innerJoin('evidence_files as file', 'file.sha256', 'added.sha256')
    .select([
      'added.acknowledgement_id as acknowledgementId',
      'added.sha256',
      'file.file_name as fileName',
      'file.media_type as mediaType',
      'file.bytes',
      'added.at',
      'added.clerk',
    ])
    .where('added.acknowledgement_id', 'in', acknowledgementIds)
    .orderBy('added.at')
    .orderBy('added.sha256')
    .execute();
}

/** One paper with its bytes. */
export async function evidenceContent(db: ReadDb, sha256: string) {
  const row = await db
    .selectFrom('evidence_files')
    .select(['file_name as fileName', 'media_type as mediaType', 'content'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row ?? null;
}
