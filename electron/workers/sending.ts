import { appendAudit } from '../../db/queries/audit.ts';
import {
  type ClaimedMail,
  claimDue,
  markHanded,
  newestSender,
  type Outcome,
  recordOutcome,
  releaseClaimed,
  stillClaimed,
} from '../../db/queries/sending.ts';
import type { WriteTx } from '../../db/store.ts';
import type { DeliveryCause } from '../contract/deliveryCauses.ts';
import { fail } from '../contract/errors.ts';
import type { MailSettings } from '../contract/settings.ts';
import { CONNECTIONS, MailError, type Mailer } from '../ports/mailer.ts';
import { causeOf, failsThemAll } from '../rules/deliveryCauses.ts';
import { answersTo, classifyResponse, nextAttempt, requireEncryption } from '../rules/messages.ts';
import { opensAt } from '../rules/sendingHours.ts';
import { type Composing, createComposer } from './composing.ts';
import { createBreaker, createQuota, type Pace, pauseItself, type Rest } from './limits.ts';

/** What a run did. */
export interface SendReport {
  sent: number;
  retry: number;
  failed: number;
  inDoubt: number;
}

/** What the outbox needs to know; read anew before every claim, so that a changed setting works at once. */
export interface SendingSetup {
  mail: MailSettings | null;
  password: string | null;
  /** The sender's lines below each mail. */
  sender: string;
  /** Days from a letter's date to the day the slip is asked back. */
  returnWithin: number;
  paused: boolean;
}

export interface SendingParts extends Composing {
  setup(): Promise<SendingSetup>;
  createMailer(settings: MailSettings, password: string | null): Mailer;
  /** Told as the sending goes on. */
  changed(): void;
}

/** Why a run ended: nothing is due (or sending is paused or stopped), other settings, or it must wait. */
export type RunEnd = { why: 'done' | 'settings_changed' } | { why: 'rest'; rest: Rest };

/** How long a server is left alone that failed several mails in a row. */
const REST_MS = 60_000;
/** The windows ask for everything anew when told: a few times a second is lively enough. */
const TELL_EVERY_MS = 250;
/** Mails are claimed some ahead, since each claim waits for the disk … */
const AHEAD = 5 * CONNECTIONS;
/** … and what was said at another PC meanwhile is heard this often. */
const LOOK_EVERY_MS = 250;
/** The news of a success can wait for the next mail's. */
const SENT_MS = 20;
/** After a stop, how long mails under way may take before their connections are dropped. */
const GRACE_MS = 4_000;

/**
 * Sends what is due over several connections at a time until nothing is, adding to `report`. Holder of the sender
 * lock only. Errors: mail_not_set, tls_required; anything else thrown left mails under way for the next recovery.
 * `pace` keeps the promised mails per minute, also from one run to the next; `term` is the fencing number; `halt` ends
 * the run: mails under way get a few seconds; after `news` a pause or a take-back is obeyed before the next mail.
 */
export async function sendDue(
  parts: SendingParts,
  report: SendReport,
  { pace, ...holding }: Holding & { pace: Pace },
): Promise<RunEnd> {
  const setup = await parts.setup();
  if (setup.paused || holding.halt.aborted) return { why: 'done' };
  if (!setup.mail) throw fail('mail_not_set');
  requireEncryption(setup.mail);
  const run = createRun(parts, setup.mail, setup, holding);
  return run(report, pace);
}

/** How a try ended, before the time of its recording is known. */
type MailOutcome = Omit<Outcome, 'at' | 'cause'> & { cause?: DeliveryCause };

/** What the server did to a mail, whatever becomes of the mail. */
interface Failure {
  error: MailError;
  cause: DeliveryCause;
}

interface Holding {
  term: number;
  halt: AbortSignal;
  /** How often the clerk has changed something so far. */
  news(): number;
}

function createRun(parts: SendingParts, settings: MailSettings, setup: SendingSetup, { term, halt, news }: Holding) {
  const { store, clock } = parts;
  const key = keyOf(setup);
  const mailer = parts.createMailer(settings, setup.password);
  const composer = createComposer(parts, setup, answersTo(settings));
  const perMinute = settings.perMinute ?? 0;
  const stock: ClaimedMail[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  let end: RunEnd | null = null;
  const breaker = createBreaker();
  const quota = createQuota(parts, settings.perDay ?? 0);
  let tellAgainAt = 0;
  let lookAgainAt = 0;
  let heard = 0;
  const now = (): string => clock.now().toISOString();

  async function run(report: SendReport, pace: Pace): Promise<RunEnd> {
    let late: NodeJS.Timeout | undefined;
    const onHalt = () => (late = setTimeout(() => mailer.close(), GRACE_MS));
    halt.addEventListener('abort', onHalt);
    try {
      const lanes = await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => lane(report, pace)));
      await store.write((tx) =>
        releaseClaimed(
          tx,
          stock.map((mail) => mail.id),
        ),
      );
      for (const each of lanes) if (each.status === 'rejected') throw each.reason;
      return end ?? { why: 'done' };
    } finally {
      halt.removeEventListener('abort', onHalt);
      clearTimeout(late);
      mailer.close();
    }
  }

  async function lane(report: SendReport, pace: Pace): Promise<void> {
    // What became of the mail before is on the disk with or before the next one's "handed": never two of one
    // connection are in doubt.
    let former: Promise<void> = Promise.resolve();
    try {
      for (let mail = await next(pace); mail; mail = await next(pace)) {
        const { failure, outcome } = await sendOne(mail, former);
        await former;
        former = record(mail, outcome, report);
        // Its failure is met at the next `await former`.
        former.catch(() => undefined);
        if (!failure) continue;
        await former;
        await noteFailure(failure, outcome.state);
      }
      await former;
    } catch (error) {
      // The register failed us: the other lanes must not go on without it.
      end ??= { why: 'rest', rest: { until: after(REST_MS), why: 'register', reason: String(error) } };
      await former.catch(() => undefined);
      throw error;
    }
  }

  /** The next mail to send; the lanes wait for each other here, so that one claim serves all and the pace is kept. */
  function next(pace: Pace): Promise<ClaimedMail | undefined> {
    const mine = turn.then(async () => {
      await pace.wait(perMinute, halt);
      if (stock.length === 0) await claim();
      else if (news() !== heard || performance.now() >= lookAgainAt) await lookAgain();
      return end || halt.aborted ? undefined : stock.shift();
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function claim(): Promise<void> {
    await obey();
    // At a set pace one at a time, so that a pause or a cancel finds the others still waiting.
    const allowed = end || halt.aborted ? 0 : await quota.allow(perMinute > 0 ? 1 : AHEAD);
    if (allowed === 0) end ??= { why: 'rest', rest: await quota.rest() };
    if (end || halt.aborted) return;
    const claimed = await store.write((tx) => claimDue(tx, now(), allowed, term));
    if (claimed.length === 0) await requireTerm(parts, term);
    quota.taken(claimed.length);
    stock.push(...claimed);
    await composer.prepare(claimed);
    if (performance.now() < tellAgainAt) return;
    tellAgainAt = performance.now() + TELL_EVERY_MS;
    parts.changed();
  }

  /** A pause, another setting, the end of the hours: nothing more is begun. */
  async function obey(): Promise<void> {
    lookAgainAt = performance.now() + LOOK_EVERY_MS;
    heard = news();
    const present = await parts.setup();
    const opens = opensAt(settings.hours, clock.now());
    if (present.paused) end ??= { why: 'done' };
    else if (keyOf(present) !== key) end ??= { why: 'settings_changed' };
    else if (opens) end ??= { why: 'rest', rest: { until: opens.toISOString(), why: 'closed_hours', reason: '' } };
  }

  /** Of the mails claimed ahead, those taken back meanwhile are not begun. */
  async function lookAgain(): Promise<void> {
    await obey();
    const ids = stock.map((mail) => mail.id);
    const claimed = new Set(await stillClaimed(store.read, ids));
    quota.ended(ids.length - claimed.size);
    stock.splice(0, stock.length, ...stock.filter((mail) => claimed.has(mail.id)));
    if (stock.length === 0 && !end) await claim();
  }

  /** @param former resolves when what became of this connection's mail before is on the disk */
  async function sendOne(
    mail: ClaimedMail,
    former: Promise<void>,
  ): Promise<{ outcome: MailOutcome; failure: Failure | null }> {
    let handed = false;
    const beforeFinalDot = async () => {
      const [moved] = await Promise.all([store.write((tx) => markHanded(tx, mail)), former]);
      if (!moved) throw new Error('taken back');
      handed = true;
    };
    const content = composer.contentOf(mail);
    try {
      const response = await mailer.send({ ...content, to: toOf(mail), messageId: mail.messageId, beforeFinalDot });
      breaker.went();
      return { outcome: { state: 'sent', response, nextAt: null }, failure: null };
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      const cause = causeOf({ code: error.code, response: error.message });
      const outcome = { cause, response: error.message, ...whatNext(mail, error, handed) };
      return { outcome, failure: { error, cause } };
    }
  }

  /** A FAX goes to the gateway, which finds the number in its own address. */
  function toOf({ channel, address }: ClaimedMail): string {
    if (channel !== 'fax') return address;
    return (settings.faxAddress ?? '').replace('{fax}', address.normalize('NFKC').replace(/\D/g, ''));
  }

  /** A server that fails them all gets a rest; one that refuses them all for good is left to the clerk. */
  async function noteFailure({ error, cause }: Failure, state: Outcome['state']): Promise<void> {
    const kind = error.ofSession ? 'session' : state === 'failed' && failsThemAll(cause) ? `refused ${cause}` : null;
    if (!breaker.failed(kind)) return;
    const reason = error.message.slice(0, 500);
    end ??= { why: 'rest', rest: { until: after(REST_MS), why: 'server', reason } };
    if (kind !== 'session') await pauseItself(parts, { cause, response: reason });
  }

  function after(ms: number): string {
    return new Date(clock.now().getTime() + ms).toISOString();
  }

  function whatNext(
    mail: ClaimedMail,
    error: MailError,
    handed: boolean,
  ): Pick<MailOutcome, 'state' | 'nextAt' | 'cause'> {
    // A refused login or a lost line is not this mail's fault: whatever the code, it waits, for as long as it takes.
    const ofSession = error.ofSession && !handed;
    const kind = classifyResponse(ofSession ? undefined : error.code, handed);
    if (kind !== 'retry') return { state: kind, nextAt: null };
    if (halt.aborted && error.ofSession) return { state: 'queued', nextAt: null };
    const first = ofSession ? null : mail.firstTriedAt;
    const again = nextAttempt(mail.attempts, first ? new Date(first) : clock.now(), clock.now());
    if (again) return { state: 'retry', nextAt: again.toISOString() };
    return { state: 'failed', nextAt: null, cause: 'gave_up' };
  }

  /** The words of success may share the next commit; those of a failure decide what is tried next. */
  async function record(mail: ClaimedMail, outcome: MailOutcome, report: SendReport): Promise<void> {
    const told = { ...outcome, response: outcome.response.slice(0, 500), at: now() };
    const work = async (tx: WriteTx): Promise<boolean> => {
      if (!(await recordOutcome(tx, mail, ['sending', 'handed'], told))) return false;
      const entry = { at: told.at, clerk: 'outbox', action: 'deliveries.outcome', entity: 'delivery' };
      const detail = { state: told.state, attempt: mail.attempts };
      await appendAudit(tx, { ...entry, entityId: mail.id, detail });
      return true;
    };
    // Not recorded: the clerk took it back meanwhile, and that stands.
    if (await store.write(work, told.state === 'sent' ? { patience: SENT_MS } : {})) count(report, told.state);
    quota.ended(1);
  }

  return run;
}

const keyOf = (setup: SendingSetup): string =>
  JSON.stringify([setup.mail, setup.password, setup.sender, setup.returnWithin]);

/** Errors: sender_elsewhere, when another program has become the sender. */
async function requireTerm({ store }: SendingParts, term: number): Promise<void> {
  const newest = await newestSender(store.read);
  if (newest && newest.id !== term) throw fail('sender_elsewhere', { owner: newest.owner });
}

function count(report: SendReport, state: Outcome['state']): void {
  if (state === 'in_doubt') report.inDoubt += 1;
  else if (state !== 'queued') report[state] += 1;
}
