import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { csvLine, guardFormula, keepDigits, toCp932Text, unguardFormula } from '../../electron/rules/csvWrite.ts';
import { randomText, seeded } from './random.ts';

describe('a CSV line', () => {
  it('quotes every field, doubles quotes and ends with CRLF', () => {
    expect(csvLine(['001', '', 'say "yes", please'])).toBe('"001","","say ""yes"", please"\r\n');
  });

  it('keeps line breaks in a cell as LF', () => {
    expect(csvLine(['a\r\nb\rc\nd'])).toBe('"a\nb\nc\nd"\r\n');
  });

  it('reads back as it was written', () => {
    const random = seeded(3);
    const alphabet = ['東', 'a', ',', '"', '\n', ' ', '\t', "'", '='];
    for (let n = 0; n < 500; n += 1) {
      const cells = ['x', randomText(random, alphabet, 8), randomText(random, alphabet, 8)];
      expect(parseCsv(csvLine(['a', 'b', 'c']) + csvLine(cells)).rows[0]?.cells).toEqual(cells);
    }
  });
});

describe('the guard against formulas', () => {
  it.each(['=1+1', '+81 3 0000 0417', '-', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '＋1', '－1', '＠x'])(
    'puts an apostrophe before %j',
    (cell) => {
      expect(guardFormula(cell)).toBe(`'${cell}`);
    },
  );

  it.each(['', '東雲運送', '03-0000-0417', '00417', "O'Brien", "'quoted'", ' =1', 'a=b', '1-2'])(
    'leaves %j alone',
    (cell) => {
      expect(guardFormula(cell)).toBe(cell);
      expect(unguardFormula(cell)).toBe(cell);
    },
  );

  it('leaves no cell that begins with a sign of a formula', () => {
    const random = seeded(11);
    for (let n = 0; n < 5_000; n += 1) {
      expect(guardFormula(randomText(random, signs, 5))).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
    }
  });

  it('is taken away exactly, whatever the cell was', () => {
    const random = seeded(42);
    for (let n = 0; n < 20_000; n += 1) {
      const cell = randomText(random, signs, 6);
      expect(unguardFormula(guardFormula(cell))).toBe(cell);
    }
  });
});

const signs = ["'", "'", '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', 'a', '東', '0', ' '];

describe('a text for CP932', () => {
  // What CP932 holds of the characters used here.
  const held = new Set([...'東雲運送カガパ㈱髙﨑①～－―∥￢￠￡￥〓神A1 ']);
  const writable = (character: string) => held.has(character);

  it('takes the forms Windows writes for signs that Unicode has twice', () => {
    expect(toCp932Text('〜−—‖¬¢£¥', writable)).toEqual({ text: '～－―∥￢￠￡￥', unwritable: [] });
  });

  it('leaves what it holds alone, vendor characters included', () => {
    expect(toCp932Text('㈱髙﨑①東雲運送', writable)).toEqual({ text: '㈱髙﨑①東雲運送', unwritable: [] });
    expect(toCp932Text('神', writable).text).toBe('神');
  });

  it('writes 〓 for the rest and lists each by character and code point, in order', () => {
    expect(toCp932Text('𠮷東é', writable)).toEqual({
      text: '〓東〓',
      unwritable: [
        { character: '𠮷', codePoint: 'U+20BB7' },
        { character: 'é', codePoint: 'U+00E9' },
      ],
    });
  });

  it('joins kana with a separate voicing mark', () => {
    expect(toCp932Text('カ\u3099ハ\u309a', writable)).toEqual({ text: 'ガパ', unwritable: [] });
  });

  it('does not ask about plain ASCII', () => {
    const never = () => {
      throw new Error('asked');
    };
    expect(toCp932Text('00417, "x"\r\n', never).text).toBe('00417, "x"\r\n');
  });
});

describe('a code for a spreadsheet', () => {
  it.each([
    '00417',
    '060',
    '13101912345001',
    '202508280447292844',
    '1-2-3',
    '3/4',
    '12-1',
    '1E5',
    '2e-3',
    '1.10',
    '(5)',
    '1,200',
    '50%',
    '12:30',
    '1-2-2026',
  ])('%s keeps its digits by a tab', (code) => {
    expect(keepDigits(code)).toBe(`${code}\t`);
  });

  it.each([
    '417',
    '0',
    '2026-06-05',
    '13-1-01-912345-001',
    '03-0000-0417',
    '000-9778',
    '',
    '12a',
    'E5',
    '1.5',
    '東1-2',
  ])('%s needs none', (cell) => {
    expect(keepDigits(cell)).toBe(cell);
  });
});
