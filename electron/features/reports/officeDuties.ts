import { countOfficeDuties, listOfficeDuties, type OfficeDutyRow } from '../../../db/queries/officeDuties.ts';
import { officeDuty, officeDutyState } from '../../contract/duties.ts';
import { officeDutyWords, officeStateWords } from '../../rules/dutyWords.ts';
import { chosenIncident, PAGE, type ReportDefinition, table } from './definition.ts';

type Line = OfficeDutyRow & { duty: (typeof officeDuty.options)[number] };

const word = (duty: Line['duty'], state: string | null) =>
  state === null ? '' : (officeStateWords[duty][officeDutyState.parse(state)] ?? '');

/** Where every office stands with its two duties, and what it was last told of them. */
export const officeDuties: ReportDefinition = {
  table: async (choice) => {
    const { id: incidentId } = await chosenIncident(choice);
    const { db, only } = choice;
    const opposite = only === 'opposite';
    const filterOf = (duty: Line['duty']) => {
      return { incidentId, duty, state: opposite ? null : (only ?? null), opposite, patterns: [] };
    };
    const pageOf = async (duty: Line['duty'], afterCode: string | null, limit: number): Promise<Line[]> =>
      (await listOfficeDuties(db, filterOf(duty), afterCode, limit)).map((row) => ({ ...row, duty }));
    return table<Line>(choice.columns, {
      columns: {
        義務: ({ duty }) => officeDutyWords[duty],
        事業所番号: (row) => row.code,
        事業所名: (row) => row.name,
        状態: (row) => word(row.duty, row.state),
        日付: (row) => row.onDate ?? '',
        人数: (row) => (row.persons === null ? '' : String(row.persons)),
        備考: (row) => row.note,
        伝えた報: (row) => row.toldLabel ?? '',
        伝えた内容: (row) => word(row.duty, row.toldState),
      },
      total: async () => {
        const counts = await Promise.all(officeDuty.options.map((duty) => countOfficeDuties(db, filterOf(duty))));
        return counts.reduce((sum, n) => sum + n, 0);
      },
      // One duty after the other: what the first leaves of a page is the second's.
      page: async (last) => {
        const first = last?.duty === 'persons' ? [] : await pageOf('report', last?.code ?? null, PAGE);
        if (first.length === PAGE) return first;
        const after = last?.duty === 'persons' ? last.code : null;
        return [...first, ...(await pageOf('persons', after, PAGE - first.length))];
      },
    });
  },
};
