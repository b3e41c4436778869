import type { OfficeField } from '../contract/offices.ts';
import type { ProblemCode } from '../contract/problems.ts';
import { unguardFormula } from './csvWrite.ts';
import { readDate } from './dates.ts';
import {
  digitsOf,
  halfWidth,
  joinLaborNumbers,
  restoreZeros,
  tidyLaborNumbers,
  typedLaborNumbers,
} from './laborNumbers.ts';
import { tagExcess, tidyChannels, tidyTags, unknownChannels } from './officeLists.ts';

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
  const list = listForms[field];
  if (list) return list(value);
  return dateFields.has(field) ? (readDate(value) ?? value) : value;
}

/** The fields that hold several values, each in the one form it is stored in. */
const listForms: Readonly<Partial<Record<OfficeField, (value: string) => string>>> = {
  laborNumber: tidyLaborNumbers,
  channels: tidyChannels,
  tags: tidyTags,
};

/** A value a list keeps in several columns, as one: 市外局番 and the rest with hyphens, 姓 名 with a space. */
export function joinPieces(field: OfficeField, cells: readonly string[]): string {
  const filled = cells.map((cell) => tidy(field, cell)).filter((piece) => piece !== '');
  if (field === 'address') return filled.reduce(joinAddress, '');
  if (field === 'laborNumber') return joinLaborNumbers(filled);
  if (field === 'tags') return tidyTags(filled.join('; '));
  return tidy(field, filled.join(codeFields.has(field) ? '-' : ' '));
}

/** 東京都 + 架空区一丁目1-1 + 東雲ビル: a space only where two numbers or a number and a name would run together. */
function joinAddress(before: string, next: string): string {
  return /[\p{Nd}A-Za-z号]$/u.test(before) ? `${before} ${next}` : before + next;
}

/** What is wrong with a tidied value, the worst first; null when nothing is. */
export function flawOf(field: OfficeField, value: string): Flaw | null {
  if (value === '')
    return field === 'code' ? { code: 'missing_code' } : field === 'name' ? { code: 'missing_name' } : null;
  if (hasInvisible(value)) {
    return field === 'mail' ? mailFlaw(value) : { code: 'control_character' };
  }
  if (field === 'tags') {
    const excess = tagExcess(value);
    return excess === null ? null : { code: 'too_long', value: excess };
  }
  const most = LONGEST[field] ?? LONGEST_OTHER;
  if (value.length > most) return { code: 'too_long', value: `${value.length}文字、上限は${most}文字` };
  if (field === 'laborNumber') return laborFlaw(value);
  if (codeFields.has(field)) return codeFlaw(field, value);
  if (dateFields.has(field)) return readDate(value) === null ? { code: 'bad_date', value } : null;
  if (field === 'mail') return isMailAddress(value) ? null : mailFlaw(value);
  if (field === 'status' && !Object.hasOwn(statuses, value)) return { code: 'unknown_status', value };
  if (field === 'channels') {
    const unknown = unknownChannels(value);
    return unknown.length > 0 ? { code: 'unknown_channel', value: unknown.join('、') } : null;
  }
  return null;
}

// The plain ranges hold nothing invisible, and the search by property is slow.
const beyondPlain = /[^ -~\u3000-\u30ff\u4e00-\u9fff\uff01-\uffef]/;
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const hasInvisible = (value: string) => beyondPlain.test(value) && invisible.test(value);

/** One bad number among several makes the value bad; only when zeros are all that is missing they are offered. */
function laborFlaw(value: string): Flaw | null {
  const numbers = typedLaborNumbers(value);
  for (const number of numbers) {
    const flaw = codeFlaw('laborNumber', number);
    if (flaw) return flaw;
  }
  const short = numbers.find((number) => digitsOf(number).length !== 14);
  if (short === undefined) return null;
  return restoreZeros(value) === null ? { code: 'labor_number', value } : { code: 'labor_number_zero', value };
}

function codeFlaw(field: OfficeField, value: string): Flaw | null {
  const plain = halfWidth(value);
  // A long number opened and saved by Excel keeps only what the cell showed.
  if (/^\d(?:\.\d+)?E\+\d+$/i.test(plain)) return { code: 'excel_damaged', value };
  if (isShownDate(plain)) return { code: 'date_in_code', value };
  if (field === 'employmentNumber' && !/^\d{11}$/.test(digitsOf(value))) return { code: 'employment_number', value };
  if (field === 'corporateNumber' && !isCorporateNumber(digitsOf(value))) return { code: 'corporate_number', value };
  return null;
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

/**
 * The addresses of a cell that holds several and nothing else, each once, in their order; null for any other cell.
 * The first is taken for the office's own.
 */
export function severalMails(value: string): string[] | null {
  const parts = mailParts(value);
  if (parts.length < 2 || !parts.every(isMailAddress)) return null;
  const small = parts.map((part) => part.toLowerCase());
  return parts.filter((_, at) => small.indexOf(small[at] ?? '') === at);
}

const mailParts = (value: string) => value.split(/[\s,;、，；／/]+/).filter((part) => part !== '');

/** Two addresses in one cell are named as such: which one is right, only the clerk can say. */
function mailFlaw(value: string): Flaw {
  const several = mailParts(value).filter(isMailAddress).length > 1;
  return { code: several ? 'several_mails' : 'bad_mail', value };
}

/**
 * One address of a plausible shape. Wider than RFC 5321 on purpose: Japanese carriers gave out `a..b@` and
 * `a.@` until 2009, and both are still in use.
 */
function isMailAddress(value: string): boolean {
  return /^[^\s@<>,;:()[\]]+@[^\s@<>,;:()[\].]+(?:\.[^\s@<>,;:()[\].]+)+$/.test(value);
}
