import { addDays, closedReason, isClosed, japanDate, midnight } from './dates.ts';

/** When an office can be phoned: weekdays, 9:00 to 17:30 in Japan. Minutes after midnight. */
const OPENS = 9 * 60;
const CLOSES = 17 * 60 + 30;

const MINUTE = 60_000;
const instantOf = (date: string, minutes: number): Date => new Date(Date.parse(midnight(date)) + minutes * MINUTE);
const minutesOf = (at: Date): number => Math.floor((at.getTime() - instantOf(japanDate(at), 0).getTime()) / MINUTE);

/** Why nobody would answer at an instant: `closed` with the day's name, or `hours`; null in business hours. */
export function outsideHours(at: Date): { why: 'closed'; day: string } | { why: 'hours' } | null {
  const day = closedReason(japanDate(at));
  if (day !== null) return { why: 'closed', day };
  const minutes = minutesOf(at);
  return minutes < OPENS || minutes >= CLOSES ? { why: 'hours' } : null;
}

/** The instant itself in business hours, else when the next ones begin. */
export function nextBusinessTime(at: Date): Date {
  const date = japanDate(at);
  if (!isClosed(date)) {
    if (minutesOf(at) < OPENS) return instantOf(date, OPENS);
    if (minutesOf(at) < CLOSES) return at;
  }
  return nextBusinessMorning(at);
}

/** When the business hours of the next open day begin. */
export function nextBusinessMorning(at: Date): Date {
  let date = addDays(japanDate(at), 1);
  while (isClosed(date)) date = addDays(date, 1);
  return instantOf(date, OPENS);
}

/** The date `days` days after `date`: calendar days, or days on which offices are open. */
export function dayAfter(date: string, days: number, counting: 'calendar' | 'business'): string {
  if (counting === 'calendar') return addDays(date, days);
  let reached = date;
  for (let left = days; left > 0; ) {
    reached = addDays(reached, 1);
    if (!isClosed(reached)) left -= 1;
  }
  return reached;
}
