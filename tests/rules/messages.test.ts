import { describe, expect, it } from 'vitest';
import { classifyResponse, composeMail, isLoopbackHost, nextAttempt } from '../../electron/rules/messages.ts';

const parts = {
  officeName: '東雲運送株式会社',
  contactName: '',
  subject: '障害のお知らせ（第1報）',
  body: 'お知らせします。\n',
  association: '架空労働保険事務組合',
};
const addressee = (changes: Partial<typeof parts>) => composeMail({ ...parts, ...changes }).text.split('\n\n')[0];

describe('a mail to one office', () => {
  it('is addressee, body and signature', () => {
    expect(composeMail(parts)).toEqual({
      subject: '障害のお知らせ（第1報）',
      text: '東雲運送株式会社 御中\n\nお知らせします。\n\n――――――――――\n架空労働保険事務組合\n',
    });
  });

  it('addresses an organisation 御中 and a person 様, never both', () => {
    expect(addressee({})).toBe('東雲運送株式会社 御中');
    expect(addressee({ contactName: '中村' })).toBe('東雲運送株式会社\n中村 様');
    expect(addressee({ contactName: '中村様' })).toBe('東雲運送株式会社\n中村 様');
    expect(addressee({ officeName: '東雲運送株式会社 御中', contactName: ' ' })).toBe('東雲運送株式会社 御中');
  });

  it('has no signature while the association has no name', () => {
    expect(composeMail({ ...parts, association: ' ' }).text).toBe('東雲運送株式会社 御中\n\nお知らせします。\n');
  });

  it('has a subject of one line, so that no heading can be slipped in', () => {
    expect(composeMail({ ...parts, subject: ' 件名\r\nBcc: x@example.jp ' }).subject).toBe('件名 Bcc: x@example.jp');
  });
});

describe('hosts that are this very machine', () => {
  it.each(['127.0.0.1', '127.255.0.9', '::1', '[::1]', 'localhost', 'LOCALHOST'])('%s is one', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each([
    '127.0.0.1.example.jp',
    'localhost.example.jp',
    '128.0.0.1',
    '127.0.0',
    '127.0.0.256',
    '0.0.0.0',
    '10.0.0.1',
    '::2',
    '',
  ])('%j is none', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('an attempt that failed', () => {
  it.each([
    [421, false, 'retry'],
    [451, true, 'retry'],
    [550, false, 'failed'],
    [554, true, 'failed'],
    [undefined, false, 'retry'],
    [undefined, true, 'in_doubt'],
    [999, true, 'in_doubt'],
    [0, false, 'retry'],
  ] as const)('with code %s, final dot sent: %s, means %s', (code, afterHanded, state) => {
    expect(classifyResponse(code, afterHanded)).toBe(state);
  });
});

describe('trying again', () => {
  const queuedAt = new Date('2026-06-05T00:00:00Z');

  it('waits 5, 15, 30, 60 minutes, then an hour each', () => {
    const minutes = [1, 2, 3, 4, 5, 20].map((attempts) => {
      const next = nextAttempt(attempts, queuedAt, queuedAt);
      return next && (next.getTime() - queuedAt.getTime()) / 60_000;
    });
    expect(minutes).toEqual([5, 15, 30, 60, 60, 60]);
  });

  it('goes on up to 48 hours after queueing and not a moment longer', () => {
    expect(nextAttempt(50, queuedAt, new Date('2026-06-06T23:00:00Z'))).toEqual(new Date('2026-06-07T00:00:00Z'));
    expect(nextAttempt(50, queuedAt, new Date('2026-06-06T23:00:00.001Z'))).toBeNull();
    expect(nextAttempt(1, queuedAt, new Date('2026-06-08T00:00:00Z'))).toBeNull();
  });

  it('makes 51 attempts when every one fails at once: at 0, 5, 20, 50, 110 minutes and 46 hours after', () => {
    let attempts = 0;
    for (let now: Date | null = queuedAt; now; now = nextAttempt(attempts, queuedAt, now)) attempts += 1;
    expect(attempts).toBe(51);
  });
});
