import { describe, expect, test } from 'vitest';
import { flipBytes } from '../crash/damage.ts';
import { isSafe, type Killed, killActivity } from '../crash/killedActivity.ts';
import { readMutated, strictReader } from '../crash/mails.ts';
import { canRecord, losePower } from '../crash/power.ts';

// Small samples of `npm run test:crash`, each with the broken variant that it must find out.

const seed = 20260605;

describe.each(['acknowledge', 'restore'] as const)('killed while at "%s"', (activity) => {
  test('nothing confirmed is lost and nothing is half done', async () => {
    // On a busy machine a program may be killed before it has confirmed anything: then there is nothing to lose.
    let killed: Killed | undefined;
    for (let run = 0; run < 5 && !killed?.confirmed; run += 1) {
      killed = await killActivity(activity, { kills: 2, seed: seed + run, naive: false });
      expect(killed).toMatchObject({ kills: 2, corrupt: 0, lost: 0, half: 0, twice: 0 });
    }
    expect(killed?.confirmed).toBeGreaterThan(0);
  }, 240_000);

  test('the usual design in its place is found out', async () => {
    expect(isSafe(await killActivity(activity, { kills: 30, seed, naive: true }))).toBe(false);
  }, 120_000);
});

test.runIf(canRecord())(
  'a power cut loses nothing at FULL; the same at NORMAL is found out',
  () => {
    const run = { writes: 12, images: 20, seed };
    expect(losePower({ ...run, synchronous: 'FULL' })).toMatchObject({ images: 20, corrupt: 0, unmade: 0, lossy: 0 });
    expect(losePower({ ...run, synchronous: 'NORMAL' }).lossy).toBeGreaterThan(0);
  },
  120_000,
);

test('mutated mails are each read, taken in or said to be unreadable; a reader that trusts them is found out', async () => {
  const found = await readMutated({ mails: 400, seed });
  expect(found).toMatchObject({ mails: 400, crashes: 0 });
  expect(found.taken).toBeGreaterThan(200);
  expect((await readMutated({ mails: 400, seed, read: strictReader })).crashes).toBeGreaterThan(0);
}, 120_000);

test('flipped bits in content are found, though SQLite alone would miss some', async () => {
  const { content, found, foundByPages } = await flipBytes({ flips: 200, seed, offices: 200 });
  expect(content).toBeGreaterThan(5);
  expect(found).toBeGreaterThanOrEqual(0.95 * content);
  expect(foundByPages).toBeLessThan(content);
}, 120_000);
