import { describe, expect, it } from 'vitest';
import { readMail } from '../../electron/ports/mailReading.ts';
import { classifyMail } from '../../electron/rules/mailReading/kinds.ts';
import { notReturned, OURS, returnedMails } from '../fixtures/returnedMails.ts';

const classify = async (source: string) => classifyMail(await readMail(Buffer.from(source)));

describe('what a mail is', () => {
  it.each(returnedMails)('$dialect', async ({ source, kind, recipient, status, result, tells }) => {
    const found = await classify(source);
    expect(found).toMatchObject({ kind, ...(result ? { returned: { result } } : {}) });
    if (recipient) expect(found.returned?.recipient).toBe(recipient);
    if (status) expect(found.returned?.status).toBe(status);
    if (tells) expect(found.about).toContain(OURS);
    expect(found.codes).toEqual([]);
  });

  it.each(notReturned)('is no machine’s when a person speaks of returned mail (%#)', async (source) => {
    expect((await classify(source)).kind).toBe('other');
  });
});

describe('texts made to take for ever', () => {
  const long = 190_000;
  it.each([
    ['one word', 'a'.repeat(long)],
    ['at signs', `<${'@'.repeat(long)}`],
    ['empty lines', '\n'.repeat(long)],
    ['quotes', '> '.repeat(long / 2)],
    ['digits', '1234 '.repeat(long / 5)],
    ['hyphens', '-'.repeat(long)],
    ['words of a question', 'でしょうか'.repeat(long / 5)],
    ['beginnings of quotes', 'From: a\n'.repeat(long / 8)],
    ['lines of our own', 'このメールに返信してください。\n'.repeat(long / 16)],
  ])('%s: read like any other', async (_what, text) => {
    for (const from of ['a@example.jp', 'MAILER-DAEMON@example.jp']) {
      const head = `From: ${from}\r\nSubject: failure notice\r\nContent-Type: text/plain; charset=utf-8`;
      const found = await classify(`${head}\r\n\r\nHi. This is the qmail-send program\n${text}`);
      expect(found.codes).toEqual([]);
    }
  });
});
