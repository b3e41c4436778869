import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Lock } from '../../db/lock.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { beginTerm, newestSender, nextDueAt, recoverInterrupted } from '../../db/queries/sending.ts';
import { nextReleaseAt, releaseDue } from '../../db/queries/sendings.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { withoutAddresses } from '../contract/redaction.ts';
import { MailError, type TestMail } from '../ports/mailer.ts';
import { OVERDUE_MS, requireEncryption } from '../rules/messages.ts';
import { createPace, type Rest, sleep } from './limits.ts';
import { type SendingParts, type SendReport, sendDue } from './sending.ts';
import { createTurns } from './turns.ts';

export interface OutboxParts extends SendingParts {
  log(line: string): void;
}

/** The one sender of mail. It claims, sends, and records; it never sends a mail twice by itself. */
export interface Outbox {
  start(): Promise<void>;
  /** Mails under way get a few seconds to end; what was handed over by then and not answered is in doubt. */
  stop(): Promise<void>;
  /** Someone queued, paused, took back or mended a setting: look at once. */
  wake(): void;
  /**
   * Sends until nothing is due, or with `until: drained` until nothing waits that will go by itself.
   * Errors: sender_elsewhere, mail_not_set, tls_required.
   */
  drain(limits?: DrainLimits): Promise<SendReport>;
  /** Why nothing moves for a while; null while it works. */
  resting(): Rest | null;
  /** One mail that belongs to no office; answers the server's words. Errors: mail_not_set, tls_required, mail_refused. */
  sendTest(mail: TestMail): Promise<string>;
}

/** How far and how long a script lets it send. */
export interface DrainLimits {
  until?: 'drained' | undefined;
  maxSeconds?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** How often it looks by itself: a mail queued by another program, a lock that came free. */
const LOOK_AGAIN_MS = 5_000;

/** Makes the outbox over a register. Nothing runs before `start` or `drain`. */
export function createOutbox(parts: OutboxParts): Outbox {
  const halt = new AbortController();
  const pace = createPace();
  /** One sending at a time in this process. */
  const { inTurn, ended } = createTurns();
  let lock: Lock | null = null;
  let term = 0;
  let rest: Rest | null = null;
  let loop: Promise<void> = Promise.resolve();
  let woken = new AbortController();
  let lastLine = '';
  let news = 0;

  const nowMs = (): number => parts.clock.now().getTime();

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
      term = await beginTerm(tx, hostname(), at);
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

  async function sendAll(report: SendReport, stop: AbortSignal): Promise<void> {
    try {
      for (;;) {
        await letGo();
        const end = await sendDue(parts, report, { pace, term, halt: stop, news: () => news });
        if (end.why === 'rest') rest = end.rest;
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

  const overdueBefore = (): string => new Date(nowMs() - OVERDUE_MS).toISOString();

  /** Lets the orders go whose hold has ended; one that is long past waits for a person. */
  async function letGo(): Promise<void> {
    const now = parts.clock.now().toISOString();
    const next = await nextReleaseAt(parts.store.read, overdueBefore());
    if (next !== null && next <= now) await parts.store.write((tx) => releaseDue(tx, now, overdueBefore()));
  }

  function restFor(ms: number, reason: string): void {
    rest = { until: new Date(nowMs() + ms).toISOString(), why: 'register', reason };
  }

  function isResting(): boolean {
    if (rest && Date.parse(rest.until) <= nowMs()) rest = null;
    return rest !== null;
  }

  /** Milliseconds until a mail is due or an order goes (0: now); null when nothing waits. */
  async function untilDue(): Promise<number | null> {
    const due = [await nextDueAt(parts.store.read), await nextReleaseAt(parts.store.read, overdueBefore())];
    const first = due.filter((at) => at !== null).sort()[0];
    return first === undefined ? null : Math.max(0, Date.parse(first) - nowMs());
  }

  async function drainAll(report: SendReport, { until, maxSeconds, signal }: DrainLimits): Promise<void> {
    const ends = maxSeconds === undefined ? [] : [AbortSignal.timeout(Math.ceil(maxSeconds * 1000))];
    const stop = AbortSignal.any([halt.signal, ...ends, ...(signal ? [signal] : [])]);
    for (;;) {
      if (!isResting()) await sendAll(report, stop);
      if (until !== 'drained' || stop.aborted || (await parts.setup()).paused) return;
      const wait = isResting() && rest ? Date.parse(rest.until) - nowMs() : await untilDue();
      if (wait === null) return;
      await sleep(Math.min(Math.max(wait, 1), LOOK_AGAIN_MS), stop);
    }
  }

  async function runLoop(): Promise<void> {
    while (!halt.signal.aborted) {
      woken = new AbortController();
      let wait = LOOK_AGAIN_MS;
      try {
        if (await inTurn(becomeSender)) {
          if (!isResting() && (await untilDue()) === 0) await inTurn(() => sendAll(emptyReport(), halt.signal));
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
      await ended();
      giveUpLock();
    },
    wake: () => {
      news += 1;
      rest = null;
      woken.abort();
    },
    drain: (limits = {}) =>
      inTurn(async () => {
        const heldBefore = lock !== null;
        if (!(await becomeSender())) throw fail('sender_elsewhere', { owner: await ownerNow(parts.store.read) });
        rest = null;
        const report = emptyReport();
        try {
          await drainAll(report, limits);
        } finally {
          if (!heldBefore) giveUpLock();
        }
        return report;
      }),
    resting: () => (isResting() ? rest : null),
    sendTest: (mail) => sendTest(parts, mail),
  };
}

/** The PC that became the sender last. */
async function ownerNow(db: ReadDb): Promise<string> {
  return (await newestSender(db))?.owner ?? '';
}

async function sendTest(parts: OutboxParts, mail: TestMail): Promise<string> {
  const { mail: settings, password } = await parts.setup();
  if (!settings) throw fail('mail_not_set');
  requireEncryption(settings);
  const mailer = parts.createMailer(settings, password);
  const domain = /@([A-Za-z0-9.-]+)/.exec(settings.from)?.[1] ?? 'todoke.invalid';
  const messageId = `<test-${randomUUID()}@${domain}>`;
  try {
    return await mailer.send({ ...mail, messageId, beforeFinalDot: async () => undefined });
  } catch (error) {
    throw error instanceof MailError
      ? fail('mail_refused', { response: withoutAddresses(error.message.slice(0, 500)) })
      : error;
  } finally {
    mailer.close();
  }
}

function emptyReport(): SendReport {
  return { sent: 0, retry: 0, failed: 0, inDoubt: 0 };
}
