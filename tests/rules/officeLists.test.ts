import { describe, expect, it } from 'vitest';
import { guardFormula, unguardFormula } from '../../electron/rules/csvWrite.ts';
import {
  hyphenatedLaborNumber,
  laborNumbers,
  restoreZeros,
  sameLaborNumbers,
} from '../../electron/rules/laborNumbers.ts';
import { flawOf, joinPieces, tidy } from '../../electron/rules/officeCells.ts';
import { guessMapping } from '../../electron/rules/officeColumns.ts';
import { channelWords } from '../../electron/rules/officeLists.ts';
import { randomText, seeded } from './random.ts';

const [first, second, third] = ['13-1-01-912345-001', '13101912346002', '１３１０１９１２３４７００３'] as const;

describe('tags', () => {
  it.each([
    ['建設；飲食', '建設; 飲食'],
    ['b、a,c\na', 'a; b; c'],
    [' ＡＢＣ ，ABC/  x  y ', 'ABC; x y'],
    ['卸売・小売', '卸売・小売'],
    [';;、', ''],
  ])('%j is stored as %j', (typed, stored) => {
    expect(tidy('tags', typed)).toBe(stored);
  });

  it('have at most 40 characters each, and are 20 at most', () => {
    const twenty = Array.from({ length: 20 }, (_, at) => String(at).padStart(40, 'あ')).join('; ');
    expect(flawOf('tags', tidy('tags', twenty))).toBeNull();
    expect(flawOf('tags', tidy('tags', `${twenty}; い`))).toEqual({ code: 'too_long', value: '21個、上限は20個' });
    expect(flawOf('tags', 'あ'.repeat(41))).toEqual({ code: 'too_long', value: '41文字、上限は40文字' });
  });

  it('what is stored is read back as it is, whatever was typed', () => {
    const random = seeded(11);
    const alphabet = [
      'a',
      'Ａ',
      ';',
      '；',
      '、',
      ' ',
      '　',
      '\n',
      '・',
      '/',
      "'",
      '=',
      '℅',
      '¨',
      'が',
      'が',
      '﨑',
      '½',
    ];
    for (let round = 0; round < 3000; round += 1) {
      const stored = tidy('tags', randomText(random, alphabet, 12));
      expect(tidy('tags', guardFormula(stored))).toBe(stored);
      expect(unguardFormula(guardFormula(stored))).toBe(stored);
    }
  });
});

describe('the order of channels', () => {
  it.each([
    ['メール、FAX', 'mail,fax'],
    ['ＦＡＸ→電話＞郵便', 'fax,phone,post'],
    ['ファックス・Eメール TEL/手紙', 'fax,mail,phone,post'],
    ['mail,mail,fax', 'mail,fax'],
    ['', ''],
  ])('%s is stored as %s', (typed, stored) => {
    expect(tidy('channels', typed)).toBe(stored);
    expect(flawOf('channels', stored)).toBeNull();
    expect(tidy('channels', channelWords(stored))).toBe(stored);
  });

  it('is written in words', () => {
    expect(channelWords('fax,mail,phone,post')).toBe('FAX、メール、電話、郵送');
    expect(channelWords('')).toBe('');
  });

  it('with an unknown word is refused, and the word named', () => {
    const value = tidy('channels', 'FAX、狼煙');
    expect(flawOf('channels', value)).toEqual({ code: 'unknown_channel', value: '狼煙' });
  });
});

describe('several labour insurance numbers', () => {
  it.each([
    `${first};${second}`,
    `${first}；${second}`,
    `${first}、${second}`,
    `${first}\n${second}`,
    `${first}/${second}`,
    `${first}; ${second}, ${first.replaceAll('-', '')}`,
  ])('%j are two', (typed) => {
    const stored = tidy('laborNumber', typed);
    expect(stored).toBe(`${first}; ${second}`);
    expect(flawOf('laborNumber', stored)).toBeNull();
    expect(tidy('laborNumber', stored)).toBe(stored);
  });

  it('are keyed on all their digits', () => {
    expect(laborNumbers(`${first}; ${third}; なし`)).toEqual(['13101912345001', '13101912347003']);
    expect(laborNumbers('')).toEqual([]);
    expect(hyphenatedLaborNumber(`${second}; ${first}`)).toBe(`13-1-01-912346-002; ${first}`);
    expect(sameLaborNumbers(`${second}; ${first}`, `13101912345001; 13-1-01-912346-002`)).toBe(true);
    expect(sameLaborNumbers(first, `${first}; ${second}`)).toBe(false);
    expect(sameLaborNumbers(first, '13-1-01-912345-002')).toBe(false);
  });

  it('a slash between the pieces of one number divides nothing', () => {
    expect(tidy('laborNumber', '13/1/01/912345/001')).toBe('13/1/01/912345/001');
  });

  it('the lost zero is offered number by number, and nothing when one lacks more', () => {
    const lost = '1101912345001';
    expect(flawOf('laborNumber', `${lost}; ${first}`)).toMatchObject({ code: 'labor_number_zero' });
    expect(restoreZeros(`${lost}; ${first}`)).toBe(`0${lost}; ${first}`);
    expect(flawOf('laborNumber', `${lost}; 123`)).toMatchObject({ code: 'labor_number' });
    expect(restoreZeros(`${lost}; 123`)).toBeNull();
    expect(flawOf('laborNumber', `${first}; 1.31E+13`)).toEqual({ code: 'excel_damaged', value: '1.31E+13' });
  });

  it('stand in columns of their own too', () => {
    expect(guessMapping(['労働保険番号1', '労働保険番号2', '労働保険番号3']).laborNumber).toHaveLength(3);
    expect(guessMapping(['労働保険番号', '労働保険番号2']).laborNumber).toEqual(['労働保険番号', '労働保険番号2']);
    expect(guessMapping(['労働保険番号1']).laborNumber).toEqual(['労働保険番号1']);
    expect(joinPieces('laborNumber', [first, second, third])).toBe(`${first}; ${second}; ${third}`);
    expect(joinPieces('laborNumber', [first, '', ''])).toBe(first);
    expect(joinPieces('laborNumber', [first, first])).toBe(first);
    expect(joinPieces('laborNumber', [first, '001'])).toBe(first);
    expect(joinPieces('laborNumber', ['13101912345', '001'])).toBe('13101912345-001');
  });
});
