import { fail } from '../../contract/errors.ts';
import { type ReportName, reportList } from '../../contract/reportList.ts';
import type { LabelSheet, ReportFormat } from '../../contract/reports.ts';
import type { Files, Writing } from '../../ports/files.ts';
import type { Letter, Letters, PrintedList } from '../../ports/letters.ts';
import {
  csvLine,
  fitsCp932,
  guardFormula,
  guardText,
  keepDigits,
  toCp932Text,
  toPrintableText,
  type UnwritableCharacter,
} from '../../rules/csvWrite.ts';
import { formatWareki } from '../../rules/dates.ts';
import { type Address, columnWidth, labelOf, labelSheets } from '../../rules/printing.ts';
import { createPrintable } from '../letterSheets.ts';
import type { ReportTable } from './definition.ts';

/** How a report is to be written. */
export interface Form {
  report: ReportName;
  format: ReportFormat;
  encoding: 'utf-8' | 'cp932';
  spreadsheet: boolean;
  labels?: { sheet: LabelSheet; startAt: number } | undefined;
}

/** What writing needs of the world, and whom it tells how far it is. */
interface Tools {
  files: Files;
  letters: Letters;
  /** Japan's date. */
  today: string;
  signal: AbortSignal | undefined;
  progress(rows: number): void;
}

interface Unwritable extends UnwritableCharacter {
  row: number;
  column: string;
}

export interface Written {
  rows: number;
  unwritable: Unwritable[];
  withoutAddress: { total: number; offices: { code: string; name: string }[] };
}

const MOST_LISTED = 1000;
const MOST_NAMED = 100;

/** What labels are made of; `Address` takes them in this order. */
export const LABEL_COLUMNS = ['事業所番号', '事業所名', '郵便番号', '住所', '担当者'];

/** Writes a report's rows in the form asked for. An abort leaves the file to be discarded by the caller. */
export async function writeReport(writing: Writing, table: ReportTable, form: Form, tools: Tools): Promise<Written> {
  const fit = await fitOf(form, tools);
  const fitted = fittedTable(table, fit, tools);
  const withoutAddress: Written['withoutAddress'] = { total: 0, offices: [] };
  if (form.format === 'csv') await writeCsv(writing, fitted, form);
  else if (form.format === 'xlsx') await writeWorkbook(writing, fitted, tools);
  else if (form.format === 'pdf') await writeList(writing, fitted, form, tools);
  else await writeLabels(writing, fitted, withoutAddress, form, tools);
  return { rows: fitted.rows(), unwritable: fitted.unwritable, withoutAddress };
}

/** Writes a report that has a paper of its own; `rows` are those its table would have. */
export async function writePaper(writing: Writing, paper: Letter, table: ReportTable, tools: Tools): Promise<Written> {
  const printable = createPrintable(await tools.letters.characters());
  const { pdf } = await tools.letters.render({ ...paper, data: printable.of(paper.data) } as Letter, tools);
  await writing.writeBytes(pdf);
  return { rows: await table.total(), unwritable: [], withoutAddress: { total: 0, offices: [] } };
}

/** All characters a form cannot hold, over all rows: the first thousand, and how many there are. */
export async function unwritableOf(
  table: ReportTable,
  form: Pick<Form, 'format' | 'encoding'>,
  tools: Tools,
): Promise<{ rows: Unwritable[]; total: number }> {
  const fit = await fitOf(form, tools);
  if (!fit) return { rows: [], total: 0 };
  const fitted = fittedTable(table, fit, tools);
  for await (const _ of fitted.pages()) tools.signal?.throwIfAborted();
  return { rows: fitted.unwritable, total: fitted.lost() };
}

/** What a cell becomes in its form; null when it fits as it stands, which nearly every one of two million does. */
type Fit = (cell: string) => { text: string; unwritable: UnwritableCharacter[] } | null;

/** Makes a cell fit its form; null when the form holds every character. */
async function fitOf({ format, encoding }: Pick<Form, 'format' | 'encoding'>, tools: Tools): Promise<Fit | null> {
  if (format === 'xlsx' || (format === 'csv' && encoding === 'utf-8')) return null;
  const { isCp932 } = tools.files;
  if (format === 'csv') return (cell) => (fitsCp932(cell, isCp932) ? null : toCp932Text(cell, isCp932));
  const printable = await tools.letters.characters();
  return (cell) => toPrintableText(cell, printable);
}

interface FittedTable {
  heading: string[];
  pages(): AsyncGenerator<string[][]>;
  rows(): number;
  lost(): number;
  unwritable: Unwritable[];
}

/** A report whose cells fit; what did not is listed on the way, with row 1 for the heading. */
function fittedTable(table: ReportTable, fitCell: Fit | null, { signal, progress }: Tools): FittedTable {
  const unwritable: Unwritable[] = [];
  let [line, lost] = [0, 0];
  const row = (cells: string[]): string[] => {
    line += 1;
    if (!fitCell) return cells;
    return cells.map((cell, at) => {
      const fitting = fitCell(cell);
      if (!fitting) return cell;
      lost += fitting.unwritable.length;
      for (const each of fitting.unwritable) {
        if (unwritable.length < MOST_LISTED) unwritable.push({ row: line, column: table.columns[at] ?? '', ...each });
      }
      return fitting.text;
    });
  };
  const heading = row(table.columns);
  return {
    heading,
    unwritable,
    rows: () => line - 1,
    lost: () => lost,
    async *pages() {
      for await (const rows of table.pages()) {
        signal?.throwIfAborted();
        yield rows.map(row);
        progress(line - 1);
      }
    },
  };
}

async function writeCsv(writing: Writing, table: FittedTable, { spreadsheet }: Form): Promise<void> {
  const safe = spreadsheet ? (cell: string) => keepDigits(guardFormula(cell)) : guardFormula;
  const encode = (cells: string[]) => csvLine(cells.map(safe));
  await writing.write(encode(table.heading));
  for await (const rows of table.pages()) await writing.write(rows.map(encode).join(''));
}

async function writeWorkbook(writing: Writing, table: FittedTable, { files }: Tools): Promise<void> {
  const pages = table.pages();
  const first = (await pages.next()).value ?? [];
  const guarded = (rows: string[][]) => rows.map((cells) => cells.map(guardText));
  async function* all() {
    yield guarded(first);
    for await (const rows of pages) yield guarded(rows);
  }
  const widths = table.heading.map((_, at) => columnWidth(table.heading, first, at));
  for await (const bytes of files.workbook({ heading: table.heading, widths, pages: all() })) {
    await writing.writeBytes(bytes);
  }
}

async function writeList(writing: Writing, table: FittedTable, form: Form, tools: Tools): Promise<void> {
  const rows: string[][] = [];
  for await (const page of table.pages()) rows.push(...page);
  const data: PrintedList = {
    title: reportList[form.report].ja[0],
    date: formatWareki(tools.today),
    note: `全${rows.length.toLocaleString('ja-JP')}行`,
    columns: table.heading.map((heading, at) => ({
      heading,
      width: columnWidth(table.heading, rows.slice(0, 500), at),
    })),
    rows,
  };
  const { pdf } = await tools.letters.render({ template: 'list', data }, tools);
  await writing.writeBytes(pdf);
}

async function writeLabels(
  writing: Writing,
  table: FittedTable,
  withoutAddress: Written['withoutAddress'],
  form: Form,
  tools: Tools,
): Promise<void> {
  const { sheet, startAt } = form.labels ?? { sheet: '2x6', startAt: 1 };
  const paper = labelSheets[sheet];
  if (startAt > paper.columns * paper.rows) throw fail('invalid_input', { field: 'labels.startAt' });
  const labels: Address[] = [];
  for await (const rows of table.pages()) {
    for (const [code = '', name = '', postalCode = '', address = '', person = ''] of rows) {
      if (address.trim() !== '') labels.push(labelOf({ name, postalCode, address, person }));
      else if (++withoutAddress.total <= MOST_NAMED) withoutAddress.offices.push({ code, name });
    }
  }
  const data = { ...paper, skip: startAt - 1, labels };
  const { pdf } = await tools.letters.render({ template: 'labels', data }, tools);
  await writing.writeBytes(pdf);
}
