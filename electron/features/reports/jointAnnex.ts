import {
  type AuthorityReportRow,
  authorityReportsOf,
  type Consent,
  countConsents,
  listConsents,
} from '../../../db/queries/authorityReports.ts';
import { countRoster, listRoster, type RosterRow } from '../../../db/queries/jointRoster.ts';
import { fail } from '../../contract/errors.ts';
import { answerWords } from '../../rules/dutyWords.ts';
import { lateFilter, rosterFilter } from '../authorityReports.ts';
import {
  chosenIncident,
  PAGE,
  type ReportChoice,
  type ReportDefinition,
  type ReportTable,
  table,
} from './definition.ts';

/** The offices named in the newest joint report: as filed, or as they would be now; or who is not on it and why. */
export const jointAnnex: ReportDefinition = {
  table: async (choice) => {
    const incident = await chosenIncident(choice);
    const report = (await authorityReportsOf(choice.db, incident.id)).filter(({ joint }) => joint).at(-1);
    if (!report) throw fail('not_found', { what: 'authorityReport' });
    return report.filedAt !== null && choice.only === undefined ? asFiled(choice, report) : asNow(choice, report);
  },
};

function asFiled({ db, columns }: ReportChoice, report: AuthorityReportRow): ReportTable {
  return table<RosterRow>(columns, {
    columns: { 通し番号: (row) => String(row.position), ...columnsOf(`${report.filedOn} 提出`) },
    total: () => countRoster(db, report.id),
    page: (last) => listRoster(db, report.id, [], last?.position ?? 0, PAGE),
  });
}

function asNow({ db, columns, only, today }: ReportChoice, report: AuthorityReportRow): ReportTable {
  const base = only === 'late' ? lateFilter(report) : rosterFilter(report);
  const filter = only === 'declined' || only === 'silent' ? { ...base, answers: [only] as const } : base;
  let position = 0;
  return table<Consent>(columns, {
    columns: { 通し番号: () => String(++position), ...columnsOf(`${today} 現在`) },
    total: () => countConsents(db, filter),
    page: (last) => {
      if (last === null) position = 0;
      return listConsents(db, filter, last?.code ?? null, PAGE);
    },
  });
}

const columnsOf = (when: string): Record<string, (row: Consent) => string> => ({
  事業所番号: (row) => row.code,
  事業所名: (row) => row.name,
  法人番号: (row) => row.corporateNumber,
  郵便番号: (row) => row.postalCode,
  住所: (row) => row.address,
  返答: (row) => answerWords[row.answer],
  時点: () => when,
});
