import { countProcedures, listProcedures, type ProcedureRow } from '../../../db/queries/procedures.ts';
import type { ProcedureState } from '../../contract/procedures.ts';
import { findRule } from '../../rules/catalogue.ts';
import { daysLeft } from '../../rules/deadlines.ts';
import { procedureWords } from '../../rules/reportWords.ts';
import { PAGE, type ReportDefinition, table } from './definition.ts';

/** Filings past their due date. */
export const proceduresDelayed: ReportDefinition = {
  table: async ({ db, today, columns }) => {
    const filter = { dueBefore: today, state: null, patterns: [] };
    return table<ProcedureRow>(columns, {
      columns: {
        期限: (row) => row.dueOn ?? '',
        超過日数: (row) => String(-(daysLeft(row.dueOn, today) ?? 0)),
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        手続き: (row) => findRule(row.type)?.nameJa ?? row.type,
        提出先: (row) => findRule(row.type)?.authority ?? '',
        対象者: (row) => row.person,
        基準日: (row) => row.baseDate,
        状態: (row) => procedureWords[row.state as ProcedureState],
      },
      total: () => countProcedures(db, filter),
      page: (last) => listProcedures(db, filter, last ?? null, PAGE),
    });
  },
};
