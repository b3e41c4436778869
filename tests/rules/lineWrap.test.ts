import { describe, expect, it } from 'vitest';
import { columnsOf, wrapLine } from '../../electron/rules/lineWrap.ts';
import { hostileTexts } from './hostileTexts.ts';
import { randomText, seeded } from './random.ts';

describe('columns', () => {
  it.each([
    ['abc 123', 7],
    ['漢字かな', 8],
    ['ｶﾅ', 2],
    ['Ａ（１）', 8],
    ['令和8年6月', 10],
    ['“—…※①', 10],
    ['が', 2],
    ['か\u3099', 2],
    ['葛\u{e0100}', 2],
    ['𠮷野', 4],
    ['👍', 2],
    ['', 0],
  ])('%j takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe('a line', () => {
  it.each([
    ['あいうえお', 10, ['あいうえお']],
    ['あいうえおか', 10, ['あいうえお', 'か']],
    ['あいうえお。か', 10, ['あいうえ', 'お。か']],
    ['あいうえ「お」', 10, ['あいうえ', '「お」']],
    ['あいうえお、」か', 10, ['あいうえ', 'お、」か']],
    ['あいうえっと', 10, ['あいうえっ', 'と']],
    ['あいうえおー', 10, ['あいうえ', 'おー']],
    ['あい words うえお', 10, ['あい words', 'うえお']],
    ['one two three', 8, ['one two', 'three']],
    ['あいうえお  か', 10, ['あいうえお', 'か']],
    ['あいうえお 。', 10, ['あいうえ', 'お 。']],
    ['👨\u200d👩\u200d👧👨\u200d👩\u200d👧', 8, ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧']],
    ['　あいうえお', 10, ['　あいうえ', 'お']],
    ['', 10, ['']],
  ])('%j at %i columns is %j', (line, columns, lines) => {
    expect(wrapLine(line, columns)).toEqual(lines);
  });

  it.each([
    'https://example.jp/notices/2026/06/05?office=00417&code=K7M2-9QXP',
    '<https://example.jp/notices/2026/06/05>',
    'mailto:jimukyoku@example.jp?subject=K7M2-9QXP',
    'jimukyoku-no-madoguchi@example.jp',
  ])('does not break %s', (address) => {
    expect(wrapLine(`詳しくは${address}をご覧ください`, 20)).toEqual(['詳しくは', address, 'をご覧ください']);
  });

  it('is cut inside a run without any place to break, never inside a character', () => {
    expect(wrapLine('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
    expect(wrapLine('。'.repeat(7), 10)).toEqual(['。'.repeat(5), '。。']);
    expect(wrapLine('（𠮷（葛\u{e0100}（𠮷', 4)).toEqual(['（𠮷', '（葛\u{e0100}', '（𠮷']);
  });

  const letters = [...'いろはにほへとちりぬるを東雲運送株式会社二〇二六年ab12'];
  const signs = [...'、。」』）（「『ーっ・,.!?( 　％'];
  const alphabet = [...letters, ...letters, ...signs, '𠮷', 'か\u3099', '葛\u{e0100}', 'longword'];

  it('keeps every letter, keeps to its columns, and never begins with 、。」 or ends with 「（ where it need not', () => {
    const random = seeded(72);
    let wrapped = 0;
    for (let round = 0; round < 5_000; round += 1) {
      const line = randomText(random, alphabet, 60);
      const lines = wrapLine(line, 16);
      expect(lines.join('').replace(/\s/g, '')).toBe(line.replace(/\s/g, ''));
      // What holds no place to break within the columns must overflow or be cut somewhere.
      if (
        /[\w,.!?(:/]{9,}|[、。」』）ーっ・,.!?％（「『(]{3,}|[、。」』）ーっ・％（「『(]\s+[、。」』）ーっ・％]/.test(
          line,
        )
      )
        continue;
      for (const [at, part] of lines.entries()) {
        expect(columnsOf(part), line).toBeLessThanOrEqual(16);
        if (at === 0) continue;
        wrapped += 1;
        expect(part, line).not.toMatch(/^[、。」』）ーっ・％]/);
        expect(lines[at - 1], line).not.toMatch(/[（「『]$/);
      }
    }
    expect(wrapped).toBeGreaterThan(1_000);
  });

  it.each(hostileTexts)('is wrapped in time in proportion to its length: 50,000 characters of %s', (_name, text) => {
    const began = performance.now();
    wrapLine(text.replaceAll('\n', ' '), 72);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
