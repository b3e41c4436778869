import type { Measured } from './measure.ts';

type Column = [title: string, cell: (row: Measured) => string, align: 'left' | 'right'];

const columns: readonly Column[] = [
  ['measured', (row) => row.name, 'left'],
  ['ms', (row) => figure(row.productMs), 'right'],
  ['limit', (row) => row.limit, 'left'],
  ['ms', (row) => figure(row.limitMs), 'right'],
  ['ratio', (row) => figure(row.ratio), 'right'],
  ['from', (row) => figure(row.lowest), 'right'],
  ['to', (row) => figure(row.highest), 'right'],
  ['goal', (row) => figure(row.goal), 'right'],
  ['longest block ms', (row) => row.blockMs.toFixed(0), 'right'],
  ['goal', (row) => row.mostBlockMs?.toFixed(0) ?? '', 'right'],
  ['', (row) => (row.ok ? 'ok' : 'over'), 'left'],
];

/** One aligned table, a line for each bench. */
export function formatTable(rows: readonly Measured[]): string {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => width(line[at] ?? ''))));
  return cells
    .map((line) =>
      line
        .map((cell, at) => aligned(cell, at, widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function aligned(cell: string, at: number, to: number): string {
  const space = ' '.repeat(to - width(cell));
  return columns[at]?.[2] === 'right' ? space + cell : cell + space;
}

/** Columns a text takes in a terminal: Japanese characters take two. */
function width(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
}

/** Three significant figures, whatever the size. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
