import { type FactRow, type FactValueRow, factsOf, statementsOf, valuesOf } from '../../../db/queries/facts.ts';
import { japanTime } from '../../rules/reportWords.ts';
import { chosenIncident, type ReportDefinition, shortTable } from './definition.ts';

type Line = { fact: FactRow; value: FactValueRow | null; saidBy: string };

/** What is held to be true, and every value before it; a question without an answer has one empty row. */
export const facts: ReportDefinition = {
  table: async (choice) => {
    const incident = await chosenIncident(choice);
    const lines: Line[] = [];
    for (const fact of await factsOf(choice.db, incident.id)) {
      const values = await valuesOf(choice.db, fact.id);
      const statements = await statementsOf(choice.db, fact.id);
      const saidBy = (id: number) =>
        statements
          .filter(({ valueId }) => valueId === id)
          .map(({ label }) => label)
          .join('、');
      if (values.length === 0) lines.push({ fact, value: null, saidBy: '' });
      for (const value of values) lines.push({ fact, value, saidBy: saidBy(value.id) });
    }
    return shortTable<Line>(
      choice.columns,
      {
        名前: ({ fact }) => fact.name,
        問い: ({ fact }) => fact.question,
        内容: ({ value }) => value?.value ?? '',
        時点: ({ value }) => value?.asOf ?? '',
        とのこと: ({ value }) => (value?.hearsay ? 'とのこと' : ''),
        出どころ: ({ value }) => value?.source ?? '',
        記録した日時: ({ value }) => japanTime(value?.at ?? null),
        述べている報: ({ saidBy }) => saidBy,
      },
      lines,
    );
  },
};
