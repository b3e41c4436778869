import type { AuthorityReport } from '../../contract/duties.ts';
import { authorityWords, filingWords, itemStateWords, itemWords, reportKindWords } from '../../rules/dutyWords.ts';
import { describeReports } from '../authorityReports.ts';
import { chosenIncident, type ReportDefinition, shortTable } from './definition.ts';

type Line = { report: AuthorityReport; item: AuthorityReport['items'][number] | null };

/** Every report to an authority, a row for each of its items. */
export const authorityReports: ReportDefinition = {
  table: async (choice) => {
    const incident = await chosenIncident(choice);
    const rows = (await describeReports(choice.db, incident.id)).flatMap((report): Line[] =>
      report.items.length === 0 ? [{ report, item: null }] : report.items.map((item) => ({ report, item })),
    );
    return shortTable<Line>(
      choice.columns,
      {
        提出先: ({ report }) => report.authorityName || authorityWords[report.authority],
        報告: ({ report }) => `第${report.number}報 ${reportKindWords[report.kind]}`,
        対象: ({ report }) => (report.special ? '特定個人情報' : '個人データ'),
        連名: ({ report }) => (report.joint ? `${report.roster}事業所` : ''),
        提出日: ({ report }) => report.filedOn ?? '（未提出）',
        方法: ({ report }) => filingWords[report.method],
        受付番号: ({ report }) => report.receipt,
        項目: ({ item }) => (item ? itemWords[item.item] : ''),
        判明: ({ item }) => (item ? itemStateWords[item.state] : ''),
        内容: ({ item }) => item?.text ?? '',
        名簿の照合値: ({ report }) => report.rosterSha256 ?? '',
      },
      rows,
    );
  },
};
