import { fail } from '../contract/errors.ts';
import type { MailOffer, ZeroOffer } from '../contract/importOffers.ts';
import { type ColumnMapping, type OfficeField, officeField } from '../contract/offices.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { ReadTable } from '../ports/lists.ts';
import { parseTableSteps, type Table } from '../rules/csvRead.ts';
import { containsMyNumber } from '../rules/myNumber.ts';
import { columnFields, guessMapping, missingColumns, unknownHeadings } from '../rules/officeColumns.ts';
import { type OfficeDraft, officeReader, type ReadOptions } from '../rules/officeImport.ts';
import { officeSearchKey } from '../rules/searchKey.ts';
import { breathe } from './breathing.ts';

/** An office of the file, where it stands there, and what it is found by as far as the file goes. */
export interface NumberedDraft {
  line: number;
  values: OfficeDraft;
  searchKey: string;
  /** Further addresses its cell held, to be contacts that get notices. */
  further?: readonly string[];
}

/** What is known of a list before its rows are looked at. */
export interface ListHead {
  encoding: ReadTable['encoding'];
  sha256: string;
  rows: number;
  /** The heading of the column the codes stand in. */
  codeHeader: string;
  /** The fields the file has columns for; what it does not speak of stays as it is in the register. */
  fields: OfficeField[];
}

/** What is known of a list when all its rows have been looked at. */
export interface ListRest {
  rejected: RowProblem[];
  /** Labour insurance numbers that lost their zeros, and what they were: the first 1,000. */
  offers: ZeroOffer[];
  /** Cells with several mail addresses: the first 1,000. */
  mailOffers: MailOffer[];
  columns: Column<OfficeField>[];
}

/** A list as it is read: its head, the offices that can come in, by the hundred, and last what cannot. */
export type ListPart =
  | { part: 'head'; head: ListHead }
  | { part: 'drafts'; drafts: NumberedDraft[] }
  | { part: 'rest'; rest: ListRest };

/** A list as it comes out of its thread. */
export interface ReadList extends ListHead {
  /** The offices that can come in; once only. */
  drafts(): AsyncGenerator<NumberedDraft[], void>;
  /** There when the drafts are through. */
  rest: ListRest;
}

/** Follows the parts of a list up to its head; what is wrong with the list as a whole is thrown here. */
export async function followList(parts: AsyncGenerator<ListPart, void>): Promise<ReadList> {
  const first = await parts.next();
  if (first.done || first.value.part !== 'head') throw new Error('A list begins with its head');
  const list: ReadList = { ...first.value.head, drafts, rest: noRest() };
  async function* drafts(): AsyncGenerator<NumberedDraft[], void> {
    for await (const part of parts) {
      if (part.part === 'drafts') yield part.drafts;
      if (part.part === 'rest') list.rest = part.rest;
    }
  }
  return list;
}

const noRest = (): ListRest => ({ rejected: [], offers: [], mailOffers: [], columns: [] });

/** What a column of a list holds, and the field it fills. */
export interface Column<Field> {
  header: string;
  field: Field | null;
  /** Share of the rows that hold something, 0 to 1. */
  filled: number;
  samples: string[];
}

/** Rows between two pauses. */
const PIECE = 200;
/** Offices handed on at a time. */
const BATCH = 100;
const MOST_OFFERS = 1000;
const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/** What the clerk has said about how to read a list. */
export interface Reading extends ReadOptions {
  /** Without it the columns are guessed from their headings. */
  mapping?: ColumnMapping | undefined;
  commit: boolean;
}

/**
 * Reads a list, checks every row on its own, and that no code appears twice. Whatever is wrong with the list as a
 * whole is thrown before its head is there.
 * @throws csv_header when a heading is missing that the mapping names or no import can do without (a preview with a
 * mapping lets the latter pass: its clerk is still choosing), and what `parseTableSteps` throws
 */
export async function* openList(source: ReadTable, reading: Reading): AsyncGenerator<ListPart, void> {
  const table = await parseInSteps(source);
  const { header, rows } = table;
  const mapping = reading.mapping ?? guessMapping(header);
  const lacking = missingColumns(mapping);
  // A clerk who is still choosing columns sees them all the same; only there is nothing yet to compare.
  const choosing = lacking.length > 0 && reading.mapping !== undefined && !reading.commit;
  const missing = [...unknownHeadings(mapping, header), ...(choosing ? [] : lacking)];
  if (missing.length > 0) throw fail('csv_header', { missing: missing.join('・') });
  const fields = officeField.options.filter((field) => mapping[field]);
  const codeHeader = mapping.code?.[0] ?? '';
  yield {
    part: 'head',
    head: { encoding: source.encoding, sha256: source.sha256, rows: rows.length, codeHeader, fields },
  };
  const rest = noRest();
  if (!choosing) yield* readDrafts(table, mapping, reading, rest);
  rest.columns = await describeColumns(table, columnFields(mapping, header));
  yield { part: 'rest', rest };
}

/** A list's rows, with pauses for other calls. */
export async function parseInSteps(source: ReadTable): Promise<Table> {
  const steps = parseTableSteps(source);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}

async function* readDrafts(
  { header, rows }: Table,
  mapping: ColumnMapping,
  options: ReadOptions,
  rest: ListRest,
): AsyncGenerator<ListPart, void> {
  const read = officeReader(mapping, header, options);
  const codeHeader = mapping.code?.[0] ?? '';
  const seen = new Set<string>();
  let drafts: NumberedDraft[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % PIECE === 0) await breathe();
    const found = read(row);
    if (found.offer && rest.offers.length < MOST_OFFERS) rest.offers.push(found.offer);
    if (found.mails && rest.mailOffers.length < MOST_OFFERS) rest.mailOffers.push(found.mails);
    if ('problems' in found) {
      rest.rejected.push(...found.problems);
    } else if (seen.has(found.office.code)) {
      rest.rejected.push(problem(row.line, codeHeader, 'duplicate_code', found.office.code));
    } else {
      seen.add(found.office.code);
      const further = found.mails && { further: found.mails.others };
      drafts.push({ line: row.line, values: found.office, searchKey: officeSearchKey(found.office), ...further });
    }
    if (drafts.length < BATCH) continue;
    yield { part: 'drafts', drafts };
    drafts = [];
  }
  if (drafts.length > 0) yield { part: 'drafts', drafts };
}

/** What each column holds: so that a clerk sees at a glance whether it was understood. */
export async function describeColumns<Field>(
  table: Table,
  fields: readonly (Field | null)[],
): Promise<Column<Field>[]> {
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
