import type { OfficeField } from '../contract/offices.ts';
import { type ProblemCode, problem, type RowProblem } from '../contract/problems.ts';
import type { CsvRow } from './csvRead.ts';
import { unguardFormula } from './csvWrite.ts';
import { containsMyNumber } from './myNumber.ts';

/** An office as a file gives it, checked, not yet in the register. Codes and numbers are text. */
export type OfficeDraft = Record<Exclude<OfficeField, 'status'>, string> & { status: 'entrusted' | 'released' };

/** Headings seen in associations' lists, the surest first. Compared after `plainHeading`. */
const synonyms: Readonly<Record<OfficeField, readonly string[]>> = {
  code: [
    '事業所番号',
    '事業所コード',
    '事業所no',
    '委託事業所番号',
    '委託事業主番号',
    '事業場番号',
    '会社no',
    '会社コード',
    '会社番号',
    '顧問先番号',
    '顧問先コード',
    '会員番号',
    'コード',
    '番号',
    'code',
    'no',
  ],
  name: [
    '事業所名',
    '事業所名称',
    '会社名',
    '委託事業主名',
    '委託事業所名',
    '事業主名',
    '事業場名',
    '顧問先名',
    '会員名',
    '名称',
    'name',
  ],
  kana: ['カナ', 'フリガナ', 'ふりがな', 'カナ名', 'カナ名称', 'kana'],
  branch: ['支部', '支部名', 'ブロック', 'ブロック名', '地区', 'branch'],
  postalCode: ['郵便番号', '〒', 'postalcode'],
  address: ['住所', '所在地', '住所1', '所在地1', 'address'],
  phone: ['電話番号', '電話', 'tel', '電話番号1', 'tel1', 'phone'],
  fax: ['fax', 'fax番号', 'ファックス', 'ファクス', 'ファックス番号'],
  mail: ['メール', 'メールアドレス', 'eメール', 'eメールアドレス', 'email', 'mail', '電子メール', 'mailアドレス'],
  contactName: ['担当者', '担当者名', '担当者氏名', '担当', '窓口担当者', 'contactname'],
  laborNumber: ['労働保険番号', '労保番号', 'labornumber'],
  status: ['状態', '委託状態', '委託状況', '委託区分', 'status'],
};

const fields = Object.keys(synonyms) as OfficeField[];

// NFKC does not touch 〒; small signs between the letters tell nothing.
const plainHeading = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.・:]/g, '');

/** 会社名フリガナ, 事業所電話番号, 電話番号(代表): the heading without what merely says whose or which. */
const bareHeading = (heading: string) =>
  plainHeading(heading)
    .replace(/\(.*\)$/, '')
    .replace(/^(?:事業所名?|事業場名?|会社名?|顧問先名?|委託事業主名?|委託事業所名?)(?=.)/, '');

/**
 * Which field each column of a file holds, null for the columns we do not take. One column per field:
 * headings that are a synonym as they stand come before those that become one when shortened.
 */
export function guessColumns(header: readonly string[]): (OfficeField | null)[] {
  const columns: (OfficeField | null)[] = header.map(() => null);
  for (const headings of [header.map(plainHeading), header.map(bareHeading)]) {
    for (const field of fields) {
      if (columns.includes(field)) continue;
      const free = (synonym: string) =>
        headings.findIndex((heading, at) => heading === synonym && columns[at] === null);
      const column = synonyms[field].map(free).find((at) => at !== -1);
      if (column !== undefined) columns[column] = field;
    }
  }
  return columns;
}

/** The Japanese names of the columns no import can do without and this file lacks. */
export function missingColumns(columns: readonly (OfficeField | null)[]): string[] {
  const needed = [
    ['code', '事業所番号'],
    ['name', '事業所名'],
  ] as const;
  return needed.filter(([field]) => !columns.includes(field)).map(([, label]) => label);
}

const longest: Readonly<Partial<Record<OfficeField, number>>> = { code: 40, name: 120 };
const LONGEST_OTHER = 200;
const numberFields: ReadonlySet<OfficeField> = new Set(['code', 'postalCode', 'phone', 'fax', 'laborNumber']);
const textFields: ReadonlySet<OfficeField> = new Set(['name', 'kana', 'branch', 'address', 'contactName']);
const statuses: Readonly<Record<string, OfficeDraft['status']>> = {
  '': 'entrusted',
  委託中: 'entrusted',
  委託: 'entrusted',
  entrusted: 'entrusted',
  委託解除: 'released',
  解除: 'released',
  released: 'released',
};

/**
 * One row of a file as an office, or all that is wrong with it. `columns` is what `guessColumns` gave for
 * `header`. A My Number is never repeated in a problem.
 */
export function readOffice(
  columns: readonly (OfficeField | null)[],
  header: readonly string[],
  row: CsvRow,
): { office: OfficeDraft } | { problems: RowProblem[] } {
  if (row.problem === 'column_count') {
    return { problems: [problem(row.line, '', 'column_count', `${row.cells.length}列、見出しは${header.length}列`)] };
  }
  if (row.problem) return { problems: [problem(row.line, '', row.problem)] };
  const office = emptyDraft();
  const problems: RowProblem[] = [];
  row.cells.forEach((cell, at) => {
    const field = columns[at] ?? null;
    const value = field === null ? cell : tidy(field, cell);
    const flaw: Flaw | null = containsMyNumber(value) ? { code: 'my_number' } : field && flawOf(field, value);
    if (flaw) problems.push(problem(row.line, header[at] ?? '', flaw.code, flaw.value));
    else if (field === 'status') office.status = statuses[value] ?? 'entrusted';
    else if (field) office[field] = value;
  });
  return problems.length > 0 ? { problems } : { office };
}

function emptyDraft(): OfficeDraft {
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
    status: 'entrusted',
  };
}

/** The value to store: as typed, but for the ends, our own formula guard, and the width of a mail address. */
function tidy(field: OfficeField, cell: string): string {
  const value = unguardFormula(cell).trim();
  if (textFields.has(field)) return value.replace(/\n+/g, ' ');
  return field === 'mail' || field === 'status' ? value.normalize('NFKC') : value;
}

interface Flaw {
  code: ProblemCode;
  value?: string;
}

/** What is wrong with a value, the worst first; null when nothing is. */
function flawOf(field: OfficeField, value: string): Flaw | null {
  if (value === '')
    return field === 'code' ? { code: 'missing_code' } : field === 'name' ? { code: 'missing_name' } : null;
  if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(value)) {
    return field === 'mail' ? { code: 'bad_mail', value } : { code: 'control_character' };
  }
  const most = longest[field] ?? LONGEST_OTHER;
  if (value.length > most) return { code: 'too_long', value: `${value.length}文字、上限は${most}文字` };
  // A long number opened and saved by Excel keeps only what the cell showed.
  if (numberFields.has(field) && /^\d(?:\.\d+)?E\+\d+$/i.test(value.normalize('NFKC')))
    return { code: 'excel_damaged', value };
  if (field === 'laborNumber' && !isLaborNumber(value)) return { code: 'labor_number', value };
  if (field === 'mail' && !isMailAddress(value)) return { code: 'bad_mail', value };
  if (field === 'status' && !Object.hasOwn(statuses, value)) return { code: 'unknown_status', value };
  return null;
}

/** 14 digits, with or without hyphens and spaces: prefecture, jurisdiction, office, base and branch number. */
function isLaborNumber(value: string): boolean {
  return /^\d{14}$/.test(value.normalize('NFKC').replace(/[\s\-‐‑‒–—―−ー]/g, ''));
}

/**
 * One address of a plausible shape. Wider than RFC 5321 on purpose: Japanese carriers gave out `a..b@` and
 * `a.@` until 2009, and both are still in use.
 */
function isMailAddress(value: string): boolean {
  return /^[^\s@<>,;:()[\]]+@[^\s@<>,;:()[\].]+(?:\.[^\s@<>,;:()[\].]+)+$/.test(value);
}
