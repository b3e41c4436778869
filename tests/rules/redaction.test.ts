import { expect, test } from 'vitest';
import { redacted, uncaughtLine } from '../../electron/contract/redaction.ts';

test.each([
  ['550 5.1.1 <soumu@kaiin.example.jp>: Recipient unknown', '550 5.1.1 <[address]>: Recipient unknown'],
  ['cannot open mailto:office%40kaiin.example.jp?x', 'cannot open mailto:[address]'],
  ['cannot open tel:03-0000-0417', 'cannot open tel:[number]'],
  ['call to +81 3 0000 0417 failed', 'call to [number] failed'],
  ['outbox: 鷺沼運輸 550', 'outbox: … 550'],
  [`Unexpected token 'T', "Tanaka Hana"... is not valid JSON`, `Unexpected token 'T', "…"... is not valid JSON`],
  ['at C:\\Users\\tanaka\\AppData\\x.js:1:2', 'at C:\\Users\\~\\AppData\\x.js:1:2'],
  ['at /home/tanaka/todoke/x.ts:10', 'at /home/~/todoke/x.ts:10'],
])('%s', (line, wanted) => expect(redacted(line)).toBe(wanted));

test('whatever was thrown, and caught by nobody, is told without what it was about', () => {
  const error = Object.assign(new Error('x'), { stack: 'Error: soumu@example.jp\n    at /home/tanaka/x.ts:1' });
  expect(uncaughtLine(error)).toBe('uncaught: Error: [address]\n    at /home/~/x.ts:1');
  expect(uncaughtLine('鷺沼運輸 soumu@example.jp')).toBe('uncaught: … [address]');
  expect(uncaughtLine(undefined)).toBe('uncaught: undefined');
});

test('what a developer needs stays', () => {
  const lines = [
    'the service ended with code 1; again in 250 ms',
    'backup register-20260608T010000Z.sqlite: content: row 12 missing from index offices_row_checksum',
    'Error: connect ECONNREFUSED 127.0.0.1:2525',
    '    at openHost (file:///opt/todoke/electron/host.ts:52:11)',
    '2026-06-08T01:00:00.000Z uncaught: SQLITE_BUSY',
  ];
  for (const line of lines) expect(redacted(line)).toBe(line);
});
