import type { Lock } from '../../db/lock.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { nextDueAt, recoverInterrupted } from '../../db/queries/sending.ts';
import { fail } from '../contract/errors.ts';
import { createPace, type SendingParts, type SendReport, sendDue, sleep } from './sending.ts';

export interface OutboxParts extends SendingParts {
  log(line: string): void;
}

/** The one sender of mail. It claims, sends, and records; it never sends a mail twice by itself. */
export interface Outbox {
  start(): Promise<void>;
  /** Mails under way get a few seconds to end; what was handed over by then and not answered is in doubt. */
  stop(): Promise<void>;
  /** Someone queued a mail or mended a setting: look at once. */
  wake(): void;
  /** Sends until nothing is due. Errors: sender_elsewhere, mail_not_set, tls_required. */
  drain(): Promise<SendReport>;
  /** Why nothing moves for a while; null while it works. */
  resting(): { until: string; reason: string } | null;
}

/** How long the outbox leaves a server alone that failed several mails in a row. */
const REST_MS = 60_000;
/** How often it looks by itself: a mail queued by another program, a lock that came free. */
const LOOK_AGAIN_MS = 5_000;

/** Makes the outbox over a register. Nothing runs before `start` or `drain`. */
export function createOutbox(parts: OutboxParts): Outbox {
  const halt = new AbortController();
  const pace = createPace();
  let lock: Lock | null = null;
  let rest: { until: string; reason: string } | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let loop: Promise<void> = Promise.resolve();
  let woken = new AbortController();
  let lastLine = '';

  const nowMs = (): number => parts.clock.now().getTime();

  /** One sending at a time in this process. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  /** Takes the lock and puts right what a crash left behind; only then is anything sent. */
  async function becomeSender(): Promise<boolean> {
    if (lock) return true;
    lock = await parts.store.takeSenderLock();
    if (!lock) return false;
    try {
      await recover();
    } catch (error) {
      giveUpLock();
      throw error;
    }
    return true;
  }

  async function recover(): Promise<void> {
    const at = parts.clock.now().toISOString();
    const found = await parts.store.write(async (tx) => {
      const result = await recoverInterrupted(tx, at);
      if (result.queued + result.inDoubt > 0) {
        const entry = { at, clerk: 'outbox', action: 'deliveries.recover', entity: 'deliveries', entityId: null };
        await appendAudit(tx, { ...entry, detail: result });
      }
      return result;
    });
    if (found.queued + found.inDoubt > 0) parts.log(`after a stop: ${found.queued} queued, ${found.inDoubt} in doubt`);
  }

  function giveUpLock(): void {
    lock?.release();
    lock = null;
  }

  async function sendAll(report: SendReport): Promise<void> {
    try {
      for (;;) {
        const end = await sendDue(parts, report, pace, halt.signal);
        if (end.why === 'broken') restFor(REST_MS, end.reason);
        if (end.why !== 'settings_changed') return;
      }
    } catch (error) {
      // What was under way is put right when the lock is taken again.
      giveUpLock();
      throw error;
    } finally {
      parts.changed();
    }
  }

  function restFor(ms: number, reason: string): void {
    rest = { until: new Date(nowMs() + ms).toISOString(), reason };
  }

  function isResting(): boolean {
    if (rest && Date.parse(rest.until) <= nowMs()) rest = null;
    return rest !== null;
  }

  /** Milliseconds until a mail is due (0: now); null when none waits. */
  async function untilDue(): Promise<number | null> {
    const due = await nextDueAt(parts.store.read);
    return due === null ? null : Math.max(0, Date.parse(due) - nowMs());
  }

  async function runLoop(): Promise<void> {
    while (!halt.signal.aborted) {
      woken = new AbortController();
      let wait = LOOK_AGAIN_MS;
      try {
        if (await inTurn(becomeSender)) {
          if (!isResting() && (await untilDue()) === 0) await inTurn(() => sendAll(emptyReport()));
          // Still due after that: paused or resting. Then there is no hurry.
          wait = (await untilDue()) || LOOK_AGAIN_MS;
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        restFor(LOOK_AGAIN_MS, reason);
        if (reason !== lastLine) parts.log(`outbox: ${reason}`);
        lastLine = reason;
      }
      await sleep(Math.min(wait, LOOK_AGAIN_MS), AbortSignal.any([halt.signal, woken.signal]));
    }
  }

  return {
    start: async () => {
      loop = runLoop();
    },
    stop: async () => {
      halt.abort();
      await loop;
      await turn;
      giveUpLock();
    },
    wake: () => {
      rest = null;
      woken.abort();
    },
    drain: () =>
      inTurn(async () => {
        const heldBefore = lock !== null;
        if (!(await becomeSender())) throw fail('sender_elsewhere');
        rest = null;
        const report = emptyReport();
        try {
          await sendAll(report);
        } finally {
          if (!heldBefore) giveUpLock();
        }
        return report;
      }),
    resting: () => (isResting() ? rest : null),
  };
}

function emptyReport(): SendReport {
  return { sent: 0, retry: 0, failed: 0, inDoubt: 0 };
}
