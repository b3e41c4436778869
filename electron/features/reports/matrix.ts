import { recipientList } from '../../contract/acknowledgementStates.ts';
import { cellWords } from '../../rules/reportWords.ts';
import { matrixByCode, sentVersions } from '../acknowledgementMatrix.ts';
import { chosenIncident, PAGE, type ReportDefinition, table } from './definition.ts';

type Row = Awaited<ReturnType<ReturnType<typeof matrixByCode>['page']>>[number];

const officeCells: Record<string, (row: Row) => string> = {
  事業所番号: (row) => row.code,
  事業所名: (row) => row.name,
  支部: (row) => row.branch,
  電話番号: (row) => row.phone,
  経過日数: (row) => String(row.daysOpen ?? ''),
};

/** Offices by versions as on the screen, a column for each version that went out, oldest first. */
export const matrix: ReportDefinition = {
  table: async (choice) => {
    const { db, columns, only, today } = choice;
    const incident = await chosenIncident(choice);
    const versions = await sentVersions(db, incident.id);
    const rows = matrixByCode(db, versions, recipientList.catch('all').parse(only), today);
    const cell = (at: number) => (row: Row) => cellWords[row.cells[at] ?? 'none'];
    return table<Row>(columns, {
      columns: {
        ...officeCells,
        ...Object.fromEntries(headingsOf(versions).map((heading, at) => [heading, cell(at)])),
      },
      total: rows.total,
      page: (last) => rows.page(last?.code ?? '', PAGE),
    });
  },
};

/** The label of each version; of two notices that each have a 第1報 the later is 第1報（2）. */
function headingsOf(versions: Awaited<ReturnType<typeof sentVersions>>): string[] {
  const used = new Set<string>(Object.keys(officeCells));
  return versions.map(({ label }) => {
    let heading = label;
    for (let n = 2; used.has(heading); n += 1) heading = `${label}（${n}）`;
    used.add(heading);
    return heading;
  });
}
