import Papa from 'papaparse';
import { fail } from '../contract/errors.ts';

export interface CsvRow {
  /** Line of the file on which the row starts; the first line is 1, line breaks inside a cell count. */
  line: number;
  /** Cells as written, line breaks as LF. A row with a broken quote holds its first line in one cell. */
  cells: string[];
  problem?: 'broken_quote' | 'column_count';
}

export interface CsvFile {
  delimiter: Delimiter;
  /** Headings, trimmed. Empty ones stay, so that positions agree with the cells. */
  header: string[];
  /** The rows below the headings, without those that are blank in every cell. */
  rows: CsvRow[];
}

const delimiters = [',', '\t', ';'] as const;
type Delimiter = (typeof delimiters)[number];

/** Rows between two pauses of `parseCsvSteps`. */
const ROWS_PER_STEP = 2_000;
/** Characters first given to the parser, doubled while it gets on and after that never above the larger. */
const SMALLEST_SLICE = 4_096;
const LARGEST_SLICE = 524_288;

/**
 * Reads a whole CSV text with headings.
 * @throws csv_empty when every line is blank; csv_header_twice; csv_open_quote with the line it opened on
 */
export function parseCsv(text: string): CsvFile {
  const steps = parseCsvSteps(text);
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
    if (!row.problem && row.cells.length !== header.length) row.problem = 'column_count';
    rows.push(row);
    if (rows.length >= pauseAt) {
      yield rows.length;
      pauseAt += ROWS_PER_STEP;
    }
  }
  if (!header) throw fail('csv_empty');
  return { delimiter, header, rows };
}

/** The separator that stands most often in the headings, outside quotes. */
function guessDelimiter(text: string): Delimiter {
  const unquoted = text.slice(0, LARGEST_SLICE).replace(/"[^"]*"/g, '');
  const headings = unquoted.trimStart().split('\n', 1)[0] ?? '';
  const counts = delimiters.map((delimiter) => headings.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

function readHeader(row: CsvRow): string[] {
  if (row.problem) throw fail('csv_open_quote', { line: row.line });
  const header = row.cells.map((cell) => cell.trim());
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
    const end = endOfSlice(text, start + size);
    const slice = text.slice(start, end);
    const parsed = Papa.parse<string[]>(slice, { delimiter, newline: '\n' });
    const error = parsed.errors.find(({ type }) => type === 'Quotes');
    const good = error?.row === undefined ? parsed.data : parsed.data.slice(0, error.row);
    const firstLine = line;
    const spans = slice.includes('"');
    for (const cells of good) {
      if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
      line += spans ? linesOf(cells) : 1;
    }
    size = Math.min(size * 2, LARGEST_SLICE);
    if (!error) {
      start = end + 1;
      continue;
    }
    const rowStart = offsetOfLine(slice, line - firstLine);
    if (error.code === 'MissingQuotes') {
      const opened = line + countLineBreaks(slice.slice(rowStart, error.index));
      if (end === text.length) throw fail('csv_open_quote', { line: opened });
      // The row goes on beyond this slice: read it again with a longer one.
      size = Math.max(size, (end - start - rowStart) * 2);
      start += rowStart;
      continue;
    }
    // A misplaced quote: give up the lines up to where its cell began, and go on with the next.
    const broken = slice.indexOf('\n', error.index);
    const rowEnd = broken === -1 ? slice.length : broken;
    const raw = slice.slice(rowStart, rowEnd);
    yield { line, cells: [raw], problem: 'broken_quote' };
    line += 1 + countLineBreaks(raw);
    start += rowEnd + 1;
    size = SMALLEST_SLICE;
  }
}

/** Where the line that holds a position ends. */
function endOfSlice(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  return end === -1 ? text.length : end;
}

const linesOf = (cells: readonly string[]) => cells.reduce((lines, cell) => lines + countLineBreaks(cell), 1);

function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function offsetOfLine(text: string, lines: number): number {
  let offset = 0;
  for (let line = 0; line < lines; line += 1) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
