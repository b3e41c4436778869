import {
  type AuthorityReportRow,
  authorityReportsOf,
  type Consent,
  type ConsentFilter,
  countConsents,
  getAuthorityReport,
  type ItemRow,
  itemsOfReports,
} from '../../db/queries/authorityReports.ts';
import { countRoster } from '../../db/queries/jointRoster.ts';
import type { ReadDb } from '../../db/store.ts';
import {
  type AuthorityReport,
  authority,
  authorityReportKind,
  filingMethod,
  itemState,
  reportItem,
} from '../contract/duties.ts';
import { fail } from '../contract/errors.ts';

/** The report. Errors: not_found. */
export async function requireReport(db: ReadDb, id: number): Promise<AuthorityReportRow> {
  const report = await getAuthorityReport(db, id);
  if (!report) throw fail('not_found', { what: 'authorityReport' });
  return report;
}

/** The report, while it may still be changed. Errors: not_found, report_filed. */
export async function requireUnfiled(db: ReadDb, id: number): Promise<AuthorityReportRow> {
  const report = await requireReport(db, id);
  if (report.filedAt !== null) throw fail('report_filed');
  return report;
}

/** Reports of one row: to the same authority about the same kind of data. */
export const isOfSameRow = (one: AuthorityReportRow, other: AuthorityReportRow) =>
  one.authority === other.authority && one.authorityName === other.authorityName && one.special === other.special;

/** What the report before it in its row said of the items; null when it is the first. */
export async function itemsBefore(db: ReadDb, report: AuthorityReportRow): Promise<ItemRow[] | null> {
  const before = (await authorityReportsOf(db, report.incidentId))
    .filter((other) => other.id < report.id && isOfSameRow(other, report))
    .at(-1);
  return before ? itemsOfReports(db, [before.id]) : null;
}

/** Items as they are stored: `changed` where known now and not what the report before said. */
export function statedItems(items: readonly ItemRow[], before: readonly ItemRow[] | null): ItemRow[] {
  return items.map(({ item, state, text }) => {
    const earlier = before?.find((each) => each.item === item);
    // What the report before did not speak of was not known to it.
    const differs = before !== null && (!earlier || earlier.state === 'unknown' || earlier.text !== text);
    return { item, text, state: state !== 'unknown' && differs ? 'changed' : state };
  });
}

/** Whom a joint report names: of the affected offices, by what they said. */
export function rosterFilter(report: AuthorityReportRow, patterns: readonly string[] = []): ConsentFilter {
  const answers: Consent['answer'][] = report.basis === 'agreed' ? ['agreed'] : ['agreed', 'silent'];
  return { incidentId: report.incidentId, answers, notOn: null, patterns };
}

/** Who agreed since a report was filed, and is not on its roster. */
export function lateFilter(report: AuthorityReportRow, patterns: readonly string[] = []): ConsentFilter {
  return { incidentId: report.incidentId, answers: ['agreed'], notOn: report.id, patterns };
}

/** Reports as the window shows them, oldest first. */
export async function describeReports(db: ReadDb, incidentId: number): Promise<AuthorityReport[]> {
  const reports = await authorityReportsOf(db, incidentId);
  const items = await itemsOfReports(
    db,
    reports.map(({ id }) => id),
  );
  return Promise.all(
    reports.map(async (report) => ({
      id: report.id,
      authority: authority.parse(report.authority),
      authorityName: report.authorityName,
      kind: authorityReportKind.parse(report.kind),
      special: report.special,
      number: report.number,
      joint: report.joint,
      basis: report.basis === 'agreed' ? ('agreed' as const) : ('not_declined' as const),
      method: filingMethod.parse(report.method),
      receipt: report.receipt,
      note: report.note,
      filedOn: report.filedOn,
      filedAt: report.filedAt,
      clerk: report.clerk,
      items: reportItem.options.flatMap((name) => {
        const found = items.find((each) => each.reportId === report.id && each.item === name);
        return found ? { item: name, state: itemState.parse(found.state), text: found.text } : [];
      }),
      ...(await rosterCounts(db, report)),
      rosterSha256: report.rosterSha256,
    })),
  );
}

async function rosterCounts(db: ReadDb, report: AuthorityReportRow) {
  if (!report.joint) return { roster: 0, late: 0 };
  if (report.filedAt === null) return { roster: await countConsents(db, rosterFilter(report)), late: 0 };
  return { roster: await countRoster(db, report.id), late: await countConsents(db, lateFilter(report)) };
}
