import type { ReportName } from '../../contract/reportList.ts';
import { MASKED_HEADING, masked, maskOf } from '../../rules/masking.ts';
import { PAGE, type ReportTable } from './definition.ts';

/** A report's rows with what tells of persons and offices taken down to what a masked file keeps. */
export function maskedTable(report: ReportName, table: ReportTable): ReportTable {
  const kinds = table.columns.map((heading) => maskOf(report, heading));
  return {
    ...table,
    async *pages() {
      for await (const rows of table.pages()) {
        yield rows.map((cells) => cells.map((cell, at) => masked(kinds[at] ?? null, cell)));
      }
    },
  };
}

/** The same with a column in front by which an import knows the file. */
export function markedTable(table: ReportTable): ReportTable {
  return {
    ...table,
    columns: [MASKED_HEADING, ...table.columns],
    async *pages() {
      for await (const rows of table.pages()) yield rows.map((cells) => ['○', ...cells]);
    },
  };
}

/** Numbers alone: how many rows there are, and how many have each value of the columns that tell of nobody. */
export function countedTable(report: ReportName, table: ReportTable): ReportTable {
  const counted = table.columns.flatMap((heading, at) =>
    maskOf(report, heading) === 'count' ? [{ heading, at }] : [],
  );
  let lines: Promise<string[][]> | undefined;
  const read = async (): Promise<string[][]> => {
    let all = 0;
    const counts = counted.map(() => new Map<string, number>());
    for await (const rows of table.pages()) {
      all += rows.length;
      for (const cells of rows) {
        for (const [i, { at }] of counted.entries()) {
          const value = cells[at] ?? '';
          counts[i]?.set(value, (counts[i].get(value) ?? 0) + 1);
        }
      }
    }
    const lists = counted.flatMap(({ heading }, i) =>
      [...(counts[i] ?? [])]
        .sort((one, other) => other[1] - one[1])
        .map(([value, count]) => [heading, value === '' ? '（空）' : value, String(count)]),
    );
    return [['全体', '', String(all)], ...lists];
  };
  const once = () => (lines ??= read());
  return {
    columns: ['項目', '内容', '件数'],
    others: [],
    total: async () => (await once()).length,
    async *pages() {
      const rows = await once();
      for (let at = 0; at < rows.length; at += PAGE) yield rows.slice(at, at + PAGE);
    },
  };
}
