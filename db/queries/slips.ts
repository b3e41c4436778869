import type { ReadDb } from '../store.ts';

/** What slips are bound to: the stored form of the code, the office it was printed for, and the version. */
export interface SlipRow {
  code: string;
  officeId: number;
  versionId: number;
  noticeId: number;
  number: number;
  label: string;
  /** The office this one became part of; null when it is one of its own. */
  mergedInto: number | null;
}

/** The slips with these codes (at most 1,000, in their stored form), by code. */
export async function slipsByCode(db: ReadDb, codes: readonly string[]): Promise<Map<string, SlipRow>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('audience_members as slip')
    .innerJoin('notice_versions as version', 'version.id', 'slip.version_id')
    .innerJoin('offices', 'offices.id', 'slip.office_id')
    .select([
      'slip.code',
      'slip.office_id as officeId',
      'slip.version_id as versionId',
      'version.notice_id as noticeId',
      'version.number',
      'version.label',
      'offices.merged_into as mergedInto',
    ])
    .where('slip.code', 'in', codes)
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}
