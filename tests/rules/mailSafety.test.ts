import { describe, expect, it } from 'vitest';
import { mailFor, mailtoLink } from '../../electron/rules/mailForms.ts';
import { exampleData, type MergeData } from '../../electron/rules/mergeFields.ts';
import { parseTemplate } from '../../electron/rules/mergeTemplate.ts';
import { dangersOf, readHtml } from './htmlReading.ts';
import { payloads } from './payloads.ts';
import { randomText, seeded } from './random.ts';

const REPLY_TO = 'kumiai@example.jp';

/** A mail in whose every typed place the words stand. */
function mailWith(words: string, places: { text: boolean; values: boolean }) {
  const typed = places.text ? words : '本文';
  const body = `${typed}\n\n# ${typed}\n- ${typed}\n\n| ${typed} | a |\n|---|---|\n| {{事業所名}} | b |\n\n**${typed}**
{{事業所名}}{{担当者名}}{{支部}}{{文書番号}}{{差出人}}{{版}}{{件名}}{{事実:復旧}}
[{{事業所名}}](https://example.jp/{{支部}}?a={{確認番号}})\n\n{{遅延手続一覧}}\n\n{{遅延手続一覧}}`;
  const template = (text: string, part: 'subject' | 'body' = 'body') => parseTemplate(text, ['復旧'], part).template;
  const texts = {
    subject: template(`${typed}{{事業所名}}`, 'subject'),
    body: template(body),
    covering: template(typed),
  };
  return mailFor(texts, places.values ? valuesOf(words) : exampleData, REPLY_TO);
}

function valuesOf(words: string): MergeData {
  return {
    office: {
      ...exampleData.office,
      name: words,
      contactName: words,
      branch: words,
      code: words,
      confirmationCode: words,
      delayed: [{ label: words, dueOn: null, state: 'received' }],
    },
    version: {
      ...exampleData.version,
      label: words,
      documentNumber: words,
      sender: words,
      facts: new Map([['復旧', { value: words, asOf: '2026-06-18', hearsay: true }]]),
    },
  };
}

const places = [
  { text: true, values: false },
  { text: false, values: true },
  { text: true, values: true },
];

describe('a hundred payloads', () => {
  it('are a hundred, no two alike, and dangerous where nothing escapes them', () => {
    expect(new Set(payloads).size).toBe(100);
    const raw = payloads.filter((payload) => /<[a-z!?]/i.test(payload));
    expect(raw.length).toBeGreaterThan(70);
    for (const payload of raw) expect(dangersOf(payload), payload).not.toEqual([]);
  });

  it.each(payloads)('%j stays words in subject, text, covering words and values', (payload) => {
    for (const place of places) {
      const { html, subject } = mailWith(payload, place);
      expect(dangersOf(html), JSON.stringify(place)).toEqual([]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(html + subject).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      expect(html.isWellFormed()).toBe(true);
    }
  });

  it('are read by the office as they were typed', () => {
    for (const payload of ['<script>alert(1)</script>', '"><svg onload=alert(1)>', '&lt;b&gt;', '[a](javascript:x)']) {
      for (const place of places) expect(readHtml(mailWith(payload, place).html).words, payload).toContain(payload);
    }
  });

  it('stay words in every mixture', () => {
    const random = seeded(100);
    const pieces = payloads
      .flatMap((payload) => payload.split(/(?<=[<>"'&=(\]])/))
      .concat('**', '\n', '{{事業所名}}', '|');
    for (let round = 0; round < 1_000; round += 1) {
      const text = randomText(random, pieces, 30);
      expect(dangersOf(mailWith(text, { text: true, values: true }).html), JSON.stringify(text)).toEqual([]);
    }
  });
});

describe('the check itself', () => {
  it.each([
    ['<p onclick=x>', ['p onclick=x']],
    ['<p style="a"onclick="x">', ['p onclick=x']],
    ['<a href="java&#x73;cript:x">', ['a href=javascript:x']],
    ['<a href=" https://example.jp">', ['a href= https://example.jp']],
    ['<img src=x>', ['img']],
    ['<p style="background:url(x)">', ['p style=background:url(x)']],
    ['<!-- a -->', ['comment']],
    ['<a href="https://example.jp" style="color:red">a &lt;script&gt;</a> 1 < 2', []],
  ])('finds in %s: %j', (html, dangers) => {
    expect(dangersOf(html)).toEqual(dangers);
  });
});

describe('a subject', () => {
  it.each(['\r\n', '\n', '\r', '\u2028', '\u2029', '\u0085', '\u000b', '\u000c', '\u0000', '\t', '\r\n \r\n'])(
    'is one line, whatever is typed or put in: no heading after %j',
    (end) => {
      const { subject } = mailWith(`件名${end}Bcc: x@example.jp`, { text: true, values: true });
      expect(subject).toMatch(/^件名 Bcc: x@example\.jp件名 ?Bcc: x@example\.jp$/);
    },
  );

  it('and the code of the reply link are one line too', () => {
    const link = mailtoLink(REPLY_TO, 'A\r\nBcc: x@example.jp', '一\n二');
    expect(link).not.toContain('%0D%0ABcc');
    expect(new URL(link).searchParams.get('subject')).toBe('A Bcc: x@example.jp');
  });
});
