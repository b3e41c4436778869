import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { practiceColumns, practiceCsv, practiceFile, practiceProblems } from '../../electron/practice/csv.ts';
import { practiceOffices, REFUSED_DOMAIN } from '../../electron/practice/offices.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { columnFields, guessMapping } from '../../electron/rules/officeColumns.ts';
import { readOffice } from '../../electron/rules/officeImport.ts';

const offices = practiceOffices(1200, 1);
const text = practiceCsv(1200, 1);
const [heading = [], ...rows] = Papa.parse<string[]>(text, {
  delimiter: ',',
  newline: '\r\n',
  skipEmptyLines: true,
}).data;
const column = (title: string) => heading.indexOf(title);
const whole = rows.filter((row) => row.length === heading.length);
const values = (title: string) => whole.map((row) => row[column(title)] ?? '');
const howMany = (found: string[], pattern: RegExp) => found.filter((value) => pattern.test(value)).length;

describe('the seeded generator', () => {
  test('gives the same sequence for the same seed and another for another', () => {
    const sequence = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 50 }, () => random.int(1, 1000));
    };
    expect(sequence(7)).toEqual(sequence(7));
    expect(sequence(7)).not.toEqual(sequence(8));
  });

  test('keeps to the bounds of int, and every value of a small range occurs', () => {
    const random = createRandom(3);
    const drawn = new Set(Array.from({ length: 400 }, () => random.int(-2, 2)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  test('shuffles without losing, repeating or touching the original', () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const shuffled = createRandom(5).shuffle(items);
    expect(items).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});

describe('the practice register', () => {
  test('is the same for the same seed, and more offices leave the first ones as they are', () => {
    expect(practiceOffices(1200, 1)).toEqual(offices);
    expect(practiceOffices(1300, 1).slice(0, 1200)).toEqual(offices);
    expect(practiceOffices(1200, 2)).not.toEqual(offices);
    expect(practiceCsv(1200, 1)).toBe(text);
  });

  test('has 1,200 names, codes and labour insurance numbers, none of them twice', () => {
    for (const field of ['name', 'code', 'laborNumber'] as const) {
      expect(new Set(offices.map((office) => office[field])).size, field).toBe(1200);
    }
    expect(offices[0]?.code).toBe('00001');
    expect(offices[1199]?.code).toBe('01200');
  });

  test('gives members of one association labour numbers that differ in the branch number only', () => {
    expect(offices.every((office) => /^13-1-01-9\d{4}0-(?!000)\d{3}$/.test(office.laborNumber))).toBe(true);
    expect(new Set(offices.slice(0, 999).map((office) => office.laborNumber.slice(0, -3))).size).toBe(1);
  });

  test('has all five branches, and every office is under entrustment', () => {
    expect(new Set(offices.map((office) => office.branch)).size).toBe(5);
    expect(offices.every((office) => office.status === '委託中')).toBe(true);
  });

  test('has a mailbox for about 92 % of the offices, some shared, a few dead', () => {
    const mails = offices.map((office) => office.mail).filter((mail) => mail !== '');
    expect(mails.length / 1200).toBeGreaterThan(0.89);
    expect(mails.length / 1200).toBeLessThan(0.95);
    expect(mails.length - new Set(mails).size).toBeGreaterThan(2);
    expect(mails.filter((mail) => mail.endsWith(`@${REFUSED_DOMAIN}`)).length).toBeGreaterThan(3);
  });

  test('names nothing that exists: mail, phone and postal codes are all outside real ranges', () => {
    for (const office of offices) {
      expect(office.mail).toMatch(/^$|@(bounce\.)?example\.jp$/);
      expect(office.phone).toMatch(/^03-0000-\d{4}$/);
      expect(office.fax).toMatch(/^$|^03-0000-\d{4}$/);
      expect(office.postalCode).toMatch(/^000-\d{4}$/);
    }
  });
});

describe('the practice CSV', () => {
  test('holds no character that CP932 would lose', () => {
    expect(iconv.decode(practiceFile(1200, 1), 'cp932')).toBe(text);
  });

  test('ends every row with CRLF and has bare line feeds inside quoted addresses only', () => {
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(rows.length + 2);
    const broken = values('住所').filter((address) => address.includes('\n'));
    expect(broken.length).toBeGreaterThan(100);
    for (const address of broken) expect(text).toContain(`"${address}"`);
  });

  test('holds 1,200 good rows and besides exactly the rows an import must refuse', () => {
    const refused = Object.values(practiceProblems).reduce((sum, number) => sum + number, 0);
    expect(refused).toBe(8);
    expect(rows).toHaveLength(1200 + refused);
    expect(heading).toEqual(practiceColumns.map(([, title]) => title));
    expect(rows.length - whole.length).toBe(practiceProblems.column_count);
    expect(howMany(values('事業所番号'), /^$/)).toBe(practiceProblems.missing_code);
    expect(howMany(values('事業所名'), /^$/)).toBe(practiceProblems.missing_name);
    expect(howMany(values('労働保険番号'), /E\+/)).toBe(practiceProblems.excel_damaged);
    expect(howMany(values('メールアドレス'), /^[^@]+$/)).toBe(practiceProblems.bad_mail);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('repeats three codes after the row they repeat (seed %i)', (seed) => {
    const { data } = Papa.parse<string[]>(practiceCsv(20, seed), { skipEmptyLines: true });
    const codes = data.slice(1).map((row) => row[0] ?? '');
    const repeated = codes.filter((code, index) => code !== '' && codes.indexOf(code) < index);
    expect(repeated).toHaveLength(practiceProblems.duplicate_code);
    const first = codes.filter((code, index) => code !== '' && codes.indexOf(code) === index);
    expect(first.filter((code) => Number(code) <= 20)).toEqual([...first.filter((code) => Number(code) <= 20)].sort());
  });

  test('carries the quirks of a list kept by hand for years', () => {
    const names = values('事業所名');
    for (const sign of [/㈱/, /髙/, /﨑/, /①/]) expect(howMany(names, sign), String(sign)).toBeGreaterThan(10);
    expect(howMany(values('フリガナ'), /^[ｦ-ﾟ]+$/)).toBeGreaterThan(150);
    expect(howMany(values('電話番号'), /－/)).toBeGreaterThan(50);
    expect(howMany(values('電話番号'), /‐/)).toBeGreaterThan(50);
    expect(howMany(values('労働保険番号'), /^\d{14}$/)).toBeGreaterThan(50);
    expect(howMany(values('事業所番号'), /^0\d{4}$/)).toBeGreaterThan(1200);
  });

  test('is understood by the import: every column is known and only the broken rows are refused', () => {
    const file = parseCsv(text);
    const mapping = guessMapping(file.header);
    expect(columnFields(mapping, file.header)).toEqual(practiceColumns.map(([field]) => field));
    const read = file.rows.map((row) => readOffice(mapping, file.header, row));
    const problems = read.flatMap((result) => ('problems' in result ? result.problems : [])).map(({ code }) => code);
    expect(problems.sort()).toEqual(['bad_mail', 'column_count', 'excel_damaged', 'missing_code', 'missing_name']);
    const taken = read.flatMap((result) => ('office' in result ? [result.office] : []));
    expect(taken).toHaveLength(1200 + practiceProblems.duplicate_code);
    expect(taken.every((office) => office.status === 'entrusted')).toBe(true);
    expect(new Map(taken.map((office) => [office.code, office.name]))).toEqual(
      new Map(offices.map((office) => [office.code, office.name])),
    );
  });
});
