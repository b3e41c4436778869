import { countPromisesDue } from '../../db/queries/calls.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import type { Clock } from '../ports/clock.ts';
import { createWatch, type Watch } from './watch.ts';

const LOOK_MS = 20_000;

/**
 * Watches the clock for what falls due by itself: promised call-backs and steps of the ladders. It sends nothing; the
 * windows hear when more, or less, is due than a moment ago.
 * @param countStepsDue steps of the ladders that wait for a clerk's release
 */
export function createReminding(parts: {
  store: Store;
  clock: Clock;
  countStepsDue(db: ReadDb, now: Date): Promise<number>;
  changed(): void;
  log(line: string): void;
}): Watch {
  let before = '';

  async function look(): Promise<void> {
    const now = parts.clock.now();
    const promised = await countPromisesDue(parts.store.read, now.toISOString());
    const due = `${promised} ${await parts.countStepsDue(parts.store.read, now)}`;
    if (before !== '' && due !== before) parts.changed();
    before = due;
  }

  return createWatch({ name: 'reminders', everyMs: LOOK_MS, look, log: parts.log, waits: true });
}
