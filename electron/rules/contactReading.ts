import type { ContactField, ContactValues } from '../contract/contacts.ts';
import { problem, type RowProblem } from '../contract/problems.ts';
import { checkContactValues, isEmptyContact } from './contactValues.ts';
import type { CsvRow } from './csvRead.ts';
import { unguardFormula } from './csvWrite.ts';
import { containsMyNumber } from './myNumber.ts';
import { plainHeading } from './officeColumns.ts';

/** What a list of contacts has columns for; the report of contacts writes the first heading of each. */
export type ContactColumn = 'code' | ContactField;

const SYNONYMS: Readonly<Record<ContactColumn, readonly string[]>> = {
  code: ['事業所番号', '事業所コード', '会員番号', '顧問先番号', '顧問先コード', 'コード', '番号'],
  role: ['役割', '役職', '区分', '続柄', '部署'],
  name: ['氏名', '担当者名', '担当者', '名前', '連絡先氏名'],
  mail: ['メールアドレス', 'メール', 'eメール', 'email', 'mail', '電子メール'],
  phone: ['電話番号', '電話', 'tel', '携帯', '携帯電話'],
  fax: ['fax番号', 'fax', 'ファックス', 'ファクス'],
  getsNotices: ['お知らせを受け取る', 'お知らせ', '通知', '配信'],
  note: ['備考', 'メモ', '摘要'],
};
const COLUMNS = Object.keys(SYNONYMS) as ContactColumn[];

const YES = new Set(['はい', '○', '〇', '◯', 'する', '受け取る', '送る', '要', '1', 'yes', 'true', '✓']);
const NO = new Set(['いいえ', '×', 'しない', '受け取らない', '送らない', '不要', '0', 'no', 'false', '']);

/** One person of a list. */
export interface ContactDraft {
  line: number;
  code: string;
  values: ContactValues;
}

/** Which column holds what, by place; what no heading names is missing. */
export function contactColumns(header: readonly string[]): Partial<Record<ContactColumn, number>> {
  const plain = header.map(plainHeading);
  const found: Partial<Record<ContactColumn, number>> = {};
  for (const column of COLUMNS) {
    const taken = new Set(Object.values(found));
    const at = SYNONYMS[column]
      .map((word) => plain.findIndex((heading, place) => heading === plainHeading(word) && !taken.has(place)))
      .find((place) => place !== -1);
    if (at !== undefined) found[column] = at;
  }
  return found;
}

/** The headings no list of contacts can do without and this one lacks. */
export function missingContactColumns(columns: Partial<Record<ContactColumn, number>>): string[] {
  const reached = (['name', 'mail', 'phone', 'fax'] as const).some((column) => columns[column] !== undefined);
  return [...(columns.code === undefined ? ['事業所番号'] : []), ...(reached ? [] : ['氏名'])];
}

/** One row: a person, what is wrong with it, or null where nobody is named. */
export function readContact(
  { line, cells, problem: broken }: CsvRow,
  header: readonly string[],
  columns: Partial<Record<ContactColumn, number>>,
): ContactDraft | { problem: RowProblem } | null {
  if (broken) return { problem: problem(line, '', broken) };
  const cell = (column: ContactColumn) => unguardFormula(cells[columns[column] ?? -1] ?? '').trim();
  const heading = (column: ContactColumn) => header[columns[column] ?? -1] ?? '';
  const myNumber = cells.findIndex((each) => containsMyNumber(each));
  if (myNumber !== -1) return { problem: problem(line, header[myNumber] ?? '', 'my_number') };
  const said = cell('getsNotices').normalize('NFKC').toLowerCase();
  if (!YES.has(said) && !NO.has(said))
    return { problem: problem(line, heading('getsNotices'), 'unknown_yes_no', cell('getsNotices')) };
  const typed = {
    ...{ role: cell('role'), name: cell('name'), mail: cell('mail'), phone: cell('phone'), fax: cell('fax') },
    // A list that does not say is a list of people to be told.
    getsNotices: columns.getsNotices === undefined ? cell('mail') !== '' : YES.has(said),
    note: cell('note'),
  };
  if (isEmptyContact(typed)) return null;
  if (cell('code') === '') return { problem: problem(line, heading('code'), 'missing_code') };
  const checked = checkContactValues(typed);
  if ('values' in checked) return { line, code: cell('code'), values: checked.values };
  const { column, code, value } = checked.problem;
  return { problem: problem(line, heading(column as ContactField), code, value) };
}
