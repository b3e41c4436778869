import { listCheckpoints } from '../../db/queries/audit.ts';
import type { Store } from '../../db/store.ts';
import type { Clock } from '../ports/clock.ts';
import { japanDate } from '../rules/dates.ts';

/** Signs the state of the audit once a day, also where no backup is due, or none is made here (PostgreSQL). */
export interface Checkpoints {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Often enough that the first quarter of an hour of a Japan day has one. */
const LOOK_MS = 10 * 60_000;

/**
 * Makes the daily signer. Of several PCs on one register the first of the day signs.
 * @param sign signs if the audit has grown; answers the note, null when nothing was signed
 */
export function createCheckpoints(parts: {
  store: Store;
  clock: Clock;
  sign(): Promise<string | null>;
  log(line: string): void;
}): Checkpoints {
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();
  let lastLine = '';

  async function look(): Promise<void> {
    try {
      const [newest] = await listCheckpoints(parts.store.read, 1);
      if (!newest || japanDate(newest.at) !== japanDate(parts.clock.now())) await parts.sign();
      lastLine = '';
    } catch (error) {
      // The register or the key store may be away for a moment; the next look signs.
      const line = `checkpoint: ${error instanceof Error ? error.message : String(error)}`;
      if (line !== lastLine) parts.log(line);
      lastLine = line;
    }
  }

  return {
    start: async () => {
      // Not waited for: a long chain takes seconds to walk.
      work = look();
      timer = setInterval(() => {
        work = work.then(look);
      }, LOOK_MS);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await work;
    },
  };
}
