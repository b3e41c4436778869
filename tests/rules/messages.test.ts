import { describe, expect, it } from 'vitest';
import {
  addresseeLines,
  classifyResponse,
  isLoopbackHost,
  nextAttempt,
  replyAddress,
} from '../../electron/rules/messages.ts';

describe('whom a text addresses', () => {
  it('an organisation is 御中 and a person 様, never both', () => {
    expect(addresseeLines('東雲運送株式会社', '')).toBe('東雲運送株式会社 御中');
    expect(addresseeLines('東雲運送株式会社', '中村')).toBe('東雲運送株式会社\n中村 様');
    expect(addresseeLines('東雲運送株式会社', '中村様')).toBe('東雲運送株式会社\n中村 様');
    expect(addresseeLines('東雲運送株式会社 御中', ' ')).toBe('東雲運送株式会社 御中');
  });
});

describe('where answers go', () => {
  it.each([
    ['kumiai@example.jp', 'kumiai@example.jp'],
    ['組合 <kumiai@example.jp>', 'kumiai@example.jp'],
    ['x@example.jp, y@example.jp', ''],
    ['組合', ''],
  ])('%s: %s', (from, address) => {
    expect(replyAddress(from)).toBe(address);
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
