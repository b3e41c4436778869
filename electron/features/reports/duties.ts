import type { Duty } from '../../contract/incidents.ts';
import { dutiesOf } from '../dutyClocks.ts';
import { chosenIncident, type ReportDefinition, shortTable } from './definition.ts';

const appliesWords: Record<Duty['applies'], string> = { yes: '該当', no: '非該当', open: '判断前' };

/** What the association owes whom by when, how the date was counted, and what was filed. */
export const duties: ReportDefinition = {
  table: async (choice) => {
    const incident = await chosenIncident(choice);
    const rows = await dutiesOf(choice.db, incident.id, choice.today);
    return shortTable<Duty>(
      choice.columns,
      {
        義務: (row) => row.name,
        相手: (row) => row.authority,
        該当: (row) => appliesWords[row.applies],
        期限: (row) => row.dueOn ?? '',
        期限の性質: (row) => (row.dueOn === null ? '' : row.guidance ? '目安' : '法令'),
        残り日数: (row) => (row.daysLeft === null ? '' : String(row.daysLeft)),
        数え方: (row) => row.steps.map(({ text }) => text).join(' → '),
        提出日: (row) => row.filed?.filedOn ?? '',
        受付番号: (row) => row.filed?.receipt ?? '',
      },
      rows,
    );
  },
};
