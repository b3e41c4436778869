import {
  type AuthorityReportRow,
  type Consent,
  fileAuthorityReport,
  listConsents,
} from '../../db/queries/authorityReports.ts';
import { insertRoster } from '../../db/queries/jointRoster.ts';
import { insertOfficeDuties } from '../../db/queries/officeDuties.ts';
import type { WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { rosterFilter } from './authorityReports.ts';

/** Offices of one statement. */
const PAGE = 500;

interface Filing {
  filedOn: string;
  at: string;
  clerk: string;
  /** SHA-256 of a text, in hex. */
  sha256: (text: string) => string;
}

/**
 * Files a report: it is frozen, and a joint one with the offices it names. They are noted as 連名済. Answers how many
 * they are, and the hash of the roster as its annex shows it.
 * Errors: roster_empty.
 */
export async function fileReport(tx: WriteTx, report: AuthorityReportRow, { filedOn, at, clerk, sha256 }: Filing) {
  if (!report.joint) {
    await fileAuthorityReport(tx, report.id, { filedOn, at, rosterSha256: null });
    return { offices: 0, rosterSha256: null };
  }
  const named = await everyOfficeNamed(tx, report);
  if (named.length === 0) throw fail('roster_empty');
  for (let from = 0; from < named.length; from += PAGE) {
    await insertRoster(tx, report.id, from + 1, named.slice(from, from + PAGE));
  }
  const rosterSha256 = sha256(rosterText(named));
  await fileAuthorityReport(tx, report.id, { filedOn, at, rosterSha256 });
  const ids = named.map(({ officeId }) => officeId);
  const { incidentId } = report;
  const noted = { incidentId, duty: 'report', state: 'joint', versionId: null, onDate: filedOn, persons: null };
  await insertOfficeDuties(tx, ids, { ...noted, note: '', at, clerk });
  return { offices: named.length, rosterSha256 };
}

async function everyOfficeNamed(tx: WriteTx, report: AuthorityReportRow): Promise<Consent[]> {
  const named: Consent[] = [];
  for (let after: string | null = null; ; ) {
    const page = await listConsents(tx, rosterFilter(report), after, PAGE);
    named.push(...page);
    if (page.length < PAGE) return named;
    after = page.at(-1)?.code ?? null;
  }
}

/** What the hash is over: a line for each office, its fields parted by tabs. */
function rosterText(
  offices: readonly Pick<Consent, 'code' | 'name' | 'corporateNumber' | 'postalCode' | 'address'>[],
): string {
  return offices
    .map(({ code, name, corporateNumber, postalCode, address }, at) =>
      [at + 1, code, name, corporateNumber, postalCode, address].join('\t'),
    )
    .join('\n');
}
