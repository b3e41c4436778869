import type { Outputs } from '../../api/client.ts';

export type Diff = Outputs['notices']['diff'];
export type DiffRow = Diff['rows'][number];

/** What stands on the page: a sentence, or several that stayed and may be folded away. */
export type Shown =
  | { kind: 'row'; row: DiffRow /** Its number among the changes, from 1; 0 for one that stayed. */; change: number }
  | { kind: 'fold'; rows: DiffRow[] /** Place of its first sentence, from 0. */; at: number };

/** Sentences before and after a change that are never folded: nobody reads a change without its surroundings. */
const AROUND = 1;
/** Fewer are not worth a button. */
const FEWEST = 3;

/** The sentences of a comparison with long runs that stayed taken together. */
export function foldedRows(rows: readonly DiffRow[]): Shown[] {
  const shown: Shown[] = [];
  let change = 0;
  for (let at = 0; at < rows.length; ) {
    const row = rows[at];
    if (row && row.change !== 'same') {
      change += 1;
      shown.push({ kind: 'row', row, change });
      at += 1;
      continue;
    }
    const found = rows.findIndex((each, place) => place > at && each.change !== 'same');
    const end = found === -1 ? rows.length : found;
    shown.push(...foldedRun(rows, at, end));
    at = end;
  }
  return shown;
}

function foldedRun(rows: readonly DiffRow[], at: number, end: number): Shown[] {
  const from = at === 0 ? 0 : at + AROUND;
  const to = end === rows.length ? end : end - AROUND;
  const row = (each: DiffRow): Shown => ({ kind: 'row', row: each, change: 0 });
  if (to - from < FEWEST) return rows.slice(at, end).map(row);
  return [
    ...rows.slice(at, from).map(row),
    { kind: 'fold', rows: rows.slice(from, to), at: from },
    ...rows.slice(to, end).map(row),
  ];
}
