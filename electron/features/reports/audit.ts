import { type AuditRange, auditPage, countAuditRange } from '../../../db/queries/audit.ts';
import { addDays, midnight } from '../../rules/dates.ts';
import { japanTime } from '../../rules/reportWords.ts';
import { PAGE, type ReportDefinition, table } from './definition.ts';

/** Who did what and when, oldest first, each with its link of the chain: what was left out or changed would show. */
export const audit: ReportDefinition = {
  table: async ({ db, columns, from, to }) => {
    const range: AuditRange = { from: from ? midnight(from) : null, before: to ? midnight(addDays(to, 1)) : null };
    return table<Awaited<ReturnType<typeof auditPage>>[number]>(columns, {
      columns: {
        番号: (row) => String(row.seq),
        日時: (row) => japanTime(row.at),
        席: (row) => row.clerk,
        操作: (row) => row.action,
        対象: (row) => row.entity,
        対象の番号: (row) => String(row.entityId ?? ''),
        内訳: (row) => row.detail,
        照合値: (row) => row.hash,
      },
      total: () => countAuditRange(db, range),
      page: (last) => auditPage(db, range, last?.seq ?? 0, PAGE),
    });
  },
};
