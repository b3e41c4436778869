import Papa from 'papaparse';
import { fail } from '../contract/errors.ts';
import { isMasked, MASKED_HEADING } from './masking.ts';

export interface CsvRow {
  /** Line of the file on which the row starts; the first line is 1, line breaks inside a cell count. */
  line: number;
  /** Cells as written, line breaks as LF. A row with a broken quote holds its first line in one cell. */
  cells: string[];
  problem?: 'broken_quote' | 'column_count' | 'masked_value';
}

/** A list with headings, wherever it was read from. */
export interface Table {
  /** Headings, trimmed. Empty ones stay, so that positions agree with the cells. */
  header: string[];
  /** The rows below the headings, without those that are blank in every cell. */
  rows: CsvRow[];
}

export interface CsvFile extends Table {
  delimiter: Delimiter;
}

const delimiters = [',', '\t', ';'] as const;
type Delimiter = (typeof delimiters)[number];

const MOST_COLUMNS = 200;

/** Rows between two pauses of `parseCsvSteps`. */
const ROWS_PER_STEP = 2_000;
/** Characters given to the parser at once: few at first and after a broken row, doubled while all goes well. */
const SMALLEST_SLICE = 256;
const LARGEST_SLICE = 524_288;

/**
 * Reads a whole CSV text with headings.
 * @throws csv_empty when every line is blank; csv_header_twice; masked_list; csv_open_quote with the line it opened on
 */
export function parseCsv(text: string): CsvFile {
  return ended(parseCsvSteps(text));
}

function ended<T>(steps: Generator<number, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** `parseCsv` with pauses: yields the number of rows read so far every 2,000 rows or so, returns the file. */
export function* parseCsvSteps(text: string): Generator<number, CsvFile> {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const delimiter = guessDelimiter(plain);
  let header: string[] | undefined;
  const rows: CsvRow[] = [];
  let pauseAt = ROWS_PER_STEP;
  for (const row of readRows(plain, delimiter)) {
    if (!header) {
      header = readHeader(row);
      continue;
    }
    rows.push(row.problem ? row : looked(row, header.length));
    if (rows.length >= pauseAt) {
      yield rows.length;
      pauseAt += ROWS_PER_STEP;
    }
  }
  if (!header) throw fail('csv_empty');
  return { delimiter, header, rows };
}

/**
 * Reads a list as `readTable` of the ports gives it, text or cells of a sheet, with the pauses of `parseCsvSteps`.
 * The line of a sheet's row is its number in Excel.
 * @throws csv_empty, csv_header_twice, csv_open_quote, csv_too_wide
 */
export function* parseTableSteps(source: { text: string } | { cells: readonly string[][] }): Generator<number, Table> {
  if ('text' in source) return yield* parseCsvSteps(source.text);
  let header: string[] | undefined;
  const rows: CsvRow[] = [];
  for (const [at, cells] of source.cells.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (header) rows.push(looked({ line: at + 1, cells: [...cells] }, header.length));
    else header = readHeader({ line: at + 1, cells: [...cells] });
    if (at % ROWS_PER_STEP === ROWS_PER_STEP - 1) yield rows.length;
  }
  if (!header) throw fail('csv_empty');
  return { header, rows };
}

/** `parseTableSteps` without its pauses, for a thread. */
export const parseTable = (source: Parameters<typeof parseTableSteps>[0]): Table => ended(parseTableSteps(source));

/** The separator that stands most often in the headings, outside quotes. */
function guessDelimiter(text: string): Delimiter {
  const unquoted = text.slice(0, LARGEST_SLICE).replace(/"[^"]*"/g, '');
  const headings = unquoted.trimStart().split('\n', 1)[0] ?? '';
  const counts = delimiters.map((delimiter) => headings.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/**
 * A row, with what is wrong with it as a whole. Empty cells behind the last heading are what a spreadsheet leaves behind,
 * not a shifted row.
 */
function looked(row: CsvRow, columns: number): CsvRow {
  if (row.cells.length > columns && row.cells.slice(columns).every((cell) => cell.trim() === '')) {
    return looked({ ...row, cells: row.cells.slice(0, columns) }, columns);
  }
  if (row.cells.length !== columns) return { ...row, problem: 'column_count' };
  return row.cells.some(isMasked) ? { ...row, problem: 'masked_value' } : row;
}

function readHeader(row: CsvRow): string[] {
  if (row.problem) throw fail('csv_open_quote', { line: row.line });
  if (row.cells.length > MOST_COLUMNS) throw fail('csv_too_wide', { columns: row.cells.length, limit: MOST_COLUMNS });
  const header = row.cells.map((cell) => cell.trim());
  // What was left out of it would take the place of what the register knows.
  if (header.includes(MASKED_HEADING)) throw fail('masked_list');
  const twice = header.find((heading, index) => heading !== '' && header.indexOf(heading) !== index);
  if (twice !== undefined) throw fail('csv_header_twice', { header: twice });
  return header;
}

/**
 * Rows that are not blank. The text goes to the parser in slices of whole lines, for two reasons: a caller
 * can pause between them, and a misplaced quote spoils one line instead of all up to the next quote.
 */
function* readRows(text: string, delimiter: Delimiter): Generator<CsvRow> {
  let line = 1;
  let start = 0;
  let size = SMALLEST_SLICE;
  while (start < text.length) {
    const slice = text.slice(start, endOfLine(text, start + size));
    const isLast = start + slice.length === text.length;
    const read = readSlice(slice, delimiter, line);
    yield* read.rows;
    if (read.openedOn !== null && isLast) throw fail('csv_open_quote', { line: read.openedOn });
    size = read.broken ? SMALLEST_SLICE : Math.min(size * 2, LARGEST_SLICE);
    // A cell that goes on beyond this slice is read again with a longer one.
    if (read.openedOn !== null) size = Math.max(size, (slice.length - read.length) * 2);
    start += read.length;
    line = read.nextLine;
  }
}

interface Slice {
  rows: CsvRow[];
  /** Characters done with, line ends included. */
  length: number;
  nextLine: number;
  /** The slice ends inside a quoted cell; the line of its quote. The row is not done with. */
  openedOn: number | null;
  /** Reading stopped behind a row with a misplaced quote. */
  broken: boolean;
}

function readSlice(slice: string, delimiter: Delimiter, firstLine: number): Slice {
  const hasQuotes = slice.includes('"');
  const { data, errors } = Papa.parse<string[]>(slice, { delimiter, newline: '\n' });
  const error = errors.find(({ type }) => type === 'Quotes');
  const rows: CsvRow[] = [];
  let length = 0;
  let line = firstLine;
  for (const cells of error ? data.slice(0, error.row) : data) {
    const lines = hasQuotes ? 1 + sumOf(cells, countLineBreaks) : 1;
    const next = hasQuotes ? skipLines(slice, length, lines) : length;
    if (cells.some((cell) => cell.trim() !== '')) {
      const stray = cells.some((cell) => cell.includes('"')) && hasStrayQuote(slice.slice(length, next - 1), delimiter);
      rows.push(stray ? { line, cells, problem: 'broken_quote' } : { line, cells });
    }
    length = next;
    line += lines;
  }
  if (!error) return { rows, length: slice.length + 1, nextLine: line, openedOn: null, broken: false };
  const before = slice.slice(length, error.index);
  if (error.code === 'MissingQuotes') {
    return { rows, length, nextLine: line, openedOn: line + countLineBreaks(before), broken: false };
  }
  // A misplaced quote: give up the lines up to where its cell began, and go on with the next.
  const raw = slice.slice(length, endOfLine(slice, length + before.length));
  rows.push({ line, cells: [raw], problem: 'broken_quote' });
  const nextLine = line + 1 + countLineBreaks(raw);
  return { rows, length: length + raw.length + 1, nextLine, openedOn: null, broken: true };
}

/** True when a quote stands in a cell that is not quoted: the parser would take it as text. */
function hasStrayQuote(row: string, delimiter: Delimiter): boolean {
  return row.replace(quotedCell[delimiter], '').includes('"');
}

const quotedCell: Readonly<Record<Delimiter, RegExp>> = {
  ',': /(?:^|,)"(?:[^"]|"")*"\s*(?=,|$)/g,
  '\t': /(?:^|\t)"(?:[^"]|"")*" *(?=\t|$)/g,
  ';': /(?:^|;)"(?:[^"]|"")*"\s*(?=;|$)/g,
};

/** Where the line that holds a position ends. */
function endOfLine(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  return end === -1 ? text.length : end;
}

function skipLines(text: string, from: number, lines: number): number {
  let at = from;
  for (let line = 0; line < lines; line += 1) at = endOfLine(text, at) + 1;
  return at;
}

function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function sumOf<Item>(items: readonly Item[], figure: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + figure(item), 0);
}
