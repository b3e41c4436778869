import { firstSentAt, markOf, setMark } from '../../db/queries/mailbox.ts';
import type { Store } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { MailboxReport } from '../contract/mailbox.ts';
import { withoutAddresses } from '../contract/redaction.ts';
import type { MailboxSettings } from '../contract/settings.ts';
import type { Clock } from '../ports/clock.ts';
import { type FoundMail, type Mailbox, MailboxError } from '../ports/mailbox.ts';
import { requireEncryption } from '../rules/messages.ts';
import { sleep } from './limits.ts';
import { createTurns } from './turns.ts';

/** A mail at its place on the server. */
export interface PlacedMail {
  raw: Uint8Array;
  receivedAt: string;
  place: { mailbox: string; uidValidity: string; uid: number };
}

/** What became of a mail: as `takeMail` of the features answers. */
export interface Taken {
  fresh: boolean;
  kind: string | null;
  decision: 'acknowledged' | 'to-check' | 'ignored' | null;
}

export interface MailboxParts {
  store: Store;
  clock: Clock;
  setup(): Promise<{ mailbox: MailboxSettings | null; password: string | null }>;
  createMailbox(settings: MailboxSettings, password: string | null): Mailbox;
  /** Takes a mail in, with its place, in one transaction; the same mail again changes nothing. */
  take(mail: PlacedMail): Promise<Taken>;
  changed(): void;
  log(line: string): void;
}

/** The reader of the mailbox answers come into. It only reads: nothing on the server is marked, moved or deleted. */
export interface MailboxReader {
  start(): Promise<void>;
  /** The mail being taken in is finished, no further one is begun. */
  stop(): Promise<void>;
  wake(): void;
  /** Reads what is new. Errors: mailbox_not_set, mailbox_failed, tls_required. */
  fetch(): Promise<MailboxReport>;
  /** Connects with these settings, else the stored ones. Errors: as `fetch`. */
  look(settings?: MailboxSettings, password?: string): ReturnType<Mailbox['look']>;
  /** Errors: as `fetch`. */
  findSent(messageId: string): ReturnType<Mailbox['findSent']>;
  /** Why the last reading failed; null when it did not. */
  trouble(): string | null;
}

const MINUTE = 60_000;
/** How often it looks whether it is time: settings may change from another window. */
const LOOK_AGAIN_MS = 30_000;
/** Before the first notice nothing of ours can be answered; mails this old are read all the same. */
const EARLIER_DAYS = 30;
const DAY = 24 * 60 * MINUTE;

/** Makes the reader over a register. Nothing runs before `start` or `fetch`. */
export function createMailboxReader(parts: MailboxParts): MailboxReader {
  const halt = new AbortController();
  /** One reading at a time in this process. */
  const { inTurn, ended } = createTurns();
  let loop: Promise<void> = Promise.resolve();
  let woken = new AbortController();
  let trouble: string | null = null;
  let nextAt = 0;

  async function opened(given?: MailboxSettings, password?: string): Promise<[MailboxSettings, Mailbox]> {
    const setup = await parts.setup();
    const settings = given ?? setup.mailbox;
    if (!settings) throw fail('mailbox_not_set');
    requireEncryption(settings);
    return [settings, parts.createMailbox(settings, password ?? setup.password)];
  }

  async function read(): Promise<MailboxReport> {
    const [settings, mailbox] = await opened();
    const name = `${settings.user}@${settings.host}/${settings.folder}`;
    const report: MailboxReport = { read: 0, known: 0, acknowledged: 0, toCheck: 0, bounces: 0, ignored: 0 };
    const mark = await markOf(parts.store.read, name);
    const take = async ({ uidValidity, uid, receivedAt, raw }: FoundMail) => {
      halt.signal.throwIfAborted();
      count(report, await parts.take({ raw, receivedAt, place: { mailbox: name, uidValidity, uid } }));
    };
    try {
      await listed(mailbox.readNew(mark, await since(), take));
      await noteReading(name);
    } finally {
      if (report.read > 0) parts.changed();
    }
    return report;
  }

  /** A reply is never older than what it answers; a day is left for clocks that differ. */
  async function since(): Promise<Date> {
    const first = await firstSentAt(parts.store.read);
    const earlier = parts.clock.now().getTime() - EARLIER_DAYS * DAY;
    return new Date(first === null ? earlier : Math.min(Date.parse(first) - DAY, earlier));
  }

  /** That it was looked at, also when nothing was new. */
  async function noteReading(name: string): Promise<void> {
    // Without a mark the folder was empty: this one fits no server, so that all is read as at the first time.
    const { uidValidity, lastUid } = (await markOf(parts.store.read, name)) ?? { uidValidity: '', lastUid: 0 };
    const at = parts.clock.now().toISOString();
    await parts.store.write((tx) => setMark(tx, { mailbox: name, uidValidity, uid: lastUid }, at));
  }

  async function fetch(): Promise<MailboxReport> {
    const before = trouble;
    try {
      const report = await read();
      trouble = null;
      return report;
    } catch (error) {
      trouble = halt.signal.aborted ? null : String(error instanceof Error ? error.message : error);
      if (trouble !== null && trouble !== before) parts.log(`mailbox: ${trouble}`);
      throw error;
    } finally {
      if (trouble !== before) parts.changed();
    }
  }

  async function runLoop(): Promise<void> {
    while (!halt.signal.aborted) {
      woken = new AbortController();
      const { mailbox } = await parts.setup().catch(() => ({ mailbox: null }));
      const every = (mailbox?.everyMinutes ?? 0) * MINUTE;
      if (every > 0 && performance.now() >= nextAt) {
        nextAt = performance.now() + every;
        // Said in `trouble`, and tried again at the next time.
        await inTurn(fetch).catch(() => undefined);
      }
      await sleep(LOOK_AGAIN_MS, AbortSignal.any([halt.signal, woken.signal]));
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
    },
    wake: () => {
      nextAt = 0;
      woken.abort();
    },
    fetch: () => inTurn(fetch),
    look: async (settings, password) => {
      const [, mailbox] = await opened(settings, password);
      return listed(mailbox.look());
    },
    findSent: async (messageId) => {
      const [, mailbox] = await opened();
      return listed(mailbox.findSent(messageId));
    },
    trouble: () => trouble,
  };
}

/** The server's words in the app's one shape of errors. */
async function listed<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof MailboxError) throw fail('mailbox_failed', { words: withoutAddresses(error.message) });
    throw error;
  }
}

function count(report: MailboxReport, { fresh, kind, decision }: Taken): void {
  if (!fresh) {
    report.known += 1;
    return;
  }
  report.read += 1;
  if (kind === 'bounce') report.bounces += 1;
  if (decision === 'acknowledged') report.acknowledged += 1;
  else if (decision === 'to-check') report.toCheck += 1;
  else report.ignored += 1;
}
