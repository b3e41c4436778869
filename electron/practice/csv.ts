import iconv from 'iconv-lite';
import type { ProblemCode } from '../contract/problems.ts';
import { type PracticeField, type PracticeOffice, practiceOffices } from './offices.ts';
import { createRandom, type Random } from './random.ts';

/** The file's columns in order, with the headings an association's list has. */
export const practiceColumns: readonly (readonly [PracticeField, string])[] = [
  ['code', '事業所番号'],
  ['name', '事業所名'],
  ['kana', 'フリガナ'],
  ['branch', '支部'],
  ['postalCode', '郵便番号'],
  ['address', '住所'],
  ['phone', '電話番号'],
  ['fax', 'FAX番号'],
  ['mail', 'メールアドレス'],
  ['contactName', '担当者'],
  ['laborNumber', '労働保険番号'],
  ['status', '委託状態'],
];

/** The rows an import must refuse, by reason; they stand in the file besides the good ones. */
export const practiceProblems = {
  duplicate_code: 3,
  missing_code: 1,
  missing_name: 1,
  excel_damaged: 1,
  column_count: 1,
  bad_mail: 1,
} as const satisfies Partial<Record<ProblemCode, number>>;

/** The practice list as the bytes of a file saved by Excel on Japanese Windows: CP932 with CRLF. */
export function practiceFile(count: number, seed: number): Buffer {
  return iconv.encode(practiceCsv(count, seed), 'cp932');
}

/**
 * The practice list as text: a heading, `count` good rows and the refused ones of `practiceProblems`, ended by CRLF.
 * Kana in half width, hyphens of several kinds and line breaks inside cells are sprinkled over the good rows.
 */
export function practiceCsv(count: number, seed: number): string {
  const random = createRandom(seed + 1);
  const offices = practiceOffices(count + 5, seed);
  const good = offices.slice(0, count);
  const rows = good.map((office) => cells(inAnotherHand(office, random)));
  for (let repeat = 0; repeat < practiceProblems.duplicate_code; repeat += 1) {
    // From the first half into the last quarter: the row it repeats always stands before it.
    const office = good[random.int(0, Math.floor(count / 2))];
    if (office) rows.splice(random.int(Math.ceil((count * 3) / 4), rows.length), 0, cells(office));
  }
  for (const broken of brokenRows(offices.slice(count))) rows.splice(random.int(0, rows.length), 0, broken);
  const heading = practiceColumns.map(([, title]) => title);
  return [heading, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

const cells = (office: PracticeOffice) => practiceColumns.map(([field]) => office[field]);

/** Quotes a cell only where it must be, as Excel does. */
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The same office as different clerks typed it over the years. Only characters that CP932 can hold. */
function inAnotherHand(office: PracticeOffice, random: Random): PracticeOffice {
  const digitsOnly = random.chance(0.1);
  return {
    ...office,
    kana: random.chance(0.2) ? halfWidth(office.kana) : office.kana,
    phone: otherHyphen(office.phone, random),
    fax: otherHyphen(office.fax, random),
    laborNumber: digitsOnly ? office.laborNumber.replaceAll('-', '') : otherHyphen(office.laborNumber, random),
  };
}

/** Four in five keep the plain hyphen; the others have U+FF0D or U+2010. */
function otherHyphen(text: string, random: Random): string {
  return text.replaceAll('-', random.pick(['-', '-', '-', '-', '-', '-', '-', '-', '－', '‐']));
}

/** Half-width kana by their full-width form; a voiced mark stands alone there as it does in NFD. */
const halfWidthKana = new Map(
  Array.from({ length: 0xff9f - 0xff66 + 1 }, (_, offset) => {
    const half = String.fromCharCode(0xff66 + offset);
    return [half.normalize('NFKC'), half];
  }),
);

const halfWidth = (kana: string) =>
  Array.from(kana.normalize('NFD'), (sign) => halfWidthKana.get(sign) ?? sign).join('');

/** One row for each way a list goes wrong; the offices are beyond the good ones, so no code repeats by accident. */
function brokenRows(offices: PracticeOffice[]): string[][] {
  const [nameless, codeless, damaged, short, mistyped] = offices;
  if (!nameless || !codeless || !damaged || !short || !mistyped) throw new RangeError('five spare offices are needed');
  return [
    cells({ ...nameless, name: '' }),
    cells({ ...codeless, code: '' }),
    cells({ ...damaged, laborNumber: '1.31E+13' }),
    cells(short).slice(0, 7),
    cells({ ...mistyped, mail: `office${mistyped.code}.example.jp` }),
  ];
}
