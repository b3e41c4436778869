import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  closedReason,
  daysBetween,
  endOfMonth,
  formatWareki,
  isClosed,
  japanDate,
  midnight,
  nextOpenDay,
  previousOpenDay,
  readDate,
  weekdayJa,
} from '../../electron/rules/dates.ts';

describe('calendar arithmetic on text dates', () => {
  it('adds days over month, year and leap-day borders, both ways', () => {
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-03-01', -1)).toBe('2023-02-28');
    expect(addDays('2026-04-01', 0)).toBe('2026-04-01');
  });

  it('adds months to the same day, or to the last day of a shorter month', () => {
    expect(addMonths('2023-06-10', 4)).toBe('2023-10-10');
    expect(addMonths('2023-10-31', 4)).toBe('2024-02-29');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2023-11-30', 14)).toBe('2025-01-30');
  });

  it('counts days between two dates, and gives back what was added', () => {
    for (let n = -800; n <= 800; n += 37) {
      expect(daysBetween('2024-02-29', addDays('2024-02-29', n))).toBe(n);
    }
  });

  it('knows the end of every month', () => {
    expect(endOfMonth('2024-02-01')).toBe('2024-02-29');
    expect(endOfMonth('2023-12-31')).toBe('2023-12-31');
  });

  it('names the weekday, before 1970 too', () => {
    expect([...'日月火水木金土'].map((_, n) => weekdayJa(addDays('2023-06-04', n))).join('')).toBe('日月火水木金土');
    expect(weekdayJa('1969-12-31')).toBe('水');
  });
});

describe('closed days of the authorities', () => {
  it('closes on Saturdays, Sundays, holidays, substitute holidays and from 12/29 to 1/3', () => {
    expect(closedReason('2023-06-17')).toBe('土曜日');
    expect(closedReason('2023-06-18')).toBe('日曜日');
    expect(closedReason('2023-07-17')).toBe('海の日');
    expect(closedReason('2026-05-06')).toContain('振替休日');
    expect(closedReason('2026-09-22')).toBe('休日');
    for (const day of ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03']) {
      expect(closedReason(day), day).toBe('年末年始');
    }
  });

  it('is open on the working days around them', () => {
    for (const day of ['2026-12-28', '2027-01-04', '2023-06-16', '2023-07-18']) expect(isClosed(day), day).toBe(false);
  });

  it('has the official number of holidays a year', () => {
    const holidaysOf = (year: number) =>
      Array.from({ length: 365 }, (_, n) => addDays(`${year}-01-01`, n)).filter(
        (date) => !['土曜日', '日曜日', null].includes(closedReason(date)) && date.slice(5) < '12-29',
      );
    // 18 and 17 by law; 2 and 3 January are closed without being holidays.
    expect(holidaysOf(2026)).toHaveLength(18 + 2);
    expect(holidaysOf(2027)).toHaveLength(17 + 2);
  });

  it('closes on days the clerk added, and on no other', () => {
    const own = new Set(['2026-06-15']);
    expect(isClosed('2026-06-15', own)).toBe(true);
    expect(isClosed('2026-06-15')).toBe(false);
    expect(nextOpenDay('2026-06-13', own)).toBe('2026-06-16');
  });

  it('moves to the next open day, reading 翌日 again and again, and stays on an open one', () => {
    expect(nextOpenDay('2026-12-29')).toBe('2027-01-04');
    expect(nextOpenDay('2027-05-01')).toBe('2027-05-06');
    expect(nextOpenDay('2023-06-16')).toBe('2023-06-16');
    expect(previousOpenDay('2027-01-03')).toBe('2026-12-28');
  });
});

describe('what Japan calls a date', () => {
  it('is already the next day in Japan at 15:00 UTC, not a second earlier', () => {
    expect(japanDate('2026-03-31T14:59:59.999Z')).toBe('2026-03-31');
    expect(japanDate('2026-03-31T15:00:00Z')).toBe('2026-04-01');
    expect(japanDate(new Date('2026-03-31T16:00:00Z'))).toBe('2026-04-01');
  });

  it('begins at 15:00 UTC of the day before', () => {
    expect(midnight('2026-04-01')).toBe('2026-03-31T15:00:00.000Z');
    expect(japanDate(midnight('2024-02-29'))).toBe('2024-02-29');
  });

  it('refuses what is no instant or no date', () => {
    expect(() => japanDate('yesterday')).toThrow(RangeError);
    expect(() => midnight('2026-13-01')).toThrow(RangeError);
  });

  it('writes the era, with 元年 for its first year and the change on the very day', () => {
    expect(formatWareki('2026-11-22')).toBe('令和8年11月22日');
    expect(formatWareki('2019-05-01')).toBe('令和元年5月1日');
    expect(formatWareki('2019-04-30')).toBe('平成31年4月30日');
    expect(formatWareki('1989-01-08')).toBe('平成元年1月8日');
    expect(formatWareki('1989-01-07')).toBe('昭和64年1月7日');
    expect(formatWareki('1926-12-24')).toBe('1926年12月24日');
  });
});

describe('reading a date as people write it', () => {
  it.each([
    ['2026-06-05', '2026-06-05'],
    ['2026/6/5', '2026-06-05'],
    ['2026.6.5', '2026-06-05'],
    ['２０２６年６月５日', '2026-06-05'],
    ['20260605', '2026-06-05'],
    ['2026/06/05 0:00:00', '2026-06-05'],
    ['R8.6.5', '2026-06-05'],
    ['r8/6/5', '2026-06-05'],
    ['令和8年6月5日', '2026-06-05'],
    ['令和元年5月1日', '2019-05-01'],
    ['㋿8年6月5日', '2026-06-05'],
    ['H31.4.30', '2019-04-30'],
    ['平成元年1月8日', '1989-01-08'],
    ['S64.1.7', '1989-01-07'],
    ['大正15年12月24日', '1926-12-24'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (written, date) => {
    expect(readDate(written)).toBe(date);
  });

  it.each(['', '5/6/20', '45000', '2026-02-30', '2025-02-29', '2026-13-01', '2026-6', 'X8.6.5', '令和8', '0001-01-01'])(
    '%j is none, or could be two',
    (written) => {
      expect(readDate(written)).toBeNull();
    },
  );
});
