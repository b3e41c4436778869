/** A clock that runs, but from another moment: practice tells a story of some weeks in some seconds. */
export interface PracticeClock {
  now(): Date;
  /** From here on `now` runs on from `at`. */
  moveTo(at: Date): void;
  /** Back to the true time. */
  reset(): void;
}

/** Starts at the true time. */
export function createPracticeClock(): PracticeClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    moveTo(at) {
      ahead = at.getTime() - Date.now();
    },
    reset() {
      ahead = 0;
    },
  };
}

/** `date` (`YYYY-MM-DD`) moved by whole days. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The instant of a time of day in Japan (UTC+9 all year), `minutes` after midnight. */
export function inJapan(date: string, minutes: number): Date {
  return new Date(Date.parse(`${date}T00:00:00+09:00`) + minutes * 60_000);
}
