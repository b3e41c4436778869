import { auditHead, listCheckpoints } from '../../db/queries/audit.ts';
import type { Store } from '../../db/store.ts';
import type { Clock } from '../ports/clock.ts';
import { japanDate } from '../rules/dates.ts';
import { createWatch, type Watch } from './watch.ts';

/** Often enough that the first quarter of an hour of a Japan day has one. */
const LOOK_MS = 10 * 60_000;

/**
 * Signs the state of the audit once a day, also where no backup is due, or none is made here (PostgreSQL). Of several PCs
 * on one register the first of the day signs.
 * @param sign signs if the audit has grown; answers the note, null when nothing was signed
 */
export function createCheckpoints(parts: {
  store: Store;
  clock: Clock;
  sign(): Promise<string | null>;
  log(line: string): void;
}): Watch {
  /** The Japan day on which the audit was found not to follow from what was signed before: once a day is enough to walk it. */
  let refusedOn = '';

  async function look(): Promise<void> {
    const today = japanDate(parts.clock.now());
    const [newest] = await listCheckpoints(parts.store.read, 1);
    if (today === refusedOn || (newest && japanDate(newest.at) === today)) return;
    const { seq } = await auditHead(parts.store.read);
    if (seq === (newest?.seq ?? 0) || (await parts.sign()) !== null) return;
    // Another PC may have signed meanwhile.
    const [since] = await listCheckpoints(parts.store.read, 1);
    if (since && since.seq !== newest?.seq) return;
    refusedOn = today;
    throw new Error('the audit does not follow from what was signed before; nothing was signed');
  }

  // The start does not wait: a long chain takes seconds to walk.
  return createWatch({ name: 'checkpoint', everyMs: LOOK_MS, look, log: parts.log, waits: false });
}
