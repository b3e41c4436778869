import { fail } from '../contract/errors.ts';
import { type ColumnMapping, type OfficeField, officeField } from '../contract/offices.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { ReadTable } from '../ports/lists.ts';
import { parseTableSteps, type Table } from '../rules/csvRead.ts';
import { containsMyNumber } from '../rules/myNumber.ts';
import { columnFields, guessMapping, missingColumns, unknownHeadings } from '../rules/officeColumns.ts';
import { type OfficeDraft, officeReader, type ReadOptions, type ZeroOffer } from '../rules/officeImport.ts';

/** An office of the file, and where it stands there. */
export interface NumberedDraft {
  line: number;
  values: OfficeDraft;
}

/** A list as read: what can come in, what cannot, and what its columns hold. */
export interface ReadList {
  rows: number;
  drafts: NumberedDraft[];
  rejected: RowProblem[];
  /** Labour insurance numbers that lost their zeros, and what they were: the first 1,000. */
  offers: (ZeroOffer & { line: number })[];
  /** The fields the file has columns for; what it does not speak of stays as it is in the register. */
  fields: OfficeField[];
  columns: Column[];
}

interface Column {
  header: string;
  field: OfficeField | null;
  /** Share of the rows that hold something, 0 to 1. */
  filled: number;
  samples: string[];
}

/** Rows between two pauses. */
const PIECE = 200;
const MOST_OFFERS = 1000;
const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/** Lets the event loop breathe between pieces of long work. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What the clerk has said about how to read a list. */
export interface Reading extends ReadOptions {
  /** Without it the columns are guessed from their headings. */
  mapping?: ColumnMapping | undefined;
  commit: boolean;
}

/**
 * Reads a list, checks every row on its own, and that no code appears twice.
 * @throws csv_header when a heading is missing that the mapping names or no import can do without (a preview with a
 * mapping lets the latter pass: its clerk is still choosing), and what `parseTableSteps` throws
 */
export async function readList(source: ReadTable, reading: Reading): Promise<ReadList> {
  const table = await parseInSteps(source);
  const { header, rows } = table;
  const mapping = reading.mapping ?? guessMapping(header);
  const lacking = missingColumns(mapping);
  // A clerk who is still choosing columns sees them all the same; only there is nothing yet to compare.
  const choosing = lacking.length > 0 && reading.mapping !== undefined && !reading.commit;
  const missing = [...unknownHeadings(mapping, header), ...(choosing ? [] : lacking)];
  if (missing.length > 0) throw fail('csv_header', { missing: missing.join('・') });
  return {
    rows: rows.length,
    ...(choosing ? { drafts: [], rejected: [], offers: [] } : await readDrafts(table, mapping, reading)),
    fields: officeField.options.filter((field) => mapping[field]),
    columns: await describeColumns(table, columnFields(mapping, header)),
  };
}

async function parseInSteps(source: ReadTable): Promise<Table> {
  const steps = parseTableSteps(source);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

async function readDrafts({ header, rows }: Table, mapping: ColumnMapping, options: ReadOptions) {
  const read = officeReader(mapping, header, options);
  const codeHeader = mapping.code?.[0] ?? '';
  const seen = new Set<string>();
  const result: Pick<ReadList, 'drafts' | 'rejected' | 'offers'> = { drafts: [], rejected: [], offers: [] };
  for (const [i, row] of rows.entries()) {
    if (i % PIECE === 0) await breathe();
    const found = read(row);
    if (found.offer && result.offers.length < MOST_OFFERS) result.offers.push({ line: row.line, ...found.offer });
    if ('problems' in found) {
      result.rejected.push(...found.problems);
    } else if (seen.has(found.office.code)) {
      result.rejected.push(problem(row.line, codeHeader, 'duplicate_code', found.office.code));
    } else {
      seen.add(found.office.code);
      result.drafts.push({ line: row.line, values: found.office });
    }
  }
  return result;
}

/** What each column holds: so that a clerk sees at a glance whether it was understood. */
async function describeColumns(table: Table, fields: (OfficeField | null)[]): Promise<Column[]> {
  const columns = table.header.map((header, at) => ({
    header,
    field: fields[at] ?? null,
    filled: 0,
    samples: new Set<string>(),
  }));
  const rows = table.rows.filter((row) => !row.problem);
  for (const [i, row] of rows.entries()) {
    if (i % PIECE === 0) await breathe();
    for (const [at, column] of columns.entries()) {
      const cell = row.cells[at]?.trim() ?? '';
      if (cell === '') continue;
      column.filled += 1;
      if (column.samples.size === SAMPLES || column.samples.has(cell)) continue;
      // What looks like a My Number is shown nowhere.
      if (!containsMyNumber(cell)) column.samples.add(cell.slice(0, SAMPLE_LENGTH));
    }
  }
  return columns.map(({ samples, filled, ...column }) => ({
    ...column,
    filled: rows.length === 0 ? 0 : filled / rows.length,
    samples: [...samples],
  }));
}
