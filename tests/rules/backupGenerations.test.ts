import { expect, test } from 'vitest';
import { isBackupLate, keptBackups } from '../../electron/rules/backupGenerations.ts';

const HOUR = 3_600_000;
const start = Date.parse('2026-06-01T00:00:00Z');
const at = (hours: number) => ({ at: new Date(start + hours * HOUR).toISOString() });

/** What is left after a backup every `step` hours, dropped each time, as the program does. */
function keptAfter(hours: number, step: number): number[] {
  let kept: { at: string }[] = [];
  for (let hour = 0; hour <= hours; hour += step) kept = keptBackups([...kept, at(hour)]);
  return kept.map((backup) => (hours * HOUR + start - Date.parse(backup.at)) / HOUR);
}

test('a year of hourly backups leaves 24 hours, 14 days and 8 weeks, each without a gap', () => {
  const ages = keptAfter(24 * 365, 1);
  expect(ages.slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
  const days = ages.filter((age) => age >= 24 && age < 14 * 24);
  expect(days.length).toBeGreaterThanOrEqual(12);
  for (const [i, age] of days.slice(1).entries()) expect(age - (days[i] ?? 0)).toBe(24);
  expect(Math.max(...ages)).toBeGreaterThanOrEqual(6 * 7 * 24);
  expect(Math.max(...ages)).toBeLessThan(8 * 7 * 24);
  expect(ages.length).toBeLessThanOrEqual(24 + 14 + 8);
});

test('the last three stay, however close together, and however old', () => {
  const three = [at(0), at(0.1), at(0.2), at(0.3)];
  expect(keptBackups(three)).toEqual([at(0.3), at(0.2), at(0.1)]);
});

test('after a month without any, those before are still there', () => {
  const before = keptAfter(24 * 60, 1).length;
  const all = Array.from({ length: 24 * 60 + 1 }, (_, hour) => at(hour));
  expect(keptBackups([...keptBackups(all), at(24 * 90)]).length).toBeGreaterThanOrEqual(before - 3);
});

test('the order they come in does not matter, and nothing is dropped for a clock set back', () => {
  const all = Array.from({ length: 20 }, (_, hour) => at(hour));
  expect(keptBackups(all.toReversed())).toEqual(keptBackups(all));
  expect(keptBackups([...all, at(-24 * 365)])).toContainEqual(at(19));
});

test.each([
  [null, true],
  ['2026-06-01T00:00:00Z', false],
  ['2026-05-31T23:59:59Z', true],
])('the newest of %s makes a warning on June 8: %s', (newest, late) => {
  expect(isBackupLate(newest, new Date('2026-06-08T00:00:00Z'))).toBe(late);
});
