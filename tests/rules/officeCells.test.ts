import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../../electron/contract/offices.ts';
import { guessMapping } from '../../electron/rules/officeColumns.ts';
import { checkOfficeValues, readOffice } from '../../electron/rules/officeImport.ts';

/** One row that holds a code, a name and these columns. */
const read = (columns: Record<string, string>, restoreZeros = false, mapping?: ColumnMapping) => {
  const row = { 番号: '1', 名称: '東雲', ...columns };
  const header = Object.keys(row);
  return readOffice(
    mapping ?? guessMapping(header),
    header,
    { line: 2, cells: Object.values(row) },
    { restoreZeros, splitMails: false },
  );
};
const officeOf = (columns: Record<string, string>) => {
  const result = read(columns);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.office;
};
const codesOf = (columns: Record<string, string>) => {
  const result = read(columns);
  return 'problems' in result ? result.problems.map(({ column, code }) => [column, code]) : [];
};

describe('values out of several columns', () => {
  it.each([
    [{ 郵便番号1: '060', 郵便番号2: '0001' }, { postalCode: '060-0001' }],
    [{ 'TEL 市外局番': '03', 'TEL 市内局番': '0000', 'TEL 加入者番号': '0417' }, { phone: '03-0000-0417' }],
    [{ 'TEL 市外局番': '', 'TEL 市内局番': '', 'TEL 加入者番号': '' }, { phone: '' }],
    [{ 住所1: '東京都架空区', 住所2: '一丁目1-1', 住所3: '' }, { address: '東京都架空区一丁目1-1' }],
    [{ 住所: '東京都架空区一丁目1-1', 建物名: '東雲ビル' }, { address: '東京都架空区一丁目1-1 東雲ビル' }],
    [{ 担当者姓: '中村', 担当者名: '花' }, { contactName: '中村 花' }],
    [{ 府県: '13', 所掌: '1', 管轄: '01', 基幹番号: '912345', 枝番号: '001' }, { laborNumber: '13-1-01-912345-001' }],
    [{ 労働保険番号: '13101912345', 枝番: '001' }, { laborNumber: '13101912345-001' }],
    [{ 労働保険番号: '13101912345001', 枝番: '001' }, { laborNumber: '13101912345001' }],
  ] as [Record<string, string>, object][])('%j', (columns, values) => {
    expect(officeOf(columns)).toMatchObject(values);
  });

  it('a My Number is found across its pieces, and not repeated', () => {
    const mapping = { code: ['番号'], name: ['名称'], phone: ['a', 'b', 'c'] };
    const result = read({ a: '1234', b: '5678', c: '9018' }, false, mapping);
    expect(result).toMatchObject({ problems: [{ column: 'a', code: 'my_number', value: '' }] });
  });
});

describe('a labour insurance number that lost its zeros', () => {
  const pieces = { 府県: '1', 所掌: '1', 管轄: '1', 基幹番号: '912345', 枝番号: '1' };

  it('is refused with an offer', () => {
    expect(read({ 労働保険番号: '1101912345001' })).toMatchObject({
      problems: [{ column: '労働保険番号', code: 'labor_number_zero', value: '1101912345001' }],
      offer: { code: '1', from: '1101912345001', to: '01101912345001' },
    });
    expect(read(pieces)).toMatchObject({
      problems: [{ code: 'labor_number_zero' }],
      offer: { from: '1-1-1-912345-1', to: '01-1-01-912345-001' },
    });
  });

  it("is taken with its zeros on the clerk's word", () => {
    expect(read({ 労働保険番号: '1101912345001' }, true)).toMatchObject({ office: { laborNumber: '01101912345001' } });
    expect(read(pieces, true)).toMatchObject({ office: { laborNumber: '01-1-01-912345-001' } });
  });

  it('is offered nothing when more than zeros is missing', () => {
    for (const number of ['101912345001', '0101912345001', '13-1-01-912345', '13-1-01-9123456-001']) {
      const result = read({ 労働保険番号: number }, true);
      expect(result, number).toMatchObject({ problems: [{ code: 'labor_number' }] });
      expect(result, number).not.toHaveProperty('offer');
    }
  });
});

describe('identifiers', () => {
  it('an employment insurance number has 11 digits, however grouped', () => {
    for (const number of ['1301-123456-7', '13011234567', '１３０１－１２３４５６－７', ''])
      expect(codesOf({ 雇用保険番号: number }), number).toEqual([]);
    for (const number of ['301-123456-7', '1301-123456-78', '1301-12345A-7'])
      expect(codesOf({ 雇用保険番号: number }), number).toEqual([['雇用保険番号', 'employment_number']]);
  });

  it('a corporate number has the right check digit', () => {
    for (const number of ['4011001098993', '7123456789012', '2120901007402', '4-0110-0109-8993', ''])
      expect(codesOf({ 法人番号: number }), number).toEqual([]);
    for (const number of ['5011001098993', '4011001098939', '011001098993', '401100109899'])
      expect(codesOf({ 法人番号: number }), number).toEqual([['法人番号', 'corporate_number']]);
  });

  it.each(['2026/1/2', '1月2日', '2026-01-02', '2026/01/02 0:00:00', '2026年1月2日', '2-Jan', 'Jan-02'])(
    'a code that Excel took for a date is seen: %s',
    (shown) => {
      for (const heading of ['整理記号', 'TEL', '〒', '労働保険番号'])
        expect(codesOf({ [heading]: shown }), heading).toEqual([[heading, 'date_in_code']]);
      expect(codesOf({ 番号: shown })).toEqual([['番号', 'date_in_code']]);
    },
  );

  it('a code with hyphens is none', () => {
    for (const code of ['1-2-3', '01-イロハ', '13-1', '新 へわへ', '2026-417'])
      expect(codesOf({ 番号: code })).toEqual([]);
  });
});

describe('dates', () => {
  it('are stored in one form', () => {
    expect(officeOf({ 委託開始日: '平成31年4月1日', 委託解除日: 'R8.6.5' })).toMatchObject({
      entrustedOn: '2019-04-01',
      releasedOn: '2026-06-05',
    });
  });

  it('that cannot be read are refused', () => {
    expect(codesOf({ 委託開始日: '45000' })).toEqual([['委託開始日', 'bad_date']]);
    expect(codesOf({ 委託開始日: '5/6/20' })).toEqual([['委託開始日', 'bad_date']]);
  });
});

describe("a clerk's own entry", () => {
  it('is tidied like a cell of a file', () => {
    expect(
      checkOfficeValues({ name: ' 東雲\n運送 ', mail: 'ａ＠x.example.jp', status: '委託解除', entrustedOn: 'R8.6.5' }),
    ).toEqual({
      values: { name: '東雲 運送', mail: 'a@x.example.jp', status: 'released', entrustedOn: '2026-06-05' },
    });
  });

  it('is refused by field, and only for the fields given', () => {
    const result = checkOfficeValues({ code: ' ', corporateNumber: '1', address: '1234-5678-9018' });
    expect(result).toMatchObject({
      problems: [
        { line: 0, column: 'code', code: 'missing_code' },
        { line: 0, column: 'corporateNumber', code: 'corporate_number' },
        { line: 0, column: 'address', code: 'my_number', value: '' },
      ],
    });
    expect(checkOfficeValues({})).toEqual({ values: {} });
  });
});
