import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { addDays, closedReason } from '../../electron/rules/dates.ts';

interface SecondLibrary {
  /** The name of a holiday, by the fields of a local date; with `furikae` those moved from a Sunday too. */
  isHoliday(date: Date, furikae?: boolean): string | undefined;
}
const second: SecondLibrary = createRequire(import.meta.url)('japanese-holidays');

const ours = new Set(['土曜日', '日曜日', '年末年始']);

/** 12/29 to 1/3 come before a holiday's name with us: 1 January is closed either way. */
const isYearEnd = (day: string) => day.slice(5) >= '12-29' || day.slice(5) <= '01-03';

describe('the holidays of 1990 to 2030', () => {
  it('are those a second library computes by the law, day by day', () => {
    const different: string[] = [];
    let holidays = 0;
    for (let day = '1990-01-01'; day <= '2030-12-31'; day = addDays(day, 1)) {
      const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
      const theirs = second.isHoliday(new Date(year, month - 1, date), true) !== undefined;
      const reason = closedReason(day);
      const mine = reason !== null && !ours.has(reason);
      if (theirs) holidays += 1;
      if (mine !== theirs && !isYearEnd(day)) different.push(`${day} ${reason}`);
    }
    expect(different).toEqual([]);
    expect(holidays).toBeGreaterThan(600);
  });

  it('are not the only days the authorities are closed', () => {
    expect(closedReason('2026-12-28')).toBeNull();
    for (const day of ['2026-12-29', '2026-12-31', '2027-01-01', '2027-01-03']) {
      expect(closedReason(day), day).toBe('年末年始');
    }
    expect(closedReason('2027-01-04')).toBeNull();
    expect(closedReason('2026-06-06')).toBe('土曜日');
    expect(closedReason('2026-06-09', new Set(['2026-06-09']))).toBe('閉庁日として登録した日');
  });
});
