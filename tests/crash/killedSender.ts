import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../db/open.ts';
import type { Store } from '../../db/store.ts';
import { openHost } from '../../electron/host.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { refuseDeadMailboxes } from '../../electron/practice/catcher.ts';
import { practiceFile } from '../../electron/practice/csv.ts';
import { DEMO_OFFICES } from '../../electron/practice/demoRun.ts';
import { createRandom, type Random } from '../../electron/practice/random.ts';
import { countersAndTruth } from '../support/counters.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createLives, exitOf, type Lives } from './lives.ts';

/** Things the server sees in the life of one mail: MAIL, RCPT, DATA, the text, the dot, the answer. */
const EVENTS_PER_MAIL = 6;
/** Mails on their way at one time: one a connection. */
export const MOST_IN_DOUBT_PER_KILL = 5;

export interface KillOptions {
  /** How often the sender is killed before it may finish. */
  kills: number;
  seed: number;
  /** Size of the register; the demo's when not said. */
  offices?: number;
  /** The usual design in its place: what was not marked as sent is sent again. It must be found out. */
  naive: boolean;
  /** `program`: the whole command line each time. `outbox`: the sender alone, which starts sooner. */
  sender?: 'program' | 'outbox';
}

/** What the register says, beside what the server took. */
export interface KillResult {
  /** Kills there were: fewer than asked for when everything had gone out before. */
  kills: number;
  mails: number;
  sent: number;
  failed: number;
  inDoubt: number;
  /** Of those in doubt, the ones the server has. */
  inDoubtAccepted: number;
  /** Mails the server took. */
  accepted: number;
  /** Message-IDs, and recipients of the version, the server took more than once. */
  messagesTwice: number;
  recipientsTwice: number;
  /** Marked as sent, and the server never took it; marked as failed, and it did. */
  falselySent: number;
  falselyFailed: number;
  /** Neither taken nor in doubt nor refused by the server; or still on its way when nothing is any more. */
  lost: number;
  countersRight: boolean;
  seconds: number;
}

/** True when nothing was sent twice, lost or told wrongly, and no more is in doubt than was on its way at a kill. */
export function isClean(result: KillResult): boolean {
  const wrong = [result.messagesTwice, result.recipientsTwice, result.falselySent, result.falselyFailed, result.lost];
  const doubtful = result.inDoubt <= MOST_IN_DOUBT_PER_KILL * result.kills;
  return wrong.every((count) => count === 0) && doubtful && result.countersRight;
}

/** Sends the demo's first version with a real process that is killed at random moments, and counts what came of it. */
export async function killSender(options: KillOptions): Promise<KillResult> {
  const began = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'todoke-crash-'));
  const random = createRandom(options.seed);
  let onEvent: () => void = () => undefined;
  const server = await startThinkingServer(random, () => onEvent());
  const lives = createLives(folder, options.sender ?? 'program');
  try {
    const mails = await prepare(folder, server.port, options);
    let kills = 0;
    for (; kills < options.kills; kills += 1) {
      const left = Math.max(0, mails - server.transactions.length) / (options.kills - kills + 1);
      const events = random.int(0, Math.ceil(left * EVENTS_PER_MAIL * 1.6));
      if (!(await killedAfter(lives, random, events, (listener) => (onEvent = listener)))) break;
      if (options.naive) await forgetDoubt(folder);
    }
    await finish(lives);
    const store = await openRegister(folder);
    const compared = await compare(store, server).finally(() => store.close());
    return { ...compared, kills, seconds: (performance.now() - began) / 1000 };
  } finally {
    lives.end();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A mail server that thinks for a moment: the time in which a kill leaves a doubt. `onEvent` hears every turn of it. */
export function startThinkingServer(random: Random, onEvent: () => void): Promise<SmtpServer> {
  return startSmtpServer({
    at: async (point, address) => {
      onEvent();
      if (point === 'dot') await new Promise((resolve) => setTimeout(resolve, random.int(0, 6)));
      const refusal = point === 'RCPT' ? refuseDeadMailboxes(address) : undefined;
      return refusal && `${refusal.code} ${refusal.message}`;
    },
  });
}

/** The demo's register with version 1 queued. Answers the number of mails. */
export async function prepare(folder: string, port: number, options: KillOptions): Promise<number> {
  const file = join(folder, 'offices.csv');
  await writeFile(file, practiceFile(options.offices ?? DEMO_OFFICES, options.seed));
  const secrets = fileSecrets(join(folder, 'secrets.json'));
  const host = await openHost({ dataFolder: folder, register: 'main', secrets, log: () => undefined });
  const client = host.client('script');
  const mail = { host: '127.0.0.1', port, security: 'none', from: 'kumiai@example.jp', perMinute: 0 } as const;
  await client.settings.update({ association: '試験組合', mail });
  await client.offices.import({ file, commit: true });
  const { id: incidentId } = await client.incidents.create({
    title: '障害',
    provider: '提供会社',
    knownOn: '2026-06-05',
  });
  const { id: noticeId } = await client.notices.create({ incidentId, title: 'お知らせ' });
  const { id: versionId } = await client.notices.draft({ noticeId, subject: '障害のお知らせ', body: '本文です。' });
  await client.notices.approve({ versionId });
  const { queued } = await client.deliveries.queue({ versionId });
  await host.close();
  return queued;
}

/**
 * Starts the sender and kills it as soon as the server has seen `events` things of it, give or take milliseconds.
 * False when it had nothing more to send and ended well before it was killed.
 */
async function killedAfter(
  lives: Lives,
  random: Random,
  events: number,
  listen: (onEvent: () => void) => void,
): Promise<boolean> {
  const child = lives.begin();
  const gone = exitOf(child);
  let left = events;
  const kill = () => setTimeout(() => child.kill('SIGKILL'), random.int(0, 12));
  listen(() => {
    left -= 1;
    if (left === 0) kill();
  });
  // Some die before they said a word: while they open the register, or put right what the last one left.
  if (events < EVENTS_PER_MAIL) setTimeout(kill, random.int(100, 900));
  const { code, signal, errors } = await gone;
  listen(() => undefined);
  if (signal === 'SIGKILL') return true;
  if (code === 0) return false;
  throw new Error(`the sender ended by itself (${code}) before it was killed\n${errors}`);
}

async function finish(lives: Lives): Promise<void> {
  const { code, errors } = await exitOf(lives.begin());
  if (code !== 0) throw new Error(`the last sender failed\n${errors}`);
}

function openRegister(folder: string): Promise<Store> {
  return openSqlite(join(folder, 'register.sqlite'), join(folder, 'backups'));
}

/** What a program does that knows only "sent" and "not sent". */
export async function forgetDoubt(folder: string): Promise<void> {
  const store = await openRegister(folder);
  await store.write(async (tx) => {
    for (const [table, column] of [
      ['deliveries', 'state'],
      ['recipients', 'delivery_state'],
    ] as const) {
      await tx
        .updateTable(table)
        .set({ [column]: 'queued' })
        .where(column, 'in', ['handed', 'in_doubt'])
        .execute();
    }
  });
  await store.close();
}

/** What the register says, beside what the server took. */
export async function compare(store: Store, server: SmtpServer): Promise<Omit<KillResult, 'kills' | 'seconds'>> {
  const mails = await store.read.selectFrom('deliveries').select(['message_id', 'recipient_id', 'state']).execute();
  const { counters, truth } = await countersAndTruth(store.read);
  const recipientOf = new Map(mails.map((mail) => [mail.message_id, mail.recipient_id]));
  const accepted = server.accepted().map((mail) => mail.messageId);
  const taken = new Set(accepted);
  const inState = (state: string) => mails.filter((mail) => mail.state === state);
  const isTaken = (mail: { message_id: string }) => taken.has(mail.message_id);
  const known = mails.filter((mail) => ['sent', 'failed', 'in_doubt'].includes(mail.state));
  return {
    mails: mails.length,
    sent: inState('sent').length,
    failed: inState('failed').length,
    inDoubt: inState('in_doubt').length,
    inDoubtAccepted: inState('in_doubt').filter(isTaken).length,
    accepted: accepted.length,
    messagesTwice: accepted.length - taken.size,
    recipientsTwice: accepted.length - new Set(accepted.map((id) => recipientOf.get(id))).size,
    falselySent: inState('sent').filter((mail) => !isTaken(mail)).length,
    falselyFailed: inState('failed').filter(isTaken).length,
    lost: mails.length - known.length + accepted.filter((id) => !recipientOf.has(id)).length,
    countersRight: JSON.stringify(counters) === JSON.stringify(truth),
  };
}
