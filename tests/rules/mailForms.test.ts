import { describe, expect, it } from 'vitest';
import { practiceVersions } from '../../electron/practice/texts.ts';
import { blocksToHtml, escapeHtml } from '../../electron/rules/htmlMail.ts';
import { columnsOf } from '../../electron/rules/lineWrap.ts';
import { mailFor, mailtoLink } from '../../electron/rules/mailForms.ts';
import { parseMarkup } from '../../electron/rules/markup.ts';
import { exampleData, type MergeData } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { blocksToText } from '../../electron/rules/textMail.ts';
import { readHtml } from './htmlReading.ts';

const REPLY_TO = 'kumiai@example.jp';
const template = (text: string) => parseTemplate(text, ['復旧']).template;
const mail = (body: string, data: MergeData = exampleData, covering: string | null = null, replyTo = REPLY_TO) =>
  mailFor(
    {
      subject: parseTemplate('【{{版}}】障害のお知らせ', [], 'subject').template,
      body: template(body),
      covering: covering === null ? null : template(covering),
    },
    data,
    replyTo,
  );
const text = (markup: string, columns?: number) => blocksToText(parseMarkup(markup), columns);
const html = (markup: string) => blocksToHtml(parseMarkup(markup)).replace(/ style="[^"]*"/g, '');

describe('a mail to one office', () => {
  it('is addressee, covering words, text, how to acknowledge, sender', () => {
    const { subject, text: words } = mail(
      '# お知らせ\n障害です。',
      exampleData,
      '前回の報をまだご確認いただいていません。',
    );
    expect(subject).toBe('【第2報】障害のお知らせ');
    expect(words).toBe(`東雲運送株式会社
中村 様

前回の報をまだご確認いただいていません。

■ お知らせ

障害です。

――――――――――
お読みになったら、2026年6月26日までに、このメールに返信してください。書
き加えることは要りません。下の行を押すと、確認番号の入った返信が開きま
す。そのまま送信してください。
確認番号: K7M2-9QXP
mailto:kumiai@example.jp?subject=K7M2-9QXP

――――――――――
ひのもり労働保険事務組合
電話 03-0000-9000
`);
  });

  it('says the same in both forms', () => {
    const { text: words, html: page } = mail(
      '# お知らせ\n**障害**です。\n- 一\n\n{{遅延手続一覧}}',
      exampleData,
      '前文',
    );
    const said = readHtml(page).words.replace(/\s/g, '');
    for (const line of [
      '東雲運送株式会社',
      '中村 様',
      '前文',
      'お知らせ',
      '障害です。',
      '一',
      '離職票の交付',
      'K7M2-9QXP',
      '電話 03-0000-9000',
    ]) {
      expect(words).toContain(line);
      expect(said).toContain(line.replace(/\s/g, ''));
    }
  });

  it('addresses the organisation where no person is known', () => {
    const nobody = { ...exampleData, office: { ...exampleData.office, contactName: '' } };
    expect(mail('本文', nobody).text).toMatch(/^東雲運送株式会社 御中\n\n本文/);
    expect(mail('本文', nobody).html).toContain('東雲運送株式会社 御中</p>');
  });

  it('asks for no reply without a code or an address for it, and names no day without one', () => {
    const noCode = { ...exampleData, office: { ...exampleData.office, confirmationCode: '' } };
    for (const { text: words, html: page } of [mail('本文', noCode), mail('本文', exampleData, null, '')]) {
      expect(words + page).not.toMatch(/mailto:|確認番号/);
    }
    const noDay = { ...exampleData, version: { ...exampleData.version, replyBy: '' } };
    expect(mail('本文', noDay).text).toContain('お読みになったら、このメールに返信して');
  });

  it('tells which fields are empty, also those of the covering words', () => {
    const bare = { ...exampleData, office: { ...exampleData.office, branch: '', contactName: '' } };
    expect(mail('{{支部}}', bare, '{{担当者名}}').empty).toEqual(['担当者名', '支部']);
  });
});

describe('the reply link', () => {
  it('opens a mail to the sender whose subject and text hold the code', () => {
    const { starts } = readHtml(mail('本文').html);
    const [href] = starts.flatMap(({ tag, attributes }) => (tag === 'a' ? [attributes.get('href') ?? ''] : []));
    const url = new URL(href ?? '');
    expect([url.protocol, url.pathname]).toEqual(['mailto:', REPLY_TO]);
    expect(url.searchParams.get('subject')).toBe('【確認】第2報 確認番号 K7M2-9QXP');
    expect(url.searchParams.get('body')).toBe(
      '内容を確認しました。\r\n\r\n第2報「【第2報】障害のお知らせ」\r\n確認番号: K7M2-9QXP',
    );
  });

  it('is escaped where it stands in the page', () => {
    expect(mail('本文').html).toMatch(/href="mailto:kumiai@example\.jp\?subject=[^"&]+&amp;body=[^"&]+"/);
  });

  it('is percent-encoded (RFC 6068): no blank as +, no sign that would begin another part', () => {
    expect(mailtoLink('a+b/c?d&e%f@example.jp', 'A B&C=D+E', '1\n2')).toBe(
      'mailto:a%2Bb%2Fc%3Fd%26e%25f@example.jp?subject=A%20B%26C%3DD%2BE&body=1%0D%0A2',
    );
  });
});

describe('plain text', () => {
  it('keeps the lines that were typed, and wraps at 72 columns', () => {
    const words = practiceVersions.map(({ body }) => text(body)).join('\n');
    expect(words).toContain('\n・離職票と資格取得届を先に、紙の届書で進めています。\n');
    const widths = words.split('\n').map(columnsOf);
    expect(Math.max(...widths)).toBeLessThanOrEqual(72);
    expect(Math.max(...widths)).toBeGreaterThan(66);
  });

  it.each([
    ['# 題', '■ 題'],
    ['## 題', '● 題'],
    ['### 題', '○ 題'],
    ['---', '――――――――――'],
    ['**重要**です', '重要です'],
    ['[こちら](https://example.jp/a)', 'こちら <https://example.jp/a>'],
    ['[https://example.jp](https://example.jp)', 'https://example.jp'],
    ['[a@example.jp](mailto:a@example.jp)', 'a@example.jp'],
    ['- 一\n  - い\n2. 二\n   つづき', '・一\n  ・い\n2. 二\n   つづき'],
  ])('%j reads %j', (markup, words) => {
    expect(text(markup)).toBe(words);
  });

  it('keeps items in line with their first word', () => {
    expect(text('- あいうえおかき\n  10. さしすせそたち', 12)).toBe(
      '・あいうえお\n  かき\n  10. さしす\n      せそた\n      ち',
    );
  });

  it('has 記 in the middle and 以上 at the right, two columns from the edge', () => {
    expect(text('記\n- 一\n\n以上', 20)).toBe(`${' '.repeat(9)}記\n\n・一\n\n${' '.repeat(16)}以上`);
  });

  const table = '| 手続き | 件数 |\n|---|--:|\n| 離職票 | 3 |\n| 資格取得届 | 12 |';
  it('has tables in columns', () => {
    expect(text(table).split('\n')).toEqual([
      '手続き      件数',
      '----------  ----',
      '離職票         3',
      '資格取得届    12',
    ]);
  });

  it('has tables that are too wide as lines with their headings, a blank line between rows', () => {
    expect(text(table, 15)).toBe('手続き: 離職票\n件数: 3\n\n手続き: 資格取\n得届\n件数: 12');
  });
});

describe('HTML', () => {
  it('has all five signs that mean something to it escaped', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;');
  });

  it.each([
    ['# 題', '<h1>題</h1>'],
    ['一\n二', '<p>一<br>\n二</p>'],
    ['**[a](https://example.jp/?b&c)**', '<p><strong><a href="https://example.jp/?b&amp;c">a</a></strong></p>'],
    ['---', '<hr>'],
    ['2. 一\n4. 二', '<ol>\n<li value="2">一</li>\n<li value="4">二</li>\n</ol>'],
    ['- 一\n1. 二', '<ul>\n<li>一</li>\n</ul>\n<ol>\n<li value="1">二</li>\n</ol>'],
    ['- 一\n  - い', '<ul>\n<li>一\n<ul>\n<li>い</li>\n</ul>\n</li>\n</ul>'],
    ['記\n一\n以上', '<p>記</p>\n<p>一</p>\n<p>以上</p>'],
    [
      '|a|\n|-|\n|1|',
      '<table>\n<thead><tr><th scope="col">a</th></tr></thead>\n<tbody>\n<tr><td>1</td></tr>\n</tbody>\n</table>',
    ],
  ])('%j is %j', (markup, elements) => {
    expect(html(markup)).toBe(elements);
  });

  const page = mail('# 題\n- 一\n\n| a |\n|---|\n| 1 |\n\n---\n\n[a](https://example.jp)').html;
  const { starts } = readHtml(page);

  it('is a whole Japanese document for light and dark', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="ja">/);
    expect(starts.map(({ attributes }) => attributes.get('name'))).toContain('color-scheme');
    expect(page).toContain('<meta name="color-scheme" content="light dark">');
    expect(page).toContain('<title>【第2報】障害のお知らせ</title>');
  });

  it('fetches nothing and watches nobody', () => {
    expect(starts.filter(({ attributes }) => attributes.has('src') || attributes.has('background'))).toEqual([]);
    expect(page).not.toMatch(/<(?:img|link|style|script|iframe)|url\(|@import/i);
    expect(page.match(/https?:\/\/[^"]+/g)).toEqual(['https://example.jp']);
  });

  it('sets no colour of words without its ground, so that the reader’s own colours hold', () => {
    const coloured = starts
      .map(({ attributes }) => attributes.get('style') ?? '')
      .filter((style) => /(?:^|;)(?:color|background)/.test(style));
    expect(coloured.length).toBeGreaterThan(0);
    for (const style of coloured) expect(style).toMatch(/background-color:#0f6b66;color:#ffffff/);
  });
});
