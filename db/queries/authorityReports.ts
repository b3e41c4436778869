import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { affectedOffices } from './incidents.ts';
import { ledTo } from './mergedOffices.ts';
import { officeMatches } from './offices.ts';

export interface AuthorityReportRow {
  id: number;
  incidentId: number;
  authority: string;
  authorityName: string;
  kind: string;
  special: boolean;
  number: number;
  joint: boolean;
  basis: string;
  method: string;
  receipt: string;
  note: string;
  filedOn: string | null;
  filedAt: string | null;
  rosterSha256: string | null;
  clerk: string;
}

export interface ItemRow {
  item: string;
  state: string;
  text: string;
}

const columns = [
  'id',
  'incident_id as incidentId',
  'authority',
  'authority_name as authorityName',
  'kind',
  'special',
  'number',
  'joint',
  'basis',
  'method',
  'receipt',
  'note',
  'filed_on as filedOn',
  'filed_at as filedAt',
  'roster_sha256 as rosterSha256',
  'clerk',
] as const;

type Stored = Omit<AuthorityReportRow, 'special' | 'joint'> & { special: number; joint: number };
const converted = (row: Stored): AuthorityReportRow => ({ ...row, special: row.special === 1, joint: row.joint === 1 });

/** Reports of an incident, oldest first. */
export async function authorityReportsOf(db: ReadDb, incidentId: number): Promise<AuthorityReportRow[]> {
  const rows = await db
    .selectFrom('authority_reports')
    .select(columns)
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map(converted);
}

export async function getAuthorityReport(db: ReadDb, id: number): Promise<AuthorityReportRow | null> {
  const row = await db.selectFrom('authority_reports').select(columns).where('id', '=', id).executeTakeFirst();
  return row ? converted(row) : null;
}

export async function insertAuthorityReport(
  tx: WriteTx,
  report: Omit<AuthorityReportRow, 'id' | 'filedOn' | 'filedAt' | 'rosterSha256'> & { at: string },
): Promise<number> {
  const row = await tx
    .insertInto('authority_reports')
    .values({
      incident_id: report.incidentId,
      authority: report.authority,
      authority_name: report.authorityName,
      kind: report.kind,
      special: report.special ? 1 : 0,
      number: report.number,
      joint: report.joint ? 1 : 0,
      basis: report.basis,
      method: report.method,
      receipt: report.receipt,
      note: report.note,
      filed_on: null,
      filed_at: null,
      roster_sha256: null,
      clerk: report.clerk,
      created_at: report.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function setAuthorityReport(
  tx: WriteTx,
  id: number,
  cells: Partial<Pick<AuthorityReportRow, 'method' | 'basis' | 'receipt' | 'note'>>,
): Promise<void> {
  await tx.updateTable('authority_reports').set(cells).where('id', '=', id).execute();
}

/** The last step of a report: from here on it is frozen. */
export async function fileAuthorityReport(
  tx: WriteTx,
  id: number,
  filed: { filedOn: string; at: string; rosterSha256: string | null },
): Promise<void> {
  await tx
    .updateTable('authority_reports')
    .set({ filed_on: filed.filedOn, filed_at: filed.at, roster_sha256: filed.rosterSha256 })
    .where('id', '=', id)
    .execute();
}

export async function deleteAuthorityReport(tx: WriteTx, id: number): Promise<void> {
  await tx.deleteFrom('authority_report_items').where('report_id', '=', id).execute();
  await tx.deleteFrom('authority_reports').where('id', '=', id).execute();
}

/** What the reports of an incident say of each item. */
export async function itemsOfReports(db: ReadDb, reportIds: readonly number[]) {
  if (reportIds.length === 0) return [];
  return db
    .selectFrom('authority_report_items')
    .select(['report_id as reportId', 'item', 'state', 'text'])
    .where('report_id', 'in', reportIds)
    .execute();
}

export async function setReportItems(tx: WriteTx, reportId: number, items: readonly ItemRow[]): Promise<void> {
  await tx.deleteFrom('authority_report_items').where('report_id', '=', reportId).execute();
  if (items.length === 0) return;
  await tx
    .insertInto('authority_report_items')
    .values(items.map((each) => ({ report_id: reportId, ...each })))
    .execute();
}

/**
 * What each office of an incident said last of being named in the joint report, beside an acknowledgement that was
 * not withdrawn: `agreed` or `declined`; null for who said neither.
 */
const lastSaid = (incidentId: number) => sql<string | null>`(select said.answer from acknowledgements as said
  join notice_versions as saying on saying.id = said.version_id
  join notices as told on told.id = saying.notice_id
  where told.incident_id = ${incidentId} and said.office_id = offices.id and said.withdrawn_at is null
    and said.answer in ('agreed', 'declined')
  order by said.at desc, said.id desc limit 1)`;

export interface Consent {
  officeId: number;
  code: string;
  name: string;
  corporateNumber: string;
  postalCode: string;
  address: string;
  answer: 'agreed' | 'declined' | 'silent';
}

export interface ConsentFilter {
  incidentId: number;
  answers: readonly Consent['answer'][];
  /** Leaves out the offices on this report's roster. */
  notOn: number | null;
  patterns: readonly string[];
}

function consents(db: ReadDb, { incidentId, answers, notOn, patterns }: ConsentFilter) {
  const said = affectedOffices(db, incidentId)
    .where(officeMatches(patterns))
    .select(['offices.id as officeId', 'offices.code', 'offices.name'])
    .select(['offices.corporate_number as corporateNumber', 'offices.postal_code as postalCode', 'offices.address'])
    .select(sql<Consent['answer']>`coalesce(${lastSaid(incidentId)}, 'silent')`.as('answer'));
  const found = db.selectFrom(said.as('said')).where('said.answer', 'in', answers);
  if (notOn === null) return found;
  // Whose double was named has been named.
  const named = sql`select roster.office_id, offices.merged_into from joint_roster as roster
    join offices on offices.id = roster.office_id where roster.report_id = ${notOn}`;
  return found.where(sql<boolean>`said."officeId" not in (${ledTo(named)})`);
}

/** Offices by what they said, by code after `afterCode`. */
export async function listConsents(
  db: ReadDb,
  filter: ConsentFilter,
  afterCode: string | null,
  limit: number,
): Promise<Consent[]> {
  return consents(db, filter)
    .select(['officeId', 'code', 'name', 'corporateNumber', 'postalCode', 'address', 'answer'])
    .$if(afterCode !== null, (query) => query.where('said.code', '>', afterCode ?? ''))
    .orderBy('said.code')
    .limit(limit)
    .execute();
}

export async function countConsents(db: ReadDb, filter: ConsentFilter): Promise<number> {
  const row = await consents(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
