import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../db/openPostgres.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { createDatabase } from '../support/engines.ts';
import { compare, type KillOptions, type KillResult, prepare, startThinkingServer } from './killedSender.ts';
import { createLives, exitOf } from './lives.ts';

export interface TwoSendersResult extends KillResult {
  /** Mails whose text came to its end more than once, taken or not: two claims of one mail. */
  doubleClaims: number;
  /** How often the right to send changed hands. */
  terms: number;
}

/**
 * Two programs on one PostgreSQL register, both told to send; one of them, at random, is killed and started again.
 * @param serverUrl a server to make a database on
 */
export async function killTwoSenders(serverUrl: string, options: KillOptions): Promise<TwoSendersResult> {
  const began = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'todoke-crash-'));
  const database = await createDatabase(serverUrl);
  const random = createRandom(options.seed);
  let events = 0;
  const server = await startThinkingServer(random, () => (events += 1));
  process.env.TODOKE_DATABASE_URL = database.url;
  const lives = createLives(folder, 'outbox', { TODOKE_DATABASE_URL: database.url });
  try {
    const mails = await prepare(folder, server.port, options);
    const alive = [lives.begin(), lives.begin()];
    for (let kill = 0; kill < options.kills; kill += 1) {
      const left = Math.max(0, mails - server.transactions.length) / (options.kills - kill + 1);
      const enough = events + random.int(1, Math.ceil(left * 9) + 2);
      await until(() => events >= enough, 4_000);
      await replaceOne(alive, random.int(0, 1), lives.begin);
    }
    for (const child of alive) await endOf(child);
    const store = await openPostgres(database.url);
    const compared = await compare(store, server);
    const { n } = await store.read
      .selectFrom('sender_terms')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    await store.close();
    const ids = server.transactions.map((mail) => mail.messageId);
    const seconds = (performance.now() - began) / 1000;
    const doubleClaims = ids.length - new Set(ids).size;
    return { ...compared, doubleClaims, terms: Number(n), kills: options.kills, seconds };
  } finally {
    process.env.TODOKE_DATABASE_URL = '';
    lives.end();
    await server.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function replaceOne(alive: ChildProcess[], which: number, begin: () => ChildProcess): Promise<void> {
  const child = alive[which];
  if (child && child.exitCode === null) {
    const gone = exitOf(child);
    child.kill('SIGKILL');
    await gone;
  }
  alive[which] = begin();
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const { code, errors } = await exitOf(child);
  if (code !== 0) throw new Error(`a sender failed\n${errors}`);
}

async function until(done: () => boolean, ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end && !done(); ) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
