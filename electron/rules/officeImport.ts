import type { MailOffer, ZeroOffer } from '../contract/importOffers.ts';
import type { ColumnMapping, OfficeField } from '../contract/offices.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import type { CsvRow } from './csvRead.ts';
import { restoreZeros } from './laborNumbers.ts';
import { containsMyNumber } from './myNumber.ts';
import { type Flaw, flawOf, joinPieces, severalMails, statusOf, tidy } from './officeCells.ts';

/** An office as a file gives it, checked, not yet in the register. Codes and numbers are text. */
export type OfficeDraft = Record<Exclude<OfficeField, 'status'>, string> & { status: 'entrusted' | 'released' };

/** One row read: an office, or all that is wrong with it. The code in an offer is empty where the row has none. */
export type OfficeRead = ({ office: OfficeDraft } | { problems: RowProblem[] }) & {
  offer?: ZeroOffer;
  mails?: MailOffer;
};

/** What the clerk allows a reader to do on its own. */
export interface ReadOptions {
  /** Takes a labour insurance number that lost its zeros with the zeros put back; otherwise it is a problem. */
  restoreZeros: boolean;
  /** Takes several addresses in one cell as offered; otherwise they are a problem. */
  splitMails: boolean;
}

/** One field with its columns; `field` null: a column we do not take, searched only for My Numbers. */
interface Source {
  field: OfficeField | null;
  columns: number[];
  /** The heading a problem is named by. */
  heading: string;
}

/**
 * How the rows of one file are read: a function from a row to its office, or to all that is wrong with it.
 * Problems stand in the order of the columns. A My Number is never repeated in a problem. `offer` and `mails` are
 * there whether or not the clerk takes them.
 */
export function officeReader(
  mapping: ColumnMapping,
  header: readonly string[],
  options: ReadOptions,
): (row: CsvRow) => OfficeRead {
  const sources = sourcesOf(mapping, header);
  const missing = (['code', 'name'] as const).filter((field) => !mapping[field]);
  return (row) => {
    if (row.problem === 'column_count') {
      return { problems: [problem(row.line, '', 'column_count', `${row.cells.length}列、見出しは${header.length}列`)] };
    }
    if (row.problem) return { problems: [problem(row.line, '', row.problem)] };
    const office = emptyDraft();
    const problems: RowProblem[] = [];
    const offers: Offers = {};
    for (const { field, columns, heading } of sources) {
      let value = joinedValue(field, columns, row.cells);
      let flaw = field === null ? myNumberFlaw(value) : cellFlaw(field, value);
      const mended = flaw && mend(flaw, value, options, offers);
      if (mended) {
        value = mended;
        flaw = null;
      }
      if (flaw) problems.push(problem(row.line, heading, flaw.code, flaw.value));
      else if (field === 'status') office.status = statusOf(value);
      else if (field) office[field] = value;
    }
    for (const field of missing)
      problems.push(problem(row.line, '', field === 'code' ? 'missing_code' : 'missing_name'));
    const read = problems.length > 0 ? { problems } : { office };
    const place = { line: row.line, code: office.code };
    return {
      ...read,
      ...(offers.zeros && { offer: { ...place, ...offers.zeros } }),
      ...(offers.mails && { mails: { ...place, ...offers.mails } }),
    };
  };
}

/** What could be made of the flawed values of a row. */
interface Offers {
  zeros?: Pick<ZeroOffer, 'from' | 'to'>;
  mails?: Pick<MailOffer, 'first' | 'others'>;
}

/** Notes what could be made of a flawed value; answers it where the clerk has said to. */
function mend(flaw: Flaw, value: string, options: ReadOptions, offers: Offers): string | null {
  if (flaw.code === 'labor_number_zero') {
    offers.zeros = { from: value, to: restoreZeros(value) ?? value };
    return options.restoreZeros ? offers.zeros.to : null;
  }
  const [first, ...others] = (flaw.code === 'several_mails' && severalMails(value)) || [];
  if (first === undefined) return null;
  offers.mails = { first, others };
  return options.splitMails ? first : null;
}

/** One row of a file, as `officeReader` reads it; for many rows of one file, make the reader once. */
export function readOffice(
  mapping: ColumnMapping,
  header: readonly string[],
  row: CsvRow,
  options: ReadOptions = { restoreZeros: false, splitMails: false },
): OfficeRead {
  return officeReader(mapping, header, options)(row);
}

/**
 * A clerk's own entry by the same rules as a cell of a file: the values as they are stored, or what is wrong.
 * Only the fields given are checked. A problem's `column` is the name of the field, its line 0.
 */
export function checkOfficeValues(
  values: Readonly<Partial<Record<OfficeField, string>>>,
): { values: Partial<OfficeDraft> } | { problems: RowProblem[] } {
  const checked: Partial<OfficeDraft> = {};
  const problems: RowProblem[] = [];
  for (const [key, typed] of Object.entries(values)) {
    const field = key as OfficeField;
    const value = tidy(field, typed);
    const flaw = cellFlaw(field, value);
    if (flaw) problems.push(problem(0, field, flaw.code, flaw.value));
    else if (field === 'status') checked.status = statusOf(value);
    else checked[field] = value;
  }
  return problems.length > 0 ? { problems } : { values: checked };
}

function sourcesOf(mapping: ColumnMapping, header: readonly string[]): Source[] {
  const sources = (Object.keys(mapping) as OfficeField[]).map((field): Source => {
    const columns = (mapping[field] ?? []).map((heading) => header.indexOf(heading)).filter((at) => at !== -1);
    return { field, columns, heading: header[Math.min(...columns)] ?? '' };
  });
  const taken = new Set(sources.flatMap(({ columns }) => columns));
  const others = [...header.keys()].filter((at) => !taken.has(at));
  const rest = others.map((at): Source => ({ field: null, columns: [at], heading: header[at] ?? '' }));
  return [...sources, ...rest].sort((one, other) => Math.min(...one.columns) - Math.min(...other.columns));
}

function joinedValue(field: OfficeField | null, columns: readonly number[], cells: readonly string[]): string {
  const first = cells[columns[0] ?? -1] ?? '';
  if (field === null) return first;
  if (columns.length === 1) return tidy(field, first);
  return joinPieces(
    field,
    columns.map((at) => cells[at] ?? ''),
  );
}

const myNumberFlaw = (value: string): Flaw | null => (containsMyNumber(value) ? { code: 'my_number' } : null);
const cellFlaw = (field: OfficeField, value: string): Flaw | null => myNumberFlaw(value) ?? flawOf(field, value);

/** An office with nothing in it yet. */
export function emptyDraft(): OfficeDraft {
  return {
    code: '',
    name: '',
    kana: '',
    branch: '',
    postalCode: '',
    address: '',
    phone: '',
    fax: '',
    mail: '',
    contactName: '',
    laborNumber: '',
    employmentNumber: '',
    pensionSymbol: '',
    pensionNumber: '',
    corporateNumber: '',
    status: 'entrusted',
    entrustedOn: '',
    releasedOn: '',
    channels: '',
    tags: '',
  };
}
