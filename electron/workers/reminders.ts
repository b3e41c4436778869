import { countPromisesDue } from '../../db/queries/calls.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import type { Clock } from '../ports/clock.ts';

/** Watches the clock for what falls due by itself: promised call-backs and steps of the ladders. It sends nothing. */
export interface Reminding {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const LOOK_MS = 20_000;

/**
 * Makes the watch over a register. The windows hear when more, or less, is due than a moment ago.
 * @param countStepsDue steps of the ladders that wait for a clerk's release
 */
export function createReminding(parts: {
  store: Store;
  clock: Clock;
  countStepsDue(db: ReadDb, now: Date): Promise<number>;
  changed(): void;
  log(line: string): void;
}): Reminding {
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();
  let before = '';
  let lastLine = '';

  async function look(): Promise<void> {
    try {
      const now = parts.clock.now();
      const promised = await countPromisesDue(parts.store.read, now.toISOString());
      const due = `${promised} ${await parts.countStepsDue(parts.store.read, now)}`;
      if (before !== '' && due !== before) parts.changed();
      before = due;
      lastLine = '';
    } catch (error) {
      // The register may be away for a moment; the next look tells.
      const line = `reminders: ${error instanceof Error ? error.message : String(error)}`;
      if (line !== lastLine) parts.log(line);
      lastLine = line;
    }
  }

  return {
    start: async () => {
      await look();
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
