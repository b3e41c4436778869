import { describe, expect, test } from 'vitest';
import { estimateEnd, opensAt } from '../../electron/rules/sendingHours.ts';

const office = { from: '09:00', to: '18:00', businessDays: true };
const daily = { from: '09:00', to: '18:00', businessDays: false };
/** Japan wall-clock time. */
const at = (time: string) => new Date(`${time}:00+09:00`);

describe('the hours mail may leave in', () => {
  test.each([
    ['2026-06-08T09:00', office, null],
    ['2026-06-08T17:59', office, null],
    ['2026-06-08T18:00', office, '2026-06-09T09:00'],
    ['2026-06-08T03:00', office, '2026-06-08T09:00'],
    // Friday evening to Monday; with every day open only to the next morning.
    ['2026-06-12T19:00', office, '2026-06-15T09:00'],
    ['2026-06-12T19:00', daily, '2026-06-13T09:00'],
    // Over the new year, and a row of holidays in September 2026.
    ['2026-12-28T19:00', office, '2027-01-04T09:00'],
    ['2026-09-18T19:00', office, '2026-09-24T09:00'],
    ['2026-06-13T12:00', undefined, null],
  ] as const)('at %s', (now, hours, opens) => {
    expect(opensAt(hours, at(now))).toEqual(opens === null ? null : at(opens));
  });
});

describe('when the last mail will be out', () => {
  const load = { waiting: 600, perMinute: 20, perDay: 0, sentInDay: 0, hours: undefined, from: at('2026-06-08T10:00') };

  test('at the pace alone', () => {
    expect(estimateEnd(load)).toEqual(at('2026-06-08T10:30'));
    expect(estimateEnd({ ...load, waiting: 0 })).toEqual(load.from);
  });

  test('what does not fit before closing goes on the next business day', () => {
    const evening = { ...load, hours: office, from: at('2026-06-12T17:45') };
    // 300 fit on Friday, 300 take a quarter of an hour on Monday.
    expect(estimateEnd(evening)).toEqual(at('2026-06-15T09:15'));
  });

  test('a limit of the day spreads over days, less what has gone already', () => {
    // 100 today, 250 tomorrow, 250 the day after: twelve and a half minutes.
    const last = new Date(at('2026-06-10T10:12').getTime() + 30_000);
    expect(estimateEnd({ ...load, perDay: 250, sentInDay: 150 })).toEqual(last);
    expect(estimateEnd({ ...load, waiting: 100, perDay: 100, sentInDay: 100 })).toEqual(at('2026-06-09T10:05'));
  });

  test('100,000 mails through a mailbox of 10,000 a day take ten days, never "in a moment"', () => {
    const end = estimateEnd({ ...load, waiting: 100_000, perMinute: 30, perDay: 10_000 });
    const days = ((end?.getTime() ?? 0) - load.from.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(9);
    expect(days).toBeLessThan(10);
    expect(estimateEnd({ ...load, waiting: 1_000_000, perDay: 100 })).toBeNull();
  });
});
