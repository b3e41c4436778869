import type { Lock } from '../../db/lock.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import {
  type ClaimedMail,
  claimDue,
  markHanded,
  nextDueAt,
  type Outcome,
  recordOutcome,
  recoverInterrupted,
} from '../../db/queries/deliveries.ts';
import type { Store } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { MailSettings } from '../contract/settings.ts';
import type { Clock } from '../ports/clock.ts';
import { MailError, type Mailer } from '../ports/mailer.ts';
import { classifyResponse, composeMail, nextAttempt, requireEncryption } from '../rules/messages.ts';

/** What a run did. */
export interface SendReport {
  sent: number;
  retry: number;
  failed: number;
  inDoubt: number;
}

/** What the outbox needs to know for a batch; read anew each time, so that a changed setting works at once. */
export interface SendingSetup {
  mail: MailSettings | null;
  password: string | null;
  association: string;
  paused: boolean;
}

export interface OutboxParts {
  store: Store;
  clock: Clock;
  setup(): Promise<SendingSetup>;
  createMailer(settings: MailSettings, password: string | null): Mailer;
  /** Told after every batch. */
  changed(): void;
  log(line: string): void;
}

/** The one sender of mail. It claims, sends, and records; it never sends a mail twice by itself. */
export interface Outbox {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** There may be something to do. */
  wake(): void;
  /** Sends until nothing is due. Errors: sender_elsewhere, mail_not_set, tls_required. */
  drain(): Promise<SendReport>;
  /** Why nothing moves for a while; null while it works. */
  resting(): { until: string; reason: string } | null;
}

const BATCH = 50;
/** This many failures of server, line or login in a row, and the outbox rests instead of trying them all. */
const BREAK_AFTER = 5;
const REST_MS = 60_000;
const LOOK_AGAIN_MS = 5_000;

/** Makes the outbox over a register. Nothing runs before `start` or `drain`. */
export function createOutbox(parts: OutboxParts): Outbox {
  let lock: Lock | null = null;
  let stopping = false;
  let rest: { until: string; reason: string } | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let loop: Promise<void> = Promise.resolve();
  let wakeUp: () => void = () => undefined;

  const now = (): string => parts.clock.now().toISOString();

  /** One sending at a time in this process. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function becomeSender(): Promise<boolean> {
    if (lock) return true;
    lock = await parts.store.takeSenderLock();
    if (!lock) return false;
    const found = await parts.store.write(async (tx) => {
      const result = await recoverInterrupted(tx, now());
      if (result.queued + result.inDoubt > 0) {
        const entry = {
          at: now(),
          clerk: 'outbox',
          action: 'deliveries.recover',
          entity: 'deliveries',
          entityId: null,
        };
        await appendAudit(tx, parts.store.engine, { ...entry, detail: result });
      }
      return result;
    });
    if (found.queued + found.inDoubt > 0) parts.log(`after a stop: ${found.queued} queued, ${found.inDoubt} in doubt`);
    return true;
  }

  async function sendDue(report: SendReport): Promise<void> {
    let mailer = null as { key: string; mailer: Mailer } | null;
    let failuresInARow = 0;
    try {
      for (;;) {
        const setup = await parts.setup();
        if (stopping || setup.paused || isResting()) return;
        if (!setup.mail) throw fail('mail_not_set');
        requireEncryption(setup.mail);
        const pace = paceOf(setup.mail.perMinute ?? 0);
        const batch = await parts.store.write((tx) => claimDue(tx, parts.store.engine, now(), pace.batch));
        if (batch.length === 0) return;
        const began = parts.clock.now().getTime();
        const key = JSON.stringify([setup.mail, setup.password]);
        if (mailer?.key !== key) {
          mailer?.mailer.close();
          mailer = { key, mailer: parts.createMailer(setup.mail, setup.password) };
        }
        const sender = mailer.mailer;
        const tries = await Promise.all(batch.map((mail) => sendOne(sender, mail, setup.association)));
        for (const tried of tries) {
          count(report, tried.outcome.state);
          failuresInARow = tried.ofSession ? failuresInARow + 1 : 0;
        }
        parts.changed();
        if (failuresInARow >= BREAK_AFTER) {
          const until = new Date(parts.clock.now().getTime() + REST_MS).toISOString();
          rest = { until, reason: tries.at(-1)?.outcome.response ?? '' };
          return;
        }
        await keepPace(began + batch.length * pace.everyMs);
      }
    } finally {
      mailer?.mailer.close();
    }
  }

  /** Waits until an instant (ms), in slices, so that a stop never waits for a slow pace. */
  async function keepPace(until: number): Promise<void> {
    for (let left = until - parts.clock.now().getTime(); left > 0 && !stopping; left -= 200) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, 200)));
    }
  }

  function isResting(): boolean {
    if (rest && rest.until <= now()) rest = null;
    return rest !== null;
  }

  async function sendOne(mailer: Mailer, mail: ClaimedMail, association: string) {
    let handed = false;
    const text = composeMail({ ...mail, association });
    const beforeFinalDot = async () => {
      await parts.store.write((tx) => markHanded(tx, mail.id));
      handed = true;
    };
    try {
      const response = await mailer.send({ ...text, to: mail.address, messageId: mail.messageId, beforeFinalDot });
      return { outcome: await record(mail, { state: 'sent', response, nextAt: null }), ofSession: false };
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      // A refused login is the clerk's to mend in the settings: the mail itself is not at fault and waits.
      const code = error.ofSession && !handed ? undefined : error.code;
      const kind = classifyResponse(code, handed);
      const outcome = await record(mail, { ...whenAgain(mail, kind), response: error.message });
      return { outcome, ofSession: error.ofSession };
    }
  }

  function whenAgain(mail: ClaimedMail, kind: 'retry' | 'failed' | 'in_doubt'): Pick<Outcome, 'state' | 'nextAt'> {
    if (kind !== 'retry') return { state: kind, nextAt: null };
    const next = nextAttempt(mail.attempts, new Date(mail.queuedAt), parts.clock.now());
    return next ? { state: 'retry', nextAt: next.toISOString() } : { state: 'failed', nextAt: null };
  }

  async function record(mail: ClaimedMail, result: Omit<Outcome, 'at'>): Promise<Outcome> {
    const outcome = { ...result, response: result.response.slice(0, 500), at: now() };
    await parts.store.write(async (tx) => {
      await recordOutcome(tx, mail.id, outcome);
      const entry = {
        at: outcome.at,
        clerk: 'outbox',
        action: 'deliveries.outcome',
        entity: 'delivery',
        entityId: mail.id,
      };
      await appendAudit(tx, parts.store.engine, { ...entry, detail: { state: outcome.state, attempt: mail.attempts } });
    });
    return outcome;
  }

  async function runLoop(): Promise<void> {
    while (!stopping) {
      try {
        if (await inTurn(becomeSender)) await inTurn(() => sendDue(emptyReport()));
      } catch (error) {
        rest = { until: new Date(parts.clock.now().getTime() + LOOK_AGAIN_MS).toISOString(), reason: messageOf(error) };
        parts.log(`outbox: ${messageOf(error)}`);
      }
      const due = stopping ? null : await nextDueAt(parts.store.read);
      const wait = due ? Math.max(rest ? 1000 : 50, Date.parse(due) - parts.clock.now().getTime()) : LOOK_AGAIN_MS;
      await waitForWake(Math.min(wait, LOOK_AGAIN_MS));
    }
  }

  function waitForWake(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, stopping ? 0 : ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start: async () => {
      loop = runLoop();
    },
    stop: async () => {
      stopping = true;
      wakeUp();
      await loop;
      await turn;
      lock?.release();
      lock = null;
    },
    wake: () => wakeUp(),
    drain: () =>
      inTurn(async () => {
        const heldBefore = lock !== null;
        if (!(await becomeSender())) throw fail('sender_elsewhere');
        rest = null;
        const report = emptyReport();
        try {
          await sendDue(report);
        } finally {
          if (!heldBefore) {
            lock?.release();
            lock = null;
          }
        }
        return report;
      }),
    resting: () => (isResting() ? rest : null),
  };
}

/** Evenly spread: a small batch, then a pause that keeps the promised mails per minute (0: no limit). */
function paceOf(perMinute: number): { batch: number; everyMs: number } {
  if (perMinute === 0) return { batch: BATCH, everyMs: 0 };
  return { batch: Math.max(1, Math.min(BATCH, Math.floor(perMinute / 60))), everyMs: 60_000 / perMinute };
}

function emptyReport(): SendReport {
  return { sent: 0, retry: 0, failed: 0, inDoubt: 0 };
}

function count(report: SendReport, state: Outcome['state']): void {
  if (state === 'in_doubt') report.inDoubt += 1;
  else if (state !== 'queued') report[state] += 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
