import { type CallRow, countCalls, listCalls } from '../../../db/queries/calls.ts';
import type { CallOutcome } from '../../contract/calls.ts';
import type { QuestionCategory } from '../../contract/questionWords.ts';
import { categoryWords, outcomeWords } from '../../rules/callWords.ts';
import { japanTime } from '../../rules/reportWords.ts';
import { PAGE, type ReportDefinition, table } from './definition.ts';

/** Every call of an incident or a version, newest first; those taken back are told as such. */
export const calls: ReportDefinition = {
  table: async ({ db, incidentId, versionId, columns }) => {
    const filter = { incidentId, versionId, patterns: [] };
    return table<CallRow>(columns, {
      columns: {
        日時: (row) => japanTime(row.at),
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        版: (row) => row.label,
        電話番号: (row) => row.phone,
        結果: (row) => outcomeWords[row.outcome as CallOutcome],
        話した相手: (row) => row.name,
        折返しの約束: (row) => japanTime(row.callbackAt),
        質問の区分: (row) => (row.category === '' ? '' : categoryWords[row.category as QuestionCategory]),
        質問: (row) => row.question,
        メモ: (row) => row.note,
        担当者: (row) => row.clerk,
        取り消し: (row) => japanTime(row.undoneAt),
      },
      total: () => countCalls(db, filter),
      page: (last) => listCalls(db, filter, last?.id ?? null, PAGE),
    });
  },
};
