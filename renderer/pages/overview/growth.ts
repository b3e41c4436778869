import type { Progress } from '../../api/client.ts';

export interface Curve {
  versionId: number;
  label: string;
  sentOn: string;
  total: number;
  /** Confirmations up to and including each day of `days`; null before the version was sent. */
  values: (number | null)[];
}

const DAY = 86_400_000;
const MOST_DAYS = 400;

/** The days from `from` to `until`, both included, as `YYYY-MM-DD`. */
function daysBetween(from: string, until: string): string[] {
  const start = Date.parse(from);
  const count = Math.min(Math.round((Date.parse(until) - start) / DAY) + 1, MOST_DAYS);
  return Array.from({ length: Math.max(count, 1) }, (_, index) =>
    new Date(start + index * DAY).toISOString().slice(0, 10),
  );
}

/**
 * One cumulated curve a sent version, over the days from the first sending (or confirmation) to today.
 * `inJapan` gives the Japan date of an instant.
 */
export function growthCurves(data: Progress, today: string, inJapan: (instant: string) => string) {
  const sent = data.versions;
  const starts = [...sent.map((version) => inJapan(version.sentAt)), ...data.growth.map((point) => point.on)];
  const first = starts.sort()[0] ?? today;
  const days = daysBetween(first, today < first ? first : today);
  const curves = sent.map((version): Curve => {
    const sentOn = inJapan(version.sentAt);
    const added = new Map(
      data.growth.filter((point) => point.versionId === version.versionId).map((point) => [point.on, point.confirmed]),
    );
    let total = 0;
    const values = days.map((day) => {
      total += added.get(day) ?? 0;
      return day < sentOn && total === 0 ? null : total;
    });
    return { versionId: version.versionId, label: version.label, sentOn, total, values };
  });
  return { days, curves };
}

/** Heights of the labels at the curves' ends, pushed apart so that none covers another. */
export function spreadLabels(wanted: number[], gap: number): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => b.y - a.y);
  const placed = [...wanted];
  let ceiling = Number.POSITIVE_INFINITY;
  for (const { y, index } of order) {
    ceiling = Math.min(y, ceiling - gap);
    placed[index] = ceiling;
  }
  return placed;
}
