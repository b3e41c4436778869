import holidayJp from '@holiday-jp/holiday_jp';

/** Days the clerk adds as closed, `YYYY-MM-DD`. */
export type ClosedDays = ReadonlySet<string>;

const DAY = 86_400_000;
const JAPAN_OFFSET = 9 * 3_600_000;
const NO_DAYS: ClosedDays = new Set();

// The library's own `isHoliday` goes through the machine's time zone; its table does not.
const holidays: Readonly<Record<string, { readonly name: string } | undefined>> = holidayJp.holidays;

const toDays = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY;
const fromDays = (days: number) => new Date(days * DAY).toISOString().slice(0, 10);

/** The date `n` days later (earlier when negative). */
export function addDays(date: string, n: number): string {
  return fromDays(toDays(date) + n);
}

/** The same day of the month `n` months later, or the last day of a month too short for it (民法143条2項). */
export function addMonths(date: string, n: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + n, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** The last day of the month of a date. */
export function endOfMonth(date: string): string {
  return addDays(addMonths(`${date.slice(0, 7)}-01`, 1), -1);
}

/** Days from one date to another; negative when `to` is the earlier. */
export function daysBetween(from: string, to: string): number {
  return toDays(to) - toDays(from);
}

// 1970-01-01, day 0, was a Thursday.
/** The day of the week, 0 for Sunday. */
export const weekday = (date: string) => (((toDays(date) + 4) % 7) + 7) % 7;

/** By the day of the week, 0 for Sunday. */
export const WEEKDAYS = '日月火水木金土';

/** 日 月 火 水 木 金 土. */
export function weekdayJa(date: string): string {
  return WEEKDAYS.charAt(weekday(date));
}

/** Why a day is closed, where it is no holiday with a name of its own. */
export const CLOSED = {
  yearEnd: '年末年始',
  saturday: '土曜日',
  sunday: '日曜日',
  own: '閉庁日として登録した日',
} as const;

/**
 * Why an authority is closed on a date, or null when it is open: the clerk's own days, Saturday, Sunday,
 * national holidays, 12/29 to 1/3 (行政機関の休日に関する法律1条). Holidays are known from 1970 to 2050.
 */
export function closedReason(date: string, ownClosedDays: ClosedDays = NO_DAYS): string | null {
  const monthDay = date.slice(5);
  if (monthDay >= '12-29' || monthDay <= '01-03') return CLOSED.yearEnd;
  const holiday = holidays[date];
  if (holiday) return holiday.name;
  if (weekday(date) === 6) return CLOSED.saturday;
  if (weekday(date) === 0) return CLOSED.sunday;
  return ownClosedDays.has(date) ? CLOSED.own : null;
}

/** True when the authorities take nothing in on that date. */
export function isClosed(date: string, ownClosedDays?: ClosedDays): boolean {
  return closedReason(date, ownClosedDays) !== null;
}

/** The date itself when open, else the first open day after it (行政機関の休日に関する法律2条). */
export function nextOpenDay(date: string, ownClosedDays?: ClosedDays): string {
  let open = date;
  while (isClosed(open, ownClosedDays)) open = addDays(open, 1);
  return open;
}

/** The date itself when open, else the last open day before it. */
export function previousOpenDay(date: string, ownClosedDays?: ClosedDays): string {
  let open = date;
  while (isClosed(open, ownClosedDays)) open = addDays(open, -1);
  return open;
}

/** The date in Japan at an instant (UTC+9, no summer time since 1952). Throws RangeError on a bad instant. */
export function japanDate(instant: Date | string): string {
  return new Date(new Date(instant).getTime() + JAPAN_OFFSET).toISOString().slice(0, 10);
}

/** The UTC instant a date begins in Japan. Throws RangeError on a bad date. */
export function midnight(date: string): string {
  return new Date(`${date}T00:00:00+09:00`).toISOString();
}

const eras = [
  { name: '令和', from: '2019-05-01' },
  { name: '平成', from: '1989-01-08' },
  { name: '昭和', from: '1926-12-25' },
] as const;

/** 令和8年11月22日; the first year of an era is 元年. Before 昭和 the Western year stands. */
export function formatWareki(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const era = eras.find(({ from }) => date >= from);
  const eraYear = era ? year - Number(era.from.slice(0, 4)) + 1 : year;
  return `${era?.name ?? ''}${era && eraYear === 1 ? '元' : eraYear}年${month}月${day}日`;
}

/** The year before the first of each era, by the ways its name is written. */
const eraStarts: Readonly<Record<string, number>> = {
  令和: 2018,
  R: 2018,
  平成: 1988,
  H: 1988,
  昭和: 1925,
  S: 1925,
  大正: 1911,
  T: 1911,
  明治: 1867,
  M: 1867,
};
const writtenDate =
  /^(?:(\d{4})|(令和|平成|昭和|大正|明治|[RHSTM])\.?(\d{1,2}|元))[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: \d{1,2}:\d\d(?::\d\d)?)?$/i;

/**
 * A date as people write it, as `YYYY-MM-DD`: 2026-06-05, 2026/6/5, 2026年6月5日, 20260605, R8.6.5, 令和8年6月5日,
 * eras from 明治 on, full width too; a time of day behind it, as a workbook's cell may have, is left out. Null when it is none, is not in the calendar, or could be two (5/6/20, and
 * a bare number of days as Excel counts them).
 */
export function readDate(text: string): string | null {
  if (text === '') return null;
  const written = /[^ -~]/.test(text) ? text.normalize('NFKC').trim() : text.trim();
  const plain = /^\d{8}$/.test(written) ? `${written.slice(0, 4)}-${written.slice(4, 6)}-${written.slice(6)}` : written;
  const [, western, era = '', eraYear = '', month = '', day = ''] = writtenDate.exec(plain) ?? [];
  if (day === '') return null;
  const start = eraStarts[era.toUpperCase()] ?? 0;
  const year = western === undefined ? start + (eraYear === '元' ? 1 : Number(eraYear)) : Number(western);
  const isReal = year >= 1868 && year <= 2199 && Number(day) >= 1 && Number(day) <= lastDay(year, Number(month));
  return isReal ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** How many days a month has; 0 for a month there is not. */
function lastDay(year: number, month: number): number {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeapYear ? 29 : (monthLengths[month - 1] ?? 0);
}
