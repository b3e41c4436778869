import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { type Lock, takeLock } from '../db/lock.ts';
import { openSqlite } from '../db/open.ts';
import { openPostgres } from '../db/openPostgres.ts';
import type { Store } from '../db/store.ts';
import { type App, createApp, rpcOptions } from './app.ts';
import { fail } from './contract/errors.ts';
import type { Contract } from './contract/index.ts';
import { type RegisterKind, registerKind } from './contract/settings.ts';
import { jobs } from './jobs.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import type { Caller } from './ports/files.ts';
import { createSmtpMailer } from './ports/mailer.ts';
import { memorySecrets, type SecretStore } from './ports/secrets.ts';
import { createThreads } from './ports/threads.ts';
import { discardUnfinished, startPractice } from './practice/register.ts';

/** The application's calls as plain functions, typed by the contract. */
export type Client = ContractRouterClient<Contract>;

/** A port of either kind: the browser's, Node's or Electron's. */
export type MessagePortLike = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0];

/** What every host (desktop service, loopback, script) stands on: the open register and ways to call it. */
export interface Host {
  app(): App;
  /** Calls from this process, as `window` or as `script`. */
  client(caller: Caller): Client;
  /** Serves the calls that come over a message port. */
  connect(port: MessagePortLike): void;
  close(): Promise<void>;
}

export interface HostOptions {
  dataFolder: string;
  secrets: SecretStore;
  log(line: string): void;
  /** Sets mail and backups going; scripts leave it out. */
  workers?: boolean;
  /** The true time, unless a story is told. */
  clock?: Clock;
  /** Which register; without it the one that was open last. */
  register?: RegisterKind;
}

/** Opens the register in a data folder. Errors: already_open, newer_database, foreign_database. */
export async function openHost(options: HostOptions): Promise<Host> {
  await mkdir(options.dataFolder, { recursive: true });
  const lock = options.workers ? takeWindowLock(options.dataFolder) : null;
  let open = await openOne(options, options.register ?? (await lastOpened(options)), swap);

  let swapping: Promise<void> = Promise.resolve();
  let leaving: Promise<unknown> = Promise.resolve();

  /** One after the other: a second click must not open the register that is just being filled. */
  function swap(kind: RegisterKind): Promise<void> {
    const mine = swapping.then(() => swapTo(kind));
    swapping = mine.catch(() => undefined);
    return mine;
  }

  async function swapTo(kind: RegisterKind): Promise<void> {
    if (kind === open.kind) return;
    const before = open;
    open = await openOne(options, kind, swap);
    await writeFile(join(options.dataFolder, LAST_OPENED), JSON.stringify(kind));
    // The call that asked for the swap is still to be answered by the register before.
    const left = delay(1000).then(() => before.close());
    leaving = Promise.all([leaving, left.catch((error: unknown) => options.log(`closing: ${error}`))]);
  }

  return {
    app: () => open.app,
    client: (caller) => clientOf(open.app, caller),
    connect: (port) =>
      new RPCHandler(open.app.router, rpcOptions).upgrade(port, { context: open.app.context('window') }),
    close: async () => {
      // A register that is still being left has mails under way, too.
      await swapping;
      await leaving;
      await open.close();
      lock?.release();
    },
  };
}

/** One window program for a data folder; scripts may work beside it. */
function takeWindowLock(dataFolder: string): Lock {
  const lock = takeLock(join(dataFolder, 'window.lock'));
  if (!lock) throw fail('already_open');
  return lock;
}

const LAST_OPENED = 'last-opened.json';

async function lastOpened({ dataFolder, log }: HostOptions): Promise<RegisterKind> {
  const note = join(dataFolder, LAST_OPENED);
  if (!existsSync(note)) return 'main';
  try {
    return registerKind.parse(JSON.parse(await readFile(note, 'utf8')));
  } catch (error) {
    // A note torn by a power cut must not keep the clerk out of the register.
    log(`${LAST_OPENED}: ${error}`);
    return 'main';
  }
}

interface OpenRegister {
  kind: RegisterKind;
  app: App;
  close(): Promise<void>;
}

async function openOne(
  options: HostOptions,
  kind: RegisterKind,
  swap: (kind: RegisterKind) => Promise<void>,
): Promise<OpenRegister> {
  const folder = kind === 'practice' ? join(options.dataFolder, 'practice') : options.dataFolder;
  if (kind === 'practice') await discardUnfinished(folder);
  await mkdir(folder, { recursive: true });
  const store = await openStore(kind, folder);
  const practice = kind === 'practice' ? await startPractice(folder) : null;
  const app = createApp({
    store,
    register: kind,
    dataFolder: folder,
    clock: practice?.clock ?? options.clock ?? systemClock,
    secrets: practice ? memorySecrets() : options.secrets,
    createMailer: practice ? (settings) => createSmtpMailer(practice.mailTo(settings), null) : createSmtpMailer,
    openRegister: swap,
    log: options.log,
  });
  const close = async () => {
    await app.stop();
    await practice?.close();
  };
  try {
    await practice?.fill(clientOf(app, 'script'));
    if (options.workers) await app.start();
  } catch (error) {
    await close();
    throw error;
  }
  return { kind, app, close };
}

function openStore(kind: RegisterKind, folder: string): Promise<Store> {
  const shared = kind === 'main' ? process.env.TODOKE_DATABASE_URL : undefined;
  if (shared) return openPostgres(shared);
  const { run } = createThreads(jobs);
  const startQueries = async (file: string, port: MessagePort) => {
    await run('serveQueries', { file, port }, { transfer: [port] }).next();
  };
  return openSqlite(join(folder, 'register.sqlite'), join(folder, 'backups'), startQueries);
}

function clientOf(app: App, caller: Caller): Client {
  return createRouterClient(app.router, { context: () => app.context(caller) });
}
