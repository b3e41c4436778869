import { countQuestions, listQuestions, type QuestionRow } from '../../../db/queries/questions.ts';
import { acknowledgementDoor } from '../../contract/acknowledgementWords.ts';
import { questionCategory } from '../../contract/questionWords.ts';
import { categoryWords } from '../../rules/callWords.ts';
import { doorWords, japanTime, questionWords } from '../../rules/reportWords.ts';
import { chosenIncident, PAGE, type ReportDefinition, table } from './definition.ts';

/** What the offices of an incident asked, newest first, and what answers it. */
export const questions: ReportDefinition = {
  table: async (choice) => {
    const { db, columns, only } = choice;
    const incident = await chosenIncident(choice);
    const filter = { incidentId: incident.id, state: only, patterns: [] };
    return table<QuestionRow>(columns, {
      columns: {
        日時: (row) => japanTime(row.askedAt),
        事業所番号: (row) => row.officeCode,
        事業所名: (row) => row.officeName,
        受けた方法: (row) => doorWords[acknowledgementDoor.parse(row.door)],
        区分: (row) => categoryWords[questionCategory.parse(row.category)],
        質問: (row) => row.question,
        状態: (row) => questionWords[row.state],
        回答: (row) => row.label ?? row.factName ?? row.answerName ?? (row.answeredBy === null ? '' : '直接回答'),
        受けた担当者: (row) => row.clerk,
      },
      total: async () => {
        const counts = await countQuestions(db, filter);
        return [...counts].reduce((sum, [state, n]) => (only === undefined || only === state ? sum + n : sum), 0);
      },
      page: (last) => listQuestions(db, filter, last?.id ?? null, PAGE),
    });
  },
};
