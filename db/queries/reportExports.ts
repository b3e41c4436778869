import type { ReadDb, WriteTx } from '../store.ts';

/** A report that was written to a file. */
export interface ReportExport {
  at: string;
  clerk: string;
  report: string;
  format: string;
  /** How much it tells, and what it was written for. */
  profile: string;
  purpose: string;
  rows: number;
  file: string;
  sha256: string;
}

export async function insertReportExport(tx: WriteTx, written: ReportExport): Promise<void> {
  await tx.insertInto('report_exports').values(written).execute();
}

/** Newest first. */
export async function listReportExports(db: ReadDb, limit: number) {
  return db
    .selectFrom('report_exports')
    .select(['id', 'at', 'clerk', 'report', 'format', 'profile', 'purpose', 'rows', 'file', 'sha256'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
