import type { MailSettings } from '../contract/settings.ts';
import { addDays, isClosed, japanDate } from './dates.ts';

const JAPAN_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** The hours mail may leave in, Japan time. */
export type SendingHours = NonNullable<MailSettings['hours']>;

/** The instant a Japan wall clock shows `HH:MM` on a date. */
function at(date: string, time: string): number {
  return Date.parse(`${date}T${time}:00Z`) - JAPAN_MS;
}

/** The open stretch that holds `from` or comes next: milliseconds, end exclusive. Without hours it never ends. */
function nextStretch(hours: SendingHours | undefined, from: number): { start: number; end: number } {
  if (!hours) return { start: from, end: Number.POSITIVE_INFINITY };
  for (let date = japanDate(new Date(from)); ; date = addDays(date, 1)) {
    if (hours.businessDays && isClosed(date)) continue;
    const end = at(date, hours.to);
    if (end <= from) continue;
    return { start: Math.max(from, at(date, hours.from)), end };
  }
}

/** Null while mail may leave; else when it may again. */
export function opensAt(hours: SendingHours | undefined, now: Date): Date | null {
  const { start } = nextStretch(hours, now.getTime());
  return start > now.getTime() ? new Date(start) : null;
}

/** What an estimate is made of. */
export interface Load {
  /** Mails still to go. */
  waiting: number;
  /** Mails a minute the sending makes, more than 0. */
  perMinute: number;
  /** Most mails in 24 hours; 0: as many as there are. */
  perDay: number;
  /** Mails that went in the last 24 hours. */
  sentInDay: number;
  hours: SendingHours | undefined;
  /** Nothing goes before this. */
  from: Date;
}

/** Estimates beyond this say only that it takes longer. */
const MOST_DAYS = 400;

/**
 * When the last mail will have gone, with the hours and the day's limit; null when that is more than 400 days away. The
 * limit is counted in whole days from the first mail on, so that the estimate is rather late than early.
 */
export function estimateEnd(load: Load): Date | null {
  if (load.waiting === 0) return load.from;
  const { perMinute, hours } = load;
  const perDay = load.perDay === 0 ? Number.POSITIVE_INFINITY : load.perDay;
  let left = load.waiting;
  let now = load.from.getTime();
  let dayEnds = now + DAY_MS;
  let leftInDay = Math.max(0, perDay - load.sentInDay);
  for (const last = now + MOST_DAYS * DAY_MS; now < last; ) {
    const stretch = nextStretch(hours, now);
    now = stretch.start;
    if (now >= dayEnds) {
      dayEnds = now + DAY_MS;
      leftInDay = perDay;
    }
    const until = Math.min(stretch.end, dayEnds);
    const room = Math.floor(((until - now) / 60_000) * perMinute);
    const go = Math.min(left, leftInDay, Math.max(room, 0));
    if (go === left) return new Date(now + (go / perMinute) * 60_000);
    left -= go;
    leftInDay -= go;
    now = leftInDay === 0 ? dayEnds : until;
  }
  return null;
}
