import { describe, expect, it } from 'vitest';
import { likePattern, matchedFields, searchKey, searchTerms } from '../../electron/rules/searchKey.ts';

const finds = (search: string, parts: string[]) => {
  const key = searchKey(parts);
  return searchTerms(search).every((term) => key.includes(term));
};

const office = [
  '00417',
  '㈱髙﨑ﾊﾞｲｵ東雲運送',
  'タカサキバイオシノノメウンソウ',
  '03-0000-0417',
  '13-1-01-912345-001',
  'Soumu@Shinonome.example.jp',
];

describe('search', () => {
  it.each([
    ['株式会社 髙﨑', 'legal form, old forms of characters'],
    ['高崎', 'the common forms'],
    ['バイオ', 'full width for half'],
    ['ばいお', 'hiragana for katakana'],
    ['しののめ', 'hiragana for the reading'],
    ['東雲', 'two characters in the middle'],
    ['0300000417', 'a phone number without hyphens'],
    ['03-0000-0417', 'a phone number with hyphens'],
    ['０３－００００－０４１７', 'a phone number in full width'],
    ['03ー0000ー0417', 'a phone number with long marks for hyphens'],
    ['03(0000)0417', 'a phone number with brackets'],
    ['13101912345001', 'a labour insurance number as 14 digits'],
    ['912345-001', 'a part of it as printed'],
    ['SHINONOME', 'another case'],
    ['東雲 0417　高崎', 'several words, any order, any kind of space'],
    ['', 'nothing'],
    ['株式会社', 'only a legal form'],
  ])('finds by "%s" (%s)', (search) => {
    expect(finds(search, office)).toBe(true);
  });

  it.each([
    ['西雲', 'another name'],
    ['東雲 大阪', 'one word that matches and one that does not'],
    ['運送タカサキ', 'the end of one part and the start of the next'],
    ['041713', 'two numbers run together'],
  ])('does not find by "%s" (%s)', (search) => {
    expect(finds(search, office)).toBe(false);
  });

  it('drops legal forms in every spelling, at either end', () => {
    const spellings = [
      '株式会社東雲運送',
      '東雲運送（株）',
      '(株) 東雲運送',
      '東雲運送㈱',
      '㍿東雲運送',
      '有限会社東雲運送',
      '㈲東雲運送',
      '合同会社 東雲運送',
      '一般社団法人東雲運送',
      '医療法人社団 東雲運送',
      '特定非営利活動法人東雲運送',
    ];
    expect([...new Set(spellings.map((name) => searchKey([name])))]).toEqual(['東雲運送']);
    expect(searchKey(['かぶしきがいしゃ しののめうんそう'])).toBe('シノノメウンソウ');
  });

  it('takes every kind of hyphen for the same, but keeps the long mark of kana', () => {
    for (const hyphen of '-‐‑‒–—―−－ー') expect(searchKey([`03${hyphen}0000${hyphen}0417`]), hyphen).toBe('0300000417');
    expect(searchKey(['センター'])).toBe('センター');
    expect(searchKey(['ｾﾝﾀｰ'])).toBe('センター');
    expect(searchKey(['第2センター3'])).toBe('第2センター3');
  });

  it('gives the same key for a key, so that stored keys may be folded again', () => {
    const key = searchKey(office);
    expect(searchKey(key.split('\n'))).toBe(key);
  });
});

describe('the LIKE pattern of a term', () => {
  it('takes %, _ and \\ for themselves', () => {
    expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%');
    expect(likePattern('東雲')).toBe('%東雲%');
  });
});

describe('why an office was found', () => {
  const found = {
    code: '00417',
    name: '東雲運送',
    kana: 'シノノメウンソウ',
    phone: '03-0000-0417',
    address: '東雲一丁目',
  };

  it('names the fields that hold a word of the search, folded like the key', () => {
    expect(matchedFields(found, searchTerms('東雲'))).toEqual(['name']);
    expect(matchedFields(found, searchTerms('しののめ'))).toEqual(['kana']);
    expect(matchedFields(found, searchTerms('0417'))).toEqual(['code', 'phone']);
    expect(matchedFields(found, searchTerms('運送 0300000417'))).toEqual(['name', 'phone']);
  });

  it('names nothing without words, nor fields no search looks at', () => {
    expect(matchedFields(found, searchTerms('　'))).toEqual([]);
    expect(matchedFields(found, searchTerms('一丁目'))).toEqual([]);
  });
});
