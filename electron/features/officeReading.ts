import { fail } from '../contract/errors.ts';
import { type ColumnMapping, type OfficeField, officeField } from '../contract/offices.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import { type CsvFile, parseCsvSteps } from '../rules/csvRead.ts';
import { containsMyNumber } from '../rules/myNumber.ts';
import { guessColumns, missingColumns, type OfficeDraft, readOffice } from '../rules/officeImport.ts';

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
const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/** Lets the event loop breathe between pieces of long work. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Reads a list and checks every row on its own, and that no code appears twice.
 * @throws csv_header when the columns no import can do without are missing, and what `parseCsv` throws
 */
export async function readList(text: string, mapping: ColumnMapping | undefined): Promise<ReadList> {
  const csv = await parseInSteps(text);
  const columns = mapping ? columnsOf(mapping, csv.header) : guessColumns(csv.header);
  const missing = missingColumns(columns);
  if (missing.length > 0) throw fail('csv_header', { missing: missing.join('・') });
  return {
    rows: csv.rows.length,
    ...(await readDrafts(csv, columns)),
    fields: officeField.options.filter((field) => columns.includes(field)),
    columns: await describeColumns(csv, columns),
  };
}

function columnsOf(mapping: ColumnMapping, header: readonly string[]): (OfficeField | null)[] {
  return header.map((heading) => officeField.options.find((field) => mapping[field]?.includes(heading)) ?? null);
}

async function parseInSteps(text: string): Promise<CsvFile> {
  const steps = parseCsvSteps(text);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

async function readDrafts(csv: CsvFile, columns: (OfficeField | null)[]) {
  const codeHeader = csv.header[columns.indexOf('code')] ?? '';
  const seen = new Set<string>();
  const drafts: NumberedDraft[] = [];
  const rejected: RowProblem[] = [];
  for (const [i, row] of csv.rows.entries()) {
    if (i % PIECE === 0) await breathe();
    const read = readOffice(columns, csv.header, row);
    if ('problems' in read) {
      rejected.push(...read.problems);
    } else if (seen.has(read.office.code)) {
      rejected.push(problem(row.line, codeHeader, 'duplicate_code', read.office.code));
    } else {
      seen.add(read.office.code);
      drafts.push({ line: row.line, values: read.office });
    }
  }
  return { drafts, rejected };
}

/** What each column holds: so that a clerk sees at a glance whether it was understood. */
async function describeColumns(csv: CsvFile, fields: (OfficeField | null)[]): Promise<Column[]> {
  const columns = csv.header.map((header, at) => ({
    header,
    field: fields[at] ?? null,
    filled: 0,
    samples: new Set<string>(),
  }));
  const rows = csv.rows.filter((row) => !row.problem);
  for (const [i, row] of rows.entries()) {
    if (i % PIECE === 0) await breathe();
    for (const [at, column] of columns.entries()) {
      const cell = row.cells[at]?.trim() ?? '';
      if (cell === '') continue;
      column.filled += 1;
      // What looks like a My Number is shown nowhere.
      if (column.samples.size < SAMPLES && !containsMyNumber(cell)) column.samples.add(cell.slice(0, SAMPLE_LENGTH));
    }
  }
  return columns.map(({ samples, filled, ...column }) => ({
    ...column,
    filled: rows.length === 0 ? 0 : filled / rows.length,
    samples: [...samples],
  }));
}
