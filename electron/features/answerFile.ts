import type { AnswerField, AnswerMapping } from '../contract/acknowledgementImport.ts';
import { fail } from '../contract/errors.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { ReadTable } from '../ports/lists.ts';
import { type AnswerDraft, answerReader, guessAnswerMapping } from '../rules/answerReading.ts';
import { parseTable, type Table } from '../rules/csvRead.ts';
import { containsMyNumber } from '../rules/myNumber.ts';
import { unknownHeadings } from '../rules/officeColumns.ts';

export type { AnswerMapping } from '../contract/acknowledgementImport.ts';

/** A list of answers as it comes out of its thread: what it is, then its rows by the five hundred. */
export type AnswerPart = { head: AnswerHead } | { drafts: AnswerDraft[]; problems: RowProblem[] };

export interface AnswerHead {
  sha256: string;
  rows: number;
  mapping: AnswerMapping;
  columns: { header: string; field: AnswerField | null; samples: string[] }[];
}

const BATCH = 500;
const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/**
 * Reads a list of answers. For a thread: it gives way to nothing.
 * @throws csv_header when no column says whom the answers are from, or the mapping names one that is not there
 */
export function* openAnswers(source: ReadTable, chosen: AnswerMapping | undefined): Generator<AnswerPart, void> {
  const table = parseTable(source);
  const mapping = chosen ?? guessAnswerMapping(table.header);
  const missing = unknownHeadings(mapping as Record<string, string>, table.header);
  if (mapping.code === undefined && mapping.officeCode === undefined) missing.push('確認番号');
  if (missing.length > 0) throw fail('csv_header', { missing: missing.join('・') });
  yield { head: { sha256: source.sha256, rows: table.rows.length, mapping, columns: describe(table, mapping) } };
  const read = answerReader(mapping, table.header);
  for (let at = 0; at < table.rows.length; at += BATCH) {
    const drafts: AnswerDraft[] = [];
    const problems: RowProblem[] = [];
    for (const row of table.rows.slice(at, at + BATCH)) {
      const found = row.problem ? problem(row.line, '', row.problem) : read(row);
      if ('answer' in found) drafts.push(found);
      else problems.push(found);
    }
    yield { drafts, problems };
  }
}

function describe({ header, rows }: Table, mapping: AnswerMapping): AnswerHead['columns'] {
  const fields = new Map(Object.entries(mapping).map(([field, heading]) => [heading, field as AnswerField]));
  return header.map((heading, at) => {
    const samples = new Set<string>();
    for (const row of rows) {
      const cell = (row.cells[at] ?? '').trim().slice(0, SAMPLE_LENGTH);
      if (cell !== '' && !containsMyNumber(cell)) samples.add(cell);
      if (samples.size === SAMPLES) break;
    }
    return { header: heading, field: fields.get(heading) ?? null, samples: [...samples] };
  });
}
