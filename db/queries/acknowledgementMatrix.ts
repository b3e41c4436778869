import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';
import { officeMatches } from './offices.ts';
import { counted } from './recipients.ts';

/** Which recipients of the version that is looked at; null for all states. */
interface StatePair {
  acknowledgement: readonly string[] | null;
  delivery: readonly string[] | null;
}

/**
 * Which offices: those that were sent any of `versionIds`; with `states` those in these states for `versionId`, with
 * `unsent` those that were not sent that one.
 */
export interface MatrixFilter {
  versionIds: readonly number[];
  versionId: number;
  states: StatePair | null;
  unsent: boolean;
  /** The branch the office belonged to when the version went out; null for all. */
  branch: string | null;
  patterns: readonly string[];
}

/** The office of a row of the matrix. */
export interface MatrixOffice {
  officeId: number;
  code: string;
  name: string;
  branch: string;
  phone: string;
}

/** Offices by code after `afterCode`. */
export async function matrixOffices(
  db: ReadDb,
  filter: MatrixFilter,
  afterCode: string,
  limit: number,
): Promise<MatrixOffice[]> {
  return db
    .selectFrom('offices')
    .select(['offices.id as officeId', 'offices.code', 'offices.name', 'offices.branch', 'offices.phone'])
    .where(conditions(filter))
    .where('offices.code', '>', afterCode)
    .orderBy('offices.code')
    .limit(limit)
    .execute();
}

/** The codes alone. */
export async function matrixCodes(db: ReadDb, filter: MatrixFilter, afterCode: string, limit: number) {
  const rows = await db
    .selectFrom('offices')
    .select('offices.code')
    .where(conditions(filter))
    .where('offices.code', '>', afterCode)
    .orderBy('offices.code')
    .limit(limit)
    .execute();
  return rows.map((row) => row.code);
}

/** How many offices there are. */
export async function countMatrixOffices(db: ReadDb, filter: MatrixFilter): Promise<number> {
  const row = await db
    .selectFrom('offices')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where(conditions(filter))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function conditions({ versionIds, versionId, states, unsent, branch, patterns }: MatrixFilter) {
  const sentOne = (fits: RawBuilder<unknown>) =>
    sql<boolean>`exists (select 1 from recipients where recipients.office_id = offices.id and ${counted} and ${fits})`;
  const all: RawBuilder<boolean>[] = [officeMatches(patterns)];
  const ofBranch = branch === null ? sql`1 = 1` : sql`recipients.branch = ${branch}`;
  if (unsent) {
    all.push(sentOne(sql`recipients.version_id in (${sql.join(versionIds)}) and ${ofBranch}`));
    all.push(sql<boolean>`not ${sentOne(sql`recipients.version_id = ${versionId}`)}`);
  } else if (states) {
    all.push(sentOne(sql`recipients.version_id = ${versionId} and ${ofBranch} and ${inStates(states)}`));
  } else {
    all.push(sentOne(sql`recipients.version_id in (${sql.join(versionIds)}) and ${ofBranch}`));
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`;
}

function inStates({ acknowledgement, delivery }: StatePair) {
  const given = acknowledgement ? sql`recipients.acknowledgement_state in (${sql.join(acknowledgement)})` : sql`1 = 1`;
  const sent = delivery ? sql`recipients.delivery_state in (${sql.join(delivery)})` : sql`1 = 1`;
  return sql`${given} and ${sent}`;
}

/** What these offices (at most 1,000) were sent of these versions, and where they stand. */
export async function matrixCells(db: ReadDb, versionIds: readonly number[], officeIds: readonly number[]) {
  if (officeIds.length === 0 || versionIds.length === 0) return [];
  return db
    .selectFrom('recipients')
    .select([
      'office_id as officeId',
      'version_id as versionId',
      'delivery_state as delivery',
      'acknowledgement_state as acknowledgement',
    ])
    .where('office_id', 'in', officeIds)
    .where('version_id', 'in', versionIds)
    .where(counted)
    .execute();
}
