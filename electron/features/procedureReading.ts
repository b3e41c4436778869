import { fail } from '../contract/errors.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import { type ProcedureColumn, type ProcedureMapping, procedureColumn } from '../contract/procedureShapes.ts';
import type { ReadTable } from '../ports/lists.ts';
import type { Table } from '../rules/csvRead.ts';
import { unknownHeadings } from '../rules/officeColumns.ts';
import { guessProcedureMapping, missingProcedureColumns } from '../rules/procedureColumns.ts';
import { matterOf, type ProcedureDraft, procedureReader } from '../rules/procedureImport.ts';
import type { KindNames } from '../rules/procedureKinds.ts';
import { breathe } from './breathing.ts';
import { type Column, describeColumns, parseInSteps } from './officeReading.ts';

/** A filing of the file, and where it stands there. */
export interface NumberedFiling {
  line: number;
  filing: ProcedureDraft;
}

/** What is known of a list of filings before its rows are looked at. */
interface FilingsHead {
  encoding: ReadTable['encoding'];
  sha256: string;
  rows: number;
  /** The fields the file has columns for. */
  fields: ProcedureColumn[];
  /** The heading over the offices' codes. */
  codeHeader: string;
  headers: string[];
  /** The columns are read as they were chosen before. */
  remembered: boolean;
}

export type FilingsPart =
  | { part: 'head'; head: FilingsHead }
  | { part: 'filings'; filings: NumberedFiling[] }
  | { part: 'rest'; rejected: RowProblem[]; columns: Column<ProcedureColumn>[] };

/** How a list of filings is to be read. */
export interface FilingsReading {
  /** Without it the columns are read as they were chosen before for the same headings, else guessed from these. */
  mapping?: ProcedureMapping | undefined;
  chosenBefore: { headers: string[]; mapping: ProcedureMapping }[];
  kinds: KindNames[];
  commit: boolean;
}

const PIECE = 200;
const BATCH = 100;

/**
 * Reads a list of filings and checks every row on its own, and that none is about the same thing as an earlier one.
 * @throws csv_header when a heading is missing (a preview with a mapping lets a lacking one pass: its clerk is still
 * choosing), and what `parseTableSteps` throws
 */
export async function* openFilings(source: ReadTable, reading: FilingsReading): AsyncGenerator<FilingsPart, void> {
  const table = await parseInSteps(source);
  const { header, rows } = table;
  const before = reading.mapping
    ? undefined
    : reading.chosenBefore.find(({ headers }) => sameHeadings(headers, header));
  const mapping = reading.mapping ?? before?.mapping ?? guessProcedureMapping(header);
  const lacking = missingProcedureColumns(mapping);
  const choosing = lacking.length > 0 && reading.mapping !== undefined && !reading.commit;
  const missing = [...unknownHeadings(mapping, header), ...(choosing ? [] : lacking)];
  if (missing.length > 0) throw fail('csv_header', { missing: missing.join('・') });
  const fields = procedureColumn.options.filter((field) => mapping[field]);
  const { encoding, sha256 } = source;
  const codeHeader = mapping.officeCode ?? '';
  const remembered = before !== undefined;
  yield {
    part: 'head',
    head: { encoding, sha256, rows: rows.length, fields, codeHeader, headers: header, remembered },
  };
  const rejected: RowProblem[] = [];
  if (!choosing) yield* readFilings(table, mapping, reading.kinds, rejected);
  const filling = header.map((heading) => fields.find((field) => mapping[field] === heading) ?? null);
  yield { part: 'rest', rejected, columns: await describeColumns(table, filling) };
}

const sameHeadings = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((heading, at) => heading === other[at]);

async function* readFilings(
  { header, rows }: Table,
  mapping: ProcedureMapping,
  kinds: KindNames[],
  rejected: RowProblem[],
): AsyncGenerator<FilingsPart, void> {
  const read = procedureReader(mapping, header, kinds);
  const seen = new Map<string, number>();
  let filings: NumberedFiling[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % PIECE === 0) await breathe();
    const found = read(row);
    if ('problems' in found) {
      rejected.push(...found.problems);
      continue;
    }
    const matter = matterOf(found.filing);
    const before = seen.get(matter);
    if (before !== undefined) {
      rejected.push(problem(row.line, mapping.person ?? '', 'duplicate_filing', String(before)));
      continue;
    }
    seen.set(matter, row.line);
    filings.push({ line: row.line, filing: found.filing });
    if (filings.length < BATCH) continue;
    yield { part: 'filings', filings };
    filings = [];
  }
  if (filings.length > 0) yield { part: 'filings', filings };
}
