import type { MatrixRow } from '../../../electron/contract/acknowledgementStates.ts';

interface Words {
  heads: readonly string[];
  state: Readonly<Record<string, string>>;
}

/** Rows as Excel takes them from the clipboard: one line a row, tabs between cells, codes kept as text. */
export function rowsAsText(rows: readonly MatrixRow[], { heads, state }: Words): string {
  const lines = rows.map((row) => [
    asText(row.code),
    row.name,
    row.branch,
    row.daysOpen === null ? '' : String(row.daysOpen),
    ...row.cells.map((cell) => state[cell] ?? cell),
  ]);
  return [heads, ...lines].map((cells) => cells.map(clean).join('\t')).join('\r\n');
}

/** Excel reads 00417 as 417 unless it is told that it is text; a formula whose value is the text tells it. */
const asText = (code: string) => (/^[0-9-]+$/.test(code) ? `="${code}"` : code);

/** A cell holds no tab and no line break, and nothing but a code of ours is taken for a formula. */
const clean = (cell: string) => {
  const flat = cell.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(flat) && !/^="[0-9-]+"$/.test(flat) ? `'${flat}` : flat;
};
