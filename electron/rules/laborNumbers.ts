/** 府県 所掌 管轄 基幹番号 枝番号 (労働保険番号, 14 digits). */
const PIECES = [2, 1, 2, 6, 3] as const;
const hyphens = '\\-‐‑‒–—―−ー';
const grouping = new RegExp(`[\\s${hyphens}]+`, 'g');

/** The digits of a number without the signs people group them with; empty when there is anything else in it. */
export function digitsOf(value: string): string {
  const bare = halfWidth(value).replace(grouping, '');
  return /^\d+$/.test(bare) ? bare : '';
}

/** NFKC, which leaves plain ASCII as it is: most cells of a list. */
export const halfWidth = (value: string): string => (/[^ -~]/.test(value) ? value.normalize('NFKC') : value);

/**
 * The numbers of one cell as they were typed: a construction firm has two or three (元請工事, 雇用保険, 事務所).
 * A slash divides whole numbers only, for some write it between the pieces of one.
 */
export function typedLaborNumbers(value: string): string[] {
  if (!/[;；、,，\n/／]/.test(value)) return value === '' ? [] : [value];
  const numbers = filled(value.split(/[;；、,，\n]/));
  return numbers.flatMap((number) => {
    const parts = filled(number.split(/[/／]/));
    return parts.length > 1 && parts.every(isWholeNumber) ? parts : [number];
  });
}

const filled = (parts: readonly string[]) => parts.map((part) => part.trim()).filter((part) => part !== '');

/** All 14 digits, or all but a zero that was lost. */
const isWholeNumber = (typed: string) => digitsOf(typed).length >= 13;

/** The labour insurance numbers of an office, each as its 14 digits; what is no such number is left out. */
export function laborNumbers(value: string): string[] {
  return typedLaborNumbers(value)
    .map(digitsOf)
    .filter((digits) => digits.length === 14);
}

/** As it is stored: each number as typed and once, joined by `; `. */
export function tidyLaborNumbers(value: string): string {
  const numbers = typedLaborNumbers(value);
  if (numbers.length < 2) return numbers[0] ?? '';
  const keys = numbers.map((number) => digitsOf(number) || number);
  return numbers.filter((_, at) => keys.indexOf(keys[at] ?? '') === at).join('; ');
}

/**
 * One value out of several columns: the pieces of one number joined by hyphens, or whole numbers each on its own.
 * 枝番 in a column of its own, beside a number that has it already, adds nothing.
 */
export function joinLaborNumbers(pieces: readonly string[]): string {
  const [first = '', second = ''] = pieces;
  if (pieces.length === 2 && isWholeNumber(first) && digitsOf(first).endsWith(digitsOf(second) || '-')) return first;
  return tidyLaborNumbers(pieces.join(pieces.some(holdsWholeNumber) ? '; ' : '-'));
}

const holdsWholeNumber = (piece: string) => typedLaborNumbers(piece).some(isWholeNumber);

/** Whether two cells hold the same numbers, however they are typed and ordered. */
export function sameLaborNumbers(one: string, other: string): boolean {
  const plain = (value: string) => typedLaborNumbers(value).map(halfDigits).sort().join();
  return plain(one) === plain(other);
}

const halfDigits = (number: string) => halfWidth(number).replace(/\D/g, '');

/**
 * The numbers of a cell with the zeros put back that Excel drops: one in front of 13 digits, or those in front of
 * each of the five pieces. Null when one of them lacks something else. Never applied without the clerk's word.
 */
export function restoreZeros(value: string): string | null {
  const restored = typedLaborNumbers(value).map(restoreOne);
  return restored.length > 0 && restored.every((number) => number !== null) ? restored.join('; ') : null;
}

function restoreOne(value: string): string | null {
  const digits = digitsOf(value);
  if (digits === '') return null;
  if (digits.length === 14) return value;
  const groups = halfWidth(value).split(grouping);
  if (groups.length === PIECES.length) {
    const fits = groups.every((group, at) => group.length > 0 && group.length <= (PIECES[at] ?? 0));
    return fits ? groups.map((group, at) => group.padStart(PIECES[at] ?? 0, '0')).join('-') : null;
  }
  return digits.length === 13 && groups.length === 1 && !digits.startsWith('0') ? `0${digits}` : null;
}

/** 14 digits in a row as 13-1-01-912345-001, which a spreadsheet keeps as text; anything else stays as typed. */
export function hyphenatedLaborNumber(value: string): string {
  const hyphenated = (typed: string) => typed.replace(/^(\d{2})(\d)(\d{2})(\d{6})(\d{3})$/, '$1-$2-$3-$4-$5');
  return typedLaborNumbers(value).map(hyphenated).join('; ');
}
