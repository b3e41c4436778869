import type { ReadDb, WriteTx } from '../store.ts';
import type { Consent } from './authorityReports.ts';
import { officeMatches } from './offices.ts';

export interface RosterRow extends Consent {
  position: number;
}

/** Writes offices onto a report's roster, in their order, from `position` on. */
export async function insertRoster(
  tx: WriteTx,
  reportId: number,
  position: number,
  offices: readonly Consent[],
): Promise<void> {
  await tx
    .insertInto('joint_roster')
    .values(
      offices.map((office, at) => ({
        report_id: reportId,
        position: position + at,
        office_id: office.officeId,
        code: office.code,
        name: office.name,
        corporate_number: office.corporateNumber,
        postal_code: office.postalCode,
        address: office.address,
        answer: office.answer,
      })),
    )
    .execute();
}

function named(db: ReadDb, reportId: number, patterns: readonly string[]) {
  return db
    .selectFrom('joint_roster')
    .innerJoin('offices', 'offices.id', 'joint_roster.office_id')
    .where('joint_roster.report_id', '=', reportId)
    .where(officeMatches(patterns));
}

/** A frozen roster after a position, as it was filed. */
export async function listRoster(
  db: ReadDb,
  reportId: number,
  patterns: readonly string[],
  after: number,
  limit: number,
): Promise<RosterRow[]> {
  const rows = await named(db, reportId, patterns)
    .select(['joint_roster.position', 'joint_roster.office_id as officeId', 'joint_roster.code', 'joint_roster.name'])
    .select(['joint_roster.corporate_number as corporateNumber', 'joint_roster.postal_code as postalCode'])
    .select(['joint_roster.address', 'joint_roster.answer'])
    .where('joint_roster.position', '>', after)
    .orderBy('joint_roster.position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, answer: row.answer as Consent['answer'] }));
}

export async function countRoster(db: ReadDb, reportId: number, patterns: readonly string[] = []): Promise<number> {
  const row = await named(db, reportId, patterns)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
