import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '../../electron/contract/offices.ts';
import { columnFields, guessMapping, missingColumns, unknownHeadings } from '../../electron/rules/officeColumns.ts';

describe('guessing which heading fills which field', () => {
  it.each<[string[], ColumnMapping]>([
    [
      ['会社NO', '会社名', '会社名フリガナ', '決算月'],
      { code: ['会社NO'], name: ['会社名'], kana: ['会社名フリガナ'] },
    ],
    [
      ['コード', '顧問先名', 'ブロック', '所在地'],
      { code: ['コード'], name: ['顧問先名'], branch: ['ブロック'], address: ['所在地'] },
    ],
    [['ＦＡＸ', 'Ｔ Ｅ Ｌ', 'E-mail', '電話番号（代表）'], { fax: ['ＦＡＸ'], phone: ['Ｔ Ｅ Ｌ'], mail: ['E-mail'] }],
    [
      ['事業所電話番号', '事業所 住所', '担当者名', '委託状態'],
      { phone: ['事業所電話番号'], address: ['事業所 住所'], contactName: ['担当者名'], status: ['委託状態'] },
    ],
    [['メールアドレス', 'ﾌﾘｶﾞﾅ', ''], { mail: ['メールアドレス'], kana: ['ﾌﾘｶﾞﾅ'] }],
    [
      ['雇保番号', '整理記号', '法人番号', '委託年月日', '委託解除日'],
      {
        employmentNumber: ['雇保番号'],
        pensionSymbol: ['整理記号'],
        corporateNumber: ['法人番号'],
        entrustedOn: ['委託年月日'],
        releasedOn: ['委託解除日'],
      },
    ],
    [['雇用保険適用事業所番号'], { employmentNumber: ['雇用保険適用事業所番号'] }],
    [['電話番号(携帯)', '電話番号'], { phone: ['電話番号'] }],
    [['No.', '番号', '事業所番号', '事業所名', '名称'], { code: ['事業所番号'], name: ['事業所名'] }],
  ])('reads %j', (header, mapping) => {
    expect(guessMapping(header)).toEqual(mapping);
  });
});

describe('values kept in several columns', () => {
  it.each<[string, string[], ColumnMapping]>([
    ['the address', ['住所1', '住所2'], { address: ['住所1', '住所2'] }],
    ['the address in three', ['所在地３', '所在地１', '所在地２'], { address: ['所在地１', '所在地２', '所在地３'] }],
    ['the address and the building', ['建物名', '住所'], { address: ['住所', '建物名'] }],
    [
      'the telephone',
      ['TEL 市外局番', 'TEL 市内局番', 'TEL 加入者番号', 'FAX(市外局番)', 'FAX(市内局番)', 'FAX(加入者番号)'],
      {
        phone: ['TEL 市外局番', 'TEL 市内局番', 'TEL 加入者番号'],
        fax: ['FAX(市外局番)', 'FAX(市内局番)', 'FAX(加入者番号)'],
      },
    ],
    [
      'a telephone that is not named',
      ['市内局番', '市外局番', '加入者番号'],
      {
        phone: ['市外局番', '市内局番', '加入者番号'],
      },
    ],
    ['the postal code', ['郵便番号1', '郵便番号2'], { postalCode: ['郵便番号1', '郵便番号2'] }],
    ['the postal code by its digits', ['〒上３桁', '〒下４桁'], { postalCode: ['〒上３桁', '〒下４桁'] }],
    [
      'the labour insurance number',
      ['枝番号', '府県', '所掌', '管轄', '基幹番号'],
      { laborNumber: ['府県', '所掌', '管轄', '基幹番号', '枝番号'] },
    ],
    ['the branch number apart', ['労保番号', '枝番'], { laborNumber: ['労保番号', '枝番'] }],
    ['the contact person', ['担当者 姓', '担当者 名'], { contactName: ['担当者 姓', '担当者 名'] }],
    ['the owner, when nobody else is named', ['代表者名'], { contactName: ['代表者名'] }],
    ['the contact person before the owner', ['代表者名', '担当者'], { contactName: ['担当者'] }],
  ])('joins %s out of its columns', (_title, header, mapping) => {
    expect(guessMapping(header)).toEqual(mapping);
  });

  it('takes two numbered telephones for two telephones, and keeps the first', () => {
    expect(guessMapping(['TEL1', 'TEL2'])).toEqual({ phone: ['TEL1'] });
  });
});

describe('a mapping', () => {
  it('takes no other number for the code, and no other reading for the kana', () => {
    expect(guessMapping(['担当者フリガナ', '口座番号', '被保険者番号'])).toEqual({});
  });

  it("takes 事業所番号 beside a 整理記号 for the pension office's, when another column holds the code", () => {
    expect(guessMapping(['会社NO', '整理記号', '事業所番号'])).toEqual({
      code: ['会社NO'],
      pensionSymbol: ['整理記号'],
      pensionNumber: ['事業所番号'],
    });
    expect(guessMapping(['事業所番号', '整理記号'])).toEqual({ code: ['事業所番号'], pensionSymbol: ['整理記号'] });
  });

  it('names the columns an import cannot do without', () => {
    expect(missingColumns(guessMapping(['住所', '電話番号']))).toEqual(['事業所番号', '事業所名']);
    expect(missingColumns(guessMapping(['コード', '住所']))).toEqual(['事業所名']);
    expect(missingColumns(guessMapping(['コード', '会社名']))).toEqual([]);
  });

  it('names the headings of a mapping that a file does not have', () => {
    expect(unknownHeadings({ code: ['番号'], address: ['住所1', '住所2'] }, ['番号', '住所1'])).toEqual(['住所2']);
  });

  it('says of every column which field it fills', () => {
    expect(columnFields({ code: ['番号'], address: ['住所1', '住所2'] }, ['住所1', '備考', '番号', '住所2'])).toEqual([
      'address',
      null,
      'code',
      'address',
    ]);
  });
});
