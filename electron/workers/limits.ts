import { appendAudit } from '../../db/queries/audit.ts';
import { countSentSince, sentAfter } from '../../db/queries/deliveryCounts.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import type { Store } from '../../db/store.ts';
import type { DeliveryCause } from '../contract/deliveryCauses.ts';
import type { RestReason } from '../contract/deliveryShapes.ts';
import type { Clock } from '../ports/clock.ts';

// What keeps the outbox from sending too fast, too much, or against a wall.

/** Nothing goes before `until`. */
export interface Rest {
  until: string;
  why: RestReason;
  /** The server's words; empty without any. */
  reason: string;
}

/** This many failures in a row that are not the mail's own, and the run ends instead of trying every mail. */
const BREAK_AFTER = 5;

/** Counts failures in a row that the next mail would meet alike. */
export function createBreaker() {
  let kind: string | null = null;
  let inARow = 0;
  return {
    went: () => {
      inARow = 0;
    },
    /** Null: the mail's own failure, which ends the row. True when the row has become too long. */
    failed: (of: string | null): boolean => {
      inARow = of === null ? 0 : of === kind ? inARow + 1 : 1;
      kind = of;
      return inARow >= BREAK_AFTER;
    },
  };
}

/** The outbox stops for the clerk to look: the provider refuses everything we say. */
export async function pauseItself(
  { store, clock }: { store: Store; clock: Clock },
  why: { cause: DeliveryCause; response: string },
): Promise<void> {
  const at = clock.now().toISOString();
  await store.write(async (tx) => {
    await writeSetting(tx, 'paused', true);
    await writeSetting(tx, 'pausedBy', why);
    const entry = { at, clerk: 'outbox', action: 'deliveries.pause', entity: 'sending', entityId: null };
    await appendAudit(tx, { ...entry, detail: { cause: why.cause } });
  });
}

const DAY_MS = 86_400_000;

/** Keeps the mails of any 24 hours below the contract's limit. 0: no limit. */
export function createQuota({ store, clock }: { store: Store; clock: Clock }, perDay: number) {
  /** Sent in the 24 hours before it was counted, and claimed since. */
  let used = Number.POSITIVE_INFINITY;
  let underWay = 0;
  const dayAgo = () => new Date(clock.now().getTime() - DAY_MS).toISOString();
  return {
    /** How many of `wanted` mails may be claimed now. */
    allow: async (wanted: number): Promise<number> => {
      if (perDay === 0) return wanted;
      if (used + wanted > perDay) used = (await countSentSince(store.read, dayAgo())) + underWay;
      return Math.max(0, Math.min(wanted, perDay - used));
    },
    taken: (mails: number) => {
      used += mails;
      underWay += mails;
    },
    ended: (mails: number) => {
      underWay -= mails;
    },
    /** Until the oldest mail that stands in the way is a day old. */
    rest: async (): Promise<Rest> => {
      const oldest = await sentAfter(store.read, dayAgo(), Math.max(0, used - perDay));
      const from = oldest === null ? clock.now().getTime() : Date.parse(oldest);
      return { until: new Date(from + DAY_MS + 1).toISOString(), why: 'day_limit', reason: '' };
    },
  };
}

/** Lets mails go evenly spaced. */
export interface Pace {
  /** Resolves when the next mail may go; at once with 0 per minute or when halted. */
  wait(perMinute: number, halt: AbortSignal): Promise<void>;
}

export function createPace(): Pace {
  let nextAt = 0;
  return {
    wait: async (perMinute, halt) => {
      if (perMinute === 0) return;
      // Not the clock port: a wall clock that is set, or told a story with, must not stop or flood the sending.
      const from = Math.max(nextAt, performance.now());
      nextAt = from + 60_000 / perMinute;
      await sleep(from - performance.now(), halt);
    },
  };
}

/** Waits `ms`, or until `halt`. */
export function sleep(ms: number, halt: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ms <= 0 || halt.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      halt.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    halt.addEventListener('abort', done);
  });
}
