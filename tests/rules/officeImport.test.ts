import { describe, expect, it } from 'vitest';
import type { OfficeField } from '../../electron/contract/offices.ts';
import { office as officeContract } from '../../electron/contract/offices.ts';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { csvLine, guardFormula } from '../../electron/rules/csvWrite.ts';
import { guessMapping } from '../../electron/rules/officeColumns.ts';
import { readOffice } from '../../electron/rules/officeImport.ts';

const order: OfficeField[] = [
  'code',
  'name',
  'kana',
  'branch',
  'postalCode',
  'address',
  'phone',
  'fax',
  'mail',
  'contactName',
  'laborNumber',
  'employmentNumber',
  'pensionSymbol',
  'pensionNumber',
  'corporateNumber',
  'status',
  'entrustedOn',
  'releasedOn',
  'channels',
  'tags',
];
const header = [
  '事業所番号',
  '事業所名',
  'カナ',
  '支部',
  '〒',
  '住所',
  'TEL',
  'FAX',
  'メール',
  '担当者',
  '労働保険番号',
  '雇用保険番号',
  '整理記号',
  '年金事業所番号',
  '法人番号',
  '状態',
  '委託開始日',
  '委託解除日',
  '連絡方法',
  'タグ',
];

const good: Record<OfficeField, string> = {
  code: '00417',
  name: '東雲運送株式会社',
  kana: 'シノノメウンソウ',
  branch: '西支部',
  postalCode: '060-0001',
  address: '東京都架空区一丁目1-1',
  phone: '03-0000-0417',
  fax: '03-0000-0418',
  mail: 'soumu@shinonome.example.jp',
  contactName: '中村',
  laborNumber: '13-1-01-912345-001',
  employmentNumber: '1301-123456-7',
  pensionSymbol: '01-シノ',
  pensionNumber: '01234',
  corporateNumber: '4011001098993',
  status: '委託中',
  entrustedOn: '2019-04-01',
  releasedOn: '',
  channels: '',
  tags: '',
};

const read = (changes: Partial<Record<OfficeField, string>>) => {
  const row = { ...good, ...changes };
  return readOffice(guessMapping(header), header, { line: 12, cells: order.map((field) => row[field]) });
};
const officeOf = (changes: Partial<Record<OfficeField, string>>) => {
  const result = read(changes);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.office;
};
const problemsOf = (changes: Partial<Record<OfficeField, string>>) => {
  const result = read(changes);
  return 'problems' in result ? result.problems.map(({ column, code }) => [column, code]) : [];
};

describe('reading an office', () => {
  it('stores codes and numbers as typed: leading zeros, hyphens and names unchanged', () => {
    expect(officeOf({})).toEqual({ ...good, status: 'entrusted' });
    expect(officeOf({ name: '㈱髙﨑①', laborNumber: '１３１０１９１２３４５００１' })).toMatchObject({
      name: '㈱髙﨑①',
      laborNumber: '１３１０１９１２３４５００１',
    });
  });

  it('gives what the contract calls an office', () => {
    expect(officeContract.omit({ id: true }).safeParse(officeOf({})).success).toBe(true);
  });

  it('trims cells, and folds line breaks in an address into spaces', () => {
    expect(officeOf({ code: ' 00417　', address: '東京都架空区\n一丁目' })).toMatchObject({
      code: '00417',
      address: '東京都架空区 一丁目',
    });
  });

  it('needs a code and a name and nothing else', () => {
    const empty = Object.fromEntries(order.map((field) => [field, '']));
    expect(problemsOf(empty)).toEqual([
      ['事業所番号', 'missing_code'],
      ['事業所名', 'missing_name'],
    ]);
    expect(officeOf({ ...empty, code: '1', name: 'x' }).status).toBe('entrusted');
  });

  it('is under entrustment unless released', () => {
    expect(officeOf({ status: '' }).status).toBe('entrusted');
    expect(officeOf({ status: '委託中' }).status).toBe('entrusted');
    expect(officeOf({ status: '委託解除' }).status).toBe('released');
    expect(problemsOf({ status: '休止' })).toEqual([['状態', 'unknown_status']]);
    expect(problemsOf({ status: 'toString' })).toEqual([['状態', 'unknown_status']]);
  });

  it('names line, column, reason and value of what it refuses', () => {
    expect(read({ laborNumber: '1.31E+13' })).toEqual({
      problems: [
        {
          line: 12,
          column: '労働保険番号',
          code: 'excel_damaged',
          message: expect.stringContaining('1.31E+13'),
          value: '1.31E+13',
        },
      ],
    });
  });

  it('names every flaw of a row, not only the first', () => {
    expect(problemsOf({ code: '', mail: 'x', laborNumber: '1' })).toEqual([
      ['事業所番号', 'missing_code'],
      ['メール', 'bad_mail'],
      ['労働保険番号', 'labor_number'],
    ]);
  });
});

describe('the cells of a row', () => {
  it.each([
    'code',
    'postalCode',
    'phone',
    'fax',
    'laborNumber',
    'employmentNumber',
    'pensionSymbol',
    'pensionNumber',
    'corporateNumber',
  ] as const)('sees a number Excel has damaged in %s', (field) => {
    expect(problemsOf({ [field]: '1.31E+13' }).map(([, code]) => code)).toEqual(['excel_damaged']);
    expect(problemsOf({ [field]: '3e+09' }).map(([, code]) => code)).toEqual(['excel_damaged']);
  });

  it('wants 14 digits of a labour insurance number, however grouped', () => {
    for (const laborNumber of ['13101912345001', '13-1-01-912345-001', '13 1 01 912345 001', '']) {
      expect(problemsOf({ laborNumber }), laborNumber).toEqual([]);
    }
    for (const laborNumber of ['310191234500', '0101912345001', '131019123450011', '13-1-01-91234S-001']) {
      expect(problemsOf({ laborNumber }), laborNumber).toEqual([['労働保険番号', 'labor_number']]);
    }
  });

  it.each(['a..b@docomo.example.jp', 'a.@ezweb.example.jp', '"a..b"@x.example.jp', "o'hara+x@x.example.jp", ''])(
    'takes the mail address %j',
    (mail) => {
      expect(officeOf({ mail }).mail).toBe(mail);
    },
  );

  it('stores a mail address in half width', () => {
    expect(officeOf({ mail: 'ｓｏｕｍｕ＠ｘ．ｅｘａｍｐｌｅ．ｊｐ' }).mail).toBe('soumu@x.example.jp');
  });

  it.each([
    'soumu',
    'soumu@',
    '@x.example.jp',
    'a b@x.example.jp',
    'a@b@x.example.jp',
    'a\r\n@x.example.jp',
    'a\u0000@x.example.jp',
    '<a@x.example.jp>',
    'a@x',
    'a@x..jp',
  ])('refuses the mail address %j', (mail) => {
    expect(problemsOf({ mail })).toEqual([['メール', 'bad_mail']]);
  });

  it.each(['a@x.example.jp;b@x.example.jp', 'a@x.example.jp, b@x.example.jp', 'a@x.example.jp\nBcc: b@y.example.jp'])(
    'names two addresses in one cell: %j',
    (mail) => {
      expect(problemsOf({ mail })).toEqual([['メール', 'several_mails']]);
    },
  );

  it('refuses a My Number in any cell without repeating it', () => {
    for (const field of order) {
      const result = read({ [field]: '1234-5678-9018' });
      expect(problemsOf({ [field]: '1234-5678-9018' }), field).toEqual([[header[order.indexOf(field)], 'my_number']]);
      expect(JSON.stringify(result), field).not.toContain('9018');
    }
    const mapping = guessMapping(['番号', '名称', '備考']);
    expect(readOffice(mapping, ['番号', '名称', '備考'], { line: 2, cells: ['1', 'x', '123456789018'] })).toMatchObject(
      {
        problems: [{ column: '備考', code: 'my_number', value: '' }],
      },
    );
  });

  it('refuses characters nobody can see', () => {
    for (const invisible of ['\u0007', '\u0000', '\u200b', '\u202e', '\u0085']) {
      expect(problemsOf({ name: `東${invisible}雲` }), JSON.stringify(invisible)).toEqual([
        ['事業所名', 'control_character'],
      ]);
    }
    expect(problemsOf({ code: '00\n417' })).toEqual([['事業所番号', 'control_character']]);
  });

  it('refuses what is longer than the register takes, and takes what just fits', () => {
    expect(problemsOf({ code: '1'.repeat(41), name: '東'.repeat(121), address: '東'.repeat(201) })).toEqual([
      ['事業所番号', 'too_long'],
      ['事業所名', 'too_long'],
      ['住所', 'too_long'],
    ]);
    expect(problemsOf({ code: 'a'.repeat(40), name: '東'.repeat(120), address: '東'.repeat(200) })).toEqual([]);
  });

  it('passes on what the reader of the file found', () => {
    const mapping = guessMapping(header);
    expect(readOffice(mapping, header, { line: 7, cells: ['1', 'x'], problem: 'column_count' })).toMatchObject({
      problems: [{ line: 7, column: '', code: 'column_count', value: '2列、見出しは20列' }],
    });
    expect(readOffice(mapping, header, { line: 8, cells: ['"x"y'], problem: 'broken_quote' })).toMatchObject({
      problems: [{ line: 8, column: '', code: 'broken_quote' }],
    });
  });

  it('reads back what an export has guarded', () => {
    const typed = { ...good, phone: '+81-3-0000-0417', name: "'＝東雲", fax: '-', contactName: '@中村' };
    const text = csvLine(header) + csvLine(order.map((field) => guardFormula(typed[field])));
    const file = parseCsv(text);
    const [row] = file.rows;
    if (!row) throw new Error('no row');
    expect(readOffice(guessMapping(file.header), file.header, row)).toEqual({
      office: { ...typed, status: 'entrusted' },
    });
  });
});
