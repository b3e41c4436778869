const WINDOW_MS = 5 * 60_000;
const MOST = 5;

/**
 * How long to wait before starting again something that has died, in milliseconds: 0.25 s, then four times
 * longer each time, at most 10 s. Null after the sixth death within five minutes: then it is not bad luck.
 * `deaths` are instants in milliseconds, the newest included.
 */
export function restartDelay(deaths: readonly number[], now: number): number | null {
  const recent = deaths.filter((at) => now - at < WINDOW_MS).length;
  if (recent > MOST) return null;
  return Math.min(10_000, 250 * 4 ** Math.max(0, recent - 1));
}
