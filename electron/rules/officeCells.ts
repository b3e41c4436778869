import type { OfficeField } from '../contract/offices.ts';
import type { ProblemCode } from '../contract/problems.ts';
import { unguardFormula } from './csvWrite.ts';
import { readDate } from './dates.ts';

/** Why a value is refused, and what of it may be shown. */
export interface Flaw {
  code: ProblemCode;
  value?: string;
}

/** The status each word stands for. Nothing said means under entrustment. */
const statuses: Readonly<Record<string, 'entrusted' | 'released'>> = {
  '': 'entrusted',
  委託中: 'entrusted',
  委託: 'entrusted',
  entrusted: 'entrusted',
  委託解除: 'released',
  解除: 'released',
  released: 'released',
};

/** The status a tidied value stands for; under entrustment unless it says otherwise. */
export function statusOf(value: string): 'entrusted' | 'released' {
  return statuses[value] ?? 'entrusted';
}

const LONGEST: Readonly<Partial<Record<OfficeField, number>>> = { code: 40, name: 120, pensionSymbol: 40 };
const LONGEST_OTHER = 200;

const codeFields: ReadonlySet<OfficeField> = new Set([
  'code',
  'postalCode',
  'phone',
  'fax',
  'laborNumber',
  'employmentNumber',
  'pensionSymbol',
  'pensionNumber',
  'corporateNumber',
]);
const textFields: ReadonlySet<OfficeField> = new Set(['name', 'kana', 'branch', 'address', 'contactName']);
const dateFields: ReadonlySet<OfficeField> = new Set(['entrustedOn', 'releasedOn']);

/**
 * The value to store: as typed, but for the ends, our own formula guard, the width of a mail address, and dates,
 * which become `YYYY-MM-DD`. A date that cannot be read stays as it is, for `flawOf` to refuse.
 */
export function tidy(field: OfficeField, cell: string): string {
  const value = unguardFormula(cell).trim();
  if (textFields.has(field)) return value.includes('\n') ? value.replace(/\n+/g, ' ') : value;
  if (field === 'mail' || field === 'status') return halfWidth(value);
  return dateFields.has(field) ? (readDate(value) ?? value) : value;
}

/** NFKC, which leaves plain ASCII as it is: most cells of a list. */
const halfWidth = (value: string) => (/[^ -~]/.test(value) ? value.normalize('NFKC') : value);

/** A value a list keeps in several columns, as one: 市外局番 and the rest with hyphens, 姓 名 with a space. */
export function joinPieces(field: OfficeField, cells: readonly string[]): string {
  const filled = cells.map((cell) => tidy(field, cell)).filter((piece) => piece !== '');
  if (field === 'address') return filled.reduce(joinAddress, '');
  if (field === 'laborNumber' && filled.length === 2 && isWholeLaborNumber(filled)) return filled[0] ?? '';
  return tidy(field, filled.join(codeFields.has(field) ? '-' : ' '));
}

/** 東京都 + 架空区一丁目1-1 + 東雲ビル: a space only where two numbers or a number and a name would run together. */
function joinAddress(before: string, next: string): string {
  return /[\p{Nd}A-Za-z号]$/u.test(before) ? `${before} ${next}` : before + next;
}

/** 枝番 in a column of its own, beside a number that has it already. */
function isWholeLaborNumber([whole = '', branch = '']: readonly string[]): boolean {
  const digits = digitsOf(whole);
  return digits.length >= 13 && digits.endsWith(digitsOf(branch));
}

/** What is wrong with a tidied value, the worst first; null when nothing is. */
export function flawOf(field: OfficeField, value: string): Flaw | null {
  if (value === '')
    return field === 'code' ? { code: 'missing_code' } : field === 'name' ? { code: 'missing_name' } : null;
  if (hasInvisible(value)) {
    return field === 'mail' ? mailFlaw(value) : { code: 'control_character' };
  }
  const most = LONGEST[field] ?? LONGEST_OTHER;
  if (value.length > most) return { code: 'too_long', value: `${value.length}文字、上限は${most}文字` };
  if (codeFields.has(field)) return codeFlaw(field, value);
  if (dateFields.has(field)) return readDate(value) === null ? { code: 'bad_date', value } : null;
  if (field === 'mail') return isMailAddress(value) ? null : mailFlaw(value);
  if (field === 'status' && !Object.hasOwn(statuses, value)) return { code: 'unknown_status', value };
  return null;
}

// The plain ranges hold nothing invisible, and the search by property is slow.
const beyondPlain = /[^ -~\u3000-\u30ff\u4e00-\u9fff\uff01-\uffef]/;
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const hasInvisible = (value: string) => beyondPlain.test(value) && invisible.test(value);

function codeFlaw(field: OfficeField, value: string): Flaw | null {
  const plain = halfWidth(value);
  // A long number opened and saved by Excel keeps only what the cell showed.
  if (/^\d(?:\.\d+)?E\+\d+$/i.test(plain)) return { code: 'excel_damaged', value };
  if (isShownDate(plain)) return { code: 'date_in_code', value };
  if (field === 'laborNumber' && digitsOf(value).length !== 14) {
    return { code: restoreZeros(value) === null ? 'labor_number' : 'labor_number_zero', value };
  }
  if (field === 'employmentNumber' && !/^\d{11}$/.test(digitsOf(value))) return { code: 'employment_number', value };
  if (field === 'corporateNumber' && !isCorporateNumber(digitsOf(value))) return { code: 'corporate_number', value };
  return null;
}

/** The digits of a number without the signs people group them with; empty when there is anything else in it. */
function digitsOf(value: string): string {
  const bare = halfWidth(value).replace(/[\s\-‐‑‒–—―−ー]/g, '');
  return /^\d+$/.test(bare) ? bare : '';
}

const monthNames = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const shownDate = new RegExp(
  [
    '^\\d{1,2}月\\d{1,2}日$',
    '^(?:19|20)\\d{2}[-/.]\\d{1,2}[-/.]\\d{1,2}(?: 0?0:00(?::00)?)?$',
    '^\\d{4}年\\d{1,2}月(?:\\d{1,2}日)?$',
    `^\\d{1,2}-${monthNames}$`,
    `^${monthNames}-\\d{1,2}$`,
  ].join('|'),
  'i',
);

/** What Excel shows after it took a code such as 1-2 or 26-1-2 for a date. */
function isShownDate(value: string): boolean {
  return shownDate.test(value);
}

/** 府県 所掌 管轄 基幹番号 枝番号 (労働保険番号, 14 digits). */
const laborPieces = [2, 1, 2, 6, 3] as const;

/**
 * A labour insurance number with the zeros put back that Excel drops: one in front of 13 digits, or those in
 * front of each of its five pieces. Null when it lacks something else. Never applied without the clerk's word.
 */
export function restoreZeros(value: string): string | null {
  const digits = digitsOf(value);
  if (digits === '') return null;
  const groups = halfWidth(value).split(/[\s\-‐‑‒–—―−ー]+/);
  if (groups.length === laborPieces.length) {
    const fits = groups.every((group, at) => group.length > 0 && group.length <= (laborPieces[at] ?? 0));
    return fits ? groups.map((group, at) => group.padStart(laborPieces[at] ?? 0, '0')).join('-') : null;
  }
  return digits.length === 13 && groups.length === 1 && !digits.startsWith('0') ? `0${digits}` : null;
}

/**
 * 13 digits, the first 9 minus the remainder by 9 of the others, weighted 1 and 2 in turn from the right
 * (法人番号の指定等に関する省令2条).
 */
function isCorporateNumber(digits: string): boolean {
  if (digits.length !== 13) return false;
  let sum = 0;
  for (let n = 1; n <= 12; n += 1) sum += Number(digits[13 - n]) * (n % 2 === 1 ? 1 : 2);
  return Number(digits[0]) === 9 - (sum % 9);
}

/** Two addresses in one cell are named as such: which one is right, only the clerk can say. */
function mailFlaw(value: string): Flaw {
  const several = value.split(/[\s,;、，；／/]+/).filter((part) => isMailAddress(part)).length > 1;
  return { code: several ? 'several_mails' : 'bad_mail', value };
}

/**
 * One address of a plausible shape. Wider than RFC 5321 on purpose: Japanese carriers gave out `a..b@` and
 * `a.@` until 2009, and both are still in use.
 */
function isMailAddress(value: string): boolean {
  return /^[^\s@<>,;:()[\]]+@[^\s@<>,;:()[\].]+(?:\.[^\s@<>,;:()[\].]+)+$/.test(value);
}
