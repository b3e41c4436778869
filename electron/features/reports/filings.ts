import {
  countProcedures,
  listProcedures,
  type ProcedureFilter,
  type ProcedureOrder,
  type ProcedureRow,
} from '../../../db/queries/procedures.ts';
import { procedureState } from '../../contract/procedureShapes.ts';
import { procedureRoute } from '../../contract/ruleShapes.ts';
import { daysLeft } from '../../rules/procedureStates.ts';
import { procedureWords, routeWords } from '../../rules/reportWords.ts';
import { readReckoning } from '../procedureReckoning.ts';
import { PAGE, type ReportChoice, type ReportTable, table } from './definition.ts';

/** Filings as a report: how they stand, what stops them, and what the office was told. */
export async function filingsTable(
  { db, today, columns }: ReportChoice,
  filter: ProcedureFilter,
  order: ProcedureOrder,
): Promise<ReportTable> {
  const { book } = await readReckoning(db);
  const kind = (row: ProcedureRow) => book.find(row.type, row.baseDate);
  return table<ProcedureRow>(columns, {
    columns: {
      期限: (row) => row.dueOn ?? '',
      超過日数: (row) => String(Math.max(0, -(daysLeft(row.dueOn, today) ?? 0))),
      急ぎ: (row) => (row.harm === 1 ? '急ぎ' : ''),
      事業所番号: (row) => row.officeCode,
      事業所名: (row) => row.officeName,
      手続き: (row) => kind(row)?.nameJa ?? row.type,
      提出先: (row) => kind(row)?.authority ?? '',
      対象者: (row) => row.person,
      基準日: (row) => row.baseDate,
      受付日: (row) => row.receivedOn,
      状態: (row) => procedureWords[procedureState.parse(row.state)],
      提出方法: (row) => (row.route === '' ? '' : routeWords[procedureRoute.parse(row.route)]),
      到達番号: (row) => row.evidence,
      停止中の事案: (row) => row.blockedByTitle ?? '',
      理由: (row) => row.reason,
      見込み日: (row) => row.expectedOn,
      担当: (row) => row.clerk,
      知らせた報: (row) => row.toldLabel ?? '',
      知らせた日: (row) => row.toldOn,
    },
    total: () => countProcedures(db, filter),
    page: (last) => listProcedures(db, filter, last, PAGE, order),
  });
}
