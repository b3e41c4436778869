/** How many of each are kept: one an hour, one a day, one a week. */
const GENERATIONS = { hours: 24, days: 14, weeks: 8 } as const;

/** However old, the last good ones are never dropped. */
export const NEVER_DROPPED = 3;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days and weeks begin at midnight in Japan; weeks on Monday (1970-01-01 was a Thursday). */
const JAPAN = 9 * HOUR;
const MONDAY = 3 * DAY;

interface Kept {
  /** UTC instant. */
  at: string;
}

/**
 * The backups to keep out of all, in whichever order they come: the newest of each of the last hours, days and weeks
 * that have one, and the last three. Counted by those that are there, not by the clock: after a month of holidays the
 * old ones are still kept, and a clock that is set wrong drops nothing it should not.
 */
export function keptBackups<Backup extends Kept>(all: readonly Backup[]): Backup[] {
  const newestFirst = [...all].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const kept = new Set(newestFirst.slice(0, NEVER_DROPPED));
  const keep = (count: number, periodOf: (instant: number) => number) => {
    const periods = new Set<number>();
    for (const backup of newestFirst) {
      const period = periodOf(Date.parse(backup.at));
      if (periods.has(period)) continue;
      if (periods.size === count) return;
      periods.add(period);
      kept.add(backup);
    }
  };
  keep(GENERATIONS.hours, (instant) => Math.floor(instant / HOUR));
  keep(GENERATIONS.days, (instant) => Math.floor((instant + JAPAN) / DAY));
  keep(GENERATIONS.weeks, (instant) => Math.floor((instant + JAPAN + MONDAY) / (7 * DAY)));
  return newestFirst.filter((backup) => kept.has(backup));
}

/** Days after which a warning stands on every page. */
const LATE_AFTER_DAYS = 7;

/** True when no good backup is younger than a week. */
export function isBackupLate(newestAt: string | null, now: Date): boolean {
  return newestAt === null || now.getTime() - Date.parse(newestAt) > LATE_AFTER_DAYS * DAY;
}
