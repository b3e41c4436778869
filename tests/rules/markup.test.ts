import { describe, expect, it } from 'vitest';
import { type Block, parseMarkup, plainText, type Span } from '../../electron/rules/markup.ts';
import { hostileTexts } from './hostileTexts.ts';
import { randomText, seeded } from './random.ts';

const plain = (text: string): Span => ({ text, bold: false, href: null });
const bold = (text: string): Span => ({ text, bold: true, href: null });
const link = (text: string, href: string): Span => ({ text, bold: false, href });
const paragraph = (...spans: Span[]): Block => ({ kind: 'paragraph', spans });
/** What stands in a text that is one paragraph. */
const spansOf = (text: string) => {
  const blocks = parseMarkup(text);
  expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph']);
  return blocks.flatMap((block) => (block.kind === 'paragraph' ? block.spans : []));
};
const kindsOf = (text: string) => parseMarkup(text).map(({ kind }) => kind);

describe('blocks', () => {
  it('are none in an empty text', () => {
    expect(parseMarkup('')).toEqual([]);
    expect(parseMarkup('\n \n　\n')).toEqual([]);
  });

  it('are paragraphs between blank lines, and lines stay lines', () => {
    expect(parseMarkup('拝啓\r\n時下ますます\n\n\n敬具')).toEqual([
      paragraph(plain('拝啓\n時下ますます')),
      paragraph(plain('敬具')),
    ]);
  });

  it('keep the full-width indent of a paragraph (字下げ), and drop other blanks at both ends of a line', () => {
    expect(spansOf('　いつもお世話に \n  なっております。　')).toEqual([plain('　いつもお世話に\nなっております。')]);
  });

  it.each([
    ['# 題', 1, '題'],
    ['## 題', 2, '題'],
    ['###　題', 3, '題'],
  ] as const)('%j is a heading of level %i', (text, level, title) => {
    expect(parseMarkup(text)).toEqual([{ kind: 'heading', level, spans: [plain(title)] }]);
  });

  it.each(['#題', '#', '# ', '#### 題', '＃ 題', ' # 題', '\\# 題'])('%j is no heading', (text) => {
    expect(kindsOf(text)).toEqual(['paragraph']);
  });

  it.each(['---', '*****', '___', ' --- '])('%j is a rule', (text) => {
    expect(parseMarkup(text)).toEqual([{ kind: 'rule' }]);
  });

  it('begin without a blank line before them', () => {
    expect(kindsOf('お知らせ\n# 題\n本文\n・一\n- 二\n---\n| a |\n|---|\n| 1 |\n本文')).toEqual(
      'paragraph heading paragraph list rule table paragraph'.split(' '),
    );
  });
});

describe('lists', () => {
  const items = (text: string) => parseMarkup(text).flatMap((block) => (block.kind === 'list' ? block.items : []));
  const item = (number: number | null, text: string, inner: unknown[] = []) => ({
    number,
    spans: [plain(text)],
    items: inner,
  });

  it.each(['- 一\n- 二', '* 一\n* 二', '+ 一\n+ 二', '・一\n・二', '　・一\n　・二', '・ 一\n-　二'])(
    '%j are two bullets',
    (text) => {
      expect(items(text)).toEqual([item(null, '一'), item(null, '二')]);
    },
  );

  it('keep their numbers as they were typed', () => {
    expect(items('1. 一\n3) 三\n10. 十')).toEqual([item(1, '一'), item(3, '三'), item(10, '十')]);
  });

  it('hold one level inside; what is further in belongs to it too', () => {
    expect(items('1. 一\n   - い\n      - ろ\n2. 二\n\t・は')).toEqual([
      item(1, '一', [item(null, 'い'), item(null, 'ろ')]),
      item(2, '二', [item(null, 'は')]),
    ]);
  });

  it('go on over a line that is indented, and end at one that is not', () => {
    expect(items('- 一\n  つづき\n次の文')).toEqual([item(null, '一\nつづき')]);
    expect(kindsOf('- 一\n  つづき\n次の文')).toEqual(['list', 'paragraph']);
  });

  it.each(['-一', '1.5倍', '2026. 6', '・・・', '-', '・', '１．一', '-5度'])('%j is no item', (text) => {
    expect(kindsOf(text)).toEqual(['paragraph']);
  });
});

describe('tables', () => {
  it('have headings, a line below them that says how columns stand, and rows', () => {
    expect(parseMarkup('| 項目 | 件数 | 状態 |\n|---|--:|:-:|\n| 離職票 | 3 | **遅延** |')).toEqual([
      {
        kind: 'table',
        align: ['left', 'right', 'center'],
        header: [[plain('項目')], [plain('件数')], [plain('状態')]],
        rows: [[[plain('離職票')], [plain('3')], [bold('遅延')]]],
      },
    ]);
  });

  it('fill up short rows, and keep in the last column what is too much: nothing typed is lost', () => {
    const [table] = parseMarkup('a|b\n-|-\n1|\n1|2|3|4');
    expect(table?.kind === 'table' && table.rows).toEqual([
      [[plain('1')], []],
      [[plain('1')], [plain('2 | 3 | 4')]],
    ]);
  });

  it('hold a bar that is escaped', () => {
    const [table] = parseMarkup('| a \\| b |\n|---|\n| \\| |');
    expect(table?.kind === 'table' && [table.header, table.rows]).toEqual([[[plain('a | b')]], [[[plain('|')]]]]);
  });

  it.each(['| a | b |', '| a |\n| b |', 'a\n|---|', `${'a|'.repeat(21)}\n${'-|'.repeat(21)}`])('%j is none', (text) => {
    expect(kindsOf(text)).toEqual(['paragraph']);
  });
});

describe('記 … 以上', () => {
  it('holds the blocks between the two lines', () => {
    expect(parseMarkup('下記のとおりです。\n　　記\n1. 一\n\n以　上\n追伸')).toEqual([
      paragraph(plain('下記のとおりです。')),
      {
        kind: 'record',
        blocks: [{ kind: 'list', items: [{ number: 1, spans: [plain('一')], items: [] }] }],
      },
      paragraph(plain('追伸')),
    ]);
  });

  it.each(['記\n本文', '以上\n記', '日記\n以上', '記\n以上です'])('%j has none: both must stand alone', (text) => {
    expect(kindsOf(text)).toEqual(['paragraph']);
  });

  it('ends at the first 以上, and holds no other', () => {
    const [record] = parseMarkup('記\n記\n以上\n以上');
    expect(record).toEqual({ kind: 'record', blocks: [paragraph(plain('記'))] });
  });
});

describe('words in a line', () => {
  it.each<[string, Span[]]>([
    ['**重要**です', [bold('重要'), plain('です')]],
    ['これは**「重要」**。', [plain('これは'), bold('「重要」'), plain('。')]],
    ['**一\n二**', [bold('一\n二')]],
    ['**開いたまま', [plain('**開いたまま')]],
    ['a ** b ** c', [plain('a ** b ** c')]],
    ['****1234', [plain('****1234')]],
    ['\\*\\*太くない\\*\\*', [plain('**太くない**')]],
    ['*斜め* _下線_ `印`', [plain('*斜め* _下線_ `印`')]],
    ['C:\\記録\\a', [plain('C:\\記録\\a')]],
  ])('%j: bold stands between two signs that touch it', (text, spans) => {
    expect(spansOf(text)).toEqual(spans);
  });

  it.each([
    'https://example.jp/a?b=c&d=%E3%81%82#e',
    'http://example.jp',
    'HTTPS://example.jp',
    'mailto:kumiai@example.jp?subject=a',
  ])('a link leads to %s', (href) => {
    expect(spansOf(`詳しくは[こちら](${href})へ`)).toEqual([plain('詳しくは'), link('こちら', href), plain('へ')]);
  });

  it('a link may be bold, and has plain words', () => {
    expect(spansOf('**[a\\*b](https://example.jp)**')).toEqual([
      { text: 'a*b', bold: true, href: 'https://example.jp' },
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc',
    'ftp://example.jp',
    '//example.jp',
    '/a',
    '#a',
    'https:',
    'https://',
    'https:///a',
    'mailto:',
    'tel:0300000000',
    ' https://example.jp',
    'https://example.jp/"onclick="x',
    'https://example.jp/<b>',
    'java\tscript:x',
    '',
  ])('a link to %j is text as it was typed', (target) => {
    const text = `[押す](${target})`;
    expect(spansOf(text)).toEqual([plain(text)]);
  });

  it('HTML is text', () => {
    const text = '<b onclick="x">太い</b> &amp; <!-- a --><script>alert(1)</script>';
    expect(spansOf(text)).toEqual([plain(text)]);
  });

  it('control characters and half characters do not come in; all line ends are one', () => {
    expect(spansOf('a\u0000\u001b[b\u2028c\rd\ud800')).toEqual([plain('a[b\nc\nd\ufffd')]);
  });
});

describe('any text', () => {
  const alphabet =
    '# - * ** ・ 1. 2) | |-| \n \n\n [ ]( ) https://a \\ 記 以上 \n記\n \n以上\n 　 あ a < > & --- \t'.split(' ');
  alphabet.push(' ', '  ');

  it('is read without failing and without losing a letter', () => {
    const random = seeded(20260605);
    for (let round = 0; round < 3_000; round += 1) {
      const text = randomText(random, alphabet, 60);
      const letters = (words: string) => words.replace(/[^あa<>&]/g, '').replaceAll('https://a', '');
      expect(letters(wordsOf(parseMarkup(text))), JSON.stringify(text)).toBe(letters(text));
    }
  });

  it.each(hostileTexts)('is read in time in proportion to its length: 50,000 characters of %s', (_name, text) => {
    const began = performance.now();
    parseMarkup(text);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

/** All letters of blocks, links' targets among them. */
function wordsOf(blocks: readonly Block[]): string {
  return JSON.stringify(blocks, (key, value) =>
    ['kind', 'align', 'level', 'number', 'bold'].includes(key) ? undefined : value,
  ).replace(/"(?:spans|items|text|href|blocks|header|rows)"|null/g, '');
}

it('the words of spans are theirs without their looks', () => {
  expect(plainText([plain('a'), bold('b'), link('c', 'https://example.jp')])).toBe('abc');
});
