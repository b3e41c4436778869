import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { copyOnline } from '../db/backup.ts';
import { type Lock, takeLock } from '../db/lock.ts';
import { openSqlite } from '../db/open.ts';
import { openPostgres } from '../db/openPostgres.ts';
import { leaveWal, replaceRegister } from '../db/replace.ts';
import type { Store } from '../db/store.ts';
import { type App, createApp } from './app.ts';
import { fail } from './contract/errors.ts';
import type { Contract } from './contract/index.ts';
import { redacted } from './contract/redaction.ts';
import { type RegisterKind, registerKind } from './contract/settings.ts';
import { jobs } from './jobs.ts';
import { toListedError } from './listedErrors.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import type { Caller } from './ports/files.ts';
import { createImapMailbox } from './ports/mailbox.ts';
import { createThreadMailers } from './ports/mailThread.ts';
import { memorySecrets, type SecretStore } from './ports/secrets.ts';
import { createThreads } from './ports/threads.ts';
import { discardUnfinished, startCatching, startPractice } from './practice/register.ts';
import { rpcOptions } from './router.ts';

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
export async function openHost(chosen: HostOptions): Promise<Host> {
  const options = { ...chosen, log: (line: string) => chosen.log(redacted(line)) };
  await mkdir(options.dataFolder, { recursive: true });
  const lock = options.workers ? takeWindowLock(options.dataFolder) : null;
  const ways = { swap, replace };
  let open = await openOne(options, options.register ?? (await lastOpened(options)), ways);

  let swapping: Promise<void> = Promise.resolve();
  let leaving: Promise<unknown> = Promise.resolve();

  /** One after the other: a second click must not open the register that is just being filled. */
  function swap(kind: RegisterKind): Promise<void> {
    const mine = swapping.then(() => swapTo(kind));
    swapping = mine.catch(() => undefined);
    return mine;
  }

  /** Nobody may have the register open while its file is moved, so it is closed first; what fails, opens it again. */
  function replace(incoming: string, kept: string): Promise<void> {
    const mine = swapping.then(async () => {
      const { kind, folder, damaged } = open;
      await leaving;
      await open.close();
      try {
        const register = join(folder, REGISTER);
        // A damaged file is kept as it was found.
        if (!damaged && !leaveWal(register)) throw fail('database_busy');
        await replaceRegister(register, incoming, kept);
      } finally {
        open = await openOne(options, kind, ways);
      }
    });
    swapping = mine.catch(() => undefined);
    return mine;
  }

  async function swapTo(kind: RegisterKind): Promise<void> {
    if (kind === open.kind) return;
    const before = open;
    if (kind === 'drill') await copyForDrill(options.dataFolder);
    open = await openOne(options, kind, ways);
    await writeFile(join(options.dataFolder, LAST_OPENED), JSON.stringify(kind));
    // The call that asked for the swap is still to be answered by the register before.
    const left = delay(1000).then(() => before.close());
    leaving = Promise.all([leaving, left.catch((error: unknown) => options.log(`closing: ${error}`))]);
  }

  return {
    app: () => open.app,
    client: (caller) => clientOf(open.app, caller),
    connect: (port) => {
      // The port outlives the register: each call goes to the one that is open when it comes.
      const { rootInterceptors = [] } = rpcOptions;
      const toOpenOne = (options: Parameters<(typeof rootInterceptors)[number]>[0]) =>
        options.next({ ...options, context: open.app.context('window') });
      new RPCHandler(open.app.router, { rootInterceptors: [toOpenOne, ...rootInterceptors] }).upgrade(port, {
        context: open.app.context('window'),
      });
    },
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

const REGISTER = 'register.sqlite';

const LAST_OPENED = 'last-opened.json';

async function lastOpened({ dataFolder, log }: HostOptions): Promise<RegisterKind> {
  const note = join(dataFolder, LAST_OPENED);
  if (!existsSync(note)) return 'main';
  try {
    const kind = registerKind.parse(JSON.parse(await readFile(note, 'utf8')));
    // The copy to practise on may have been thrown away.
    return kind === 'drill' && !existsSync(join(dataFolder, kind, REGISTER)) ? 'main' : kind;
  } catch (error) {
    // A note torn by a power cut must not keep the clerk out of the register.
    log(`${LAST_OPENED}: ${error}`);
    return 'main';
  }
}

/** Puts a fresh copy of the own register where the drill is; what the last drill left is gone. */
async function copyForDrill(dataFolder: string): Promise<void> {
  if (process.env.TODOKE_DATABASE_URL) throw fail('drill_on_server');
  const folder = join(dataFolder, 'drill');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyOnline(join(dataFolder, REGISTER), join(folder, REGISTER));
}

interface OpenRegister {
  kind: RegisterKind;
  folder: string;
  damaged: boolean;
  app: App;
  close(): Promise<void>;
}

/** How an application asks for another register in its own place. */
interface Ways {
  swap(kind: RegisterKind): Promise<void>;
  replace(incoming: string, kept: string): Promise<void>;
}

async function openOne(options: HostOptions, kind: RegisterKind, ways: Ways): Promise<OpenRegister> {
  const folder = kind === 'main' ? options.dataFolder : join(options.dataFolder, kind);
  if (kind === 'practice') await discardUnfinished(folder);
  await mkdir(folder, { recursive: true });
  const { store, damagedFile, leave } = await openOrRescue(kind, folder, options.log);
  const practice = kind === 'practice' ? await startPractice(folder) : null;
  const catching = practice ?? (kind === 'drill' ? await startCatching() : null);
  const mailers = createThreadMailers(createThreads(jobs));
  const app = createApp({
    store,
    register: kind,
    dataFolder: folder,
    clock: practice?.clock ?? options.clock ?? systemClock,
    secrets: catching ? memorySecrets() : options.secrets,
    createMailer: catching ? (settings) => mailers.createMailer(catching.mailTo(settings), null) : mailers.createMailer,
    // Practice reads no real mailbox: its answers must never be taken for the members'.
    createMailbox: catching ? catching.noMailbox : createImapMailbox,
    openRegister: ways.swap,
    replaceRegister: ways.replace,
    damagedFile,
    log: options.log,
  });
  const close = async () => {
    await app.stop();
    mailers.close();
    await catching?.close();
    await leave();
  };
  try {
    if (!damagedFile) await practice?.fill(clientOf(app, 'script'), store.hurry);
    if (options.workers) await app.start();
  } catch (error) {
    await close();
    throw error;
  }
  return { kind, folder, damaged: damagedFile !== null, app, close };
}

interface Opened {
  store: Store;
  damagedFile: string | null;
  /** Takes away what was only there for the time of it. */
  leave(): Promise<void>;
}

/**
 * A register that cannot be used, and has backups, opens as an empty one from which a backup can be put back; its file
 * is left as it is. Without a backup there is nothing to offer, and the error is thrown.
 */
async function openOrRescue(kind: RegisterKind, folder: string, log: (line: string) => void): Promise<Opened> {
  const file = join(folder, REGISTER);
  try {
    const shared = kind === 'main' && process.env.TODOKE_DATABASE_URL;
    if (!shared && isGone(file) && hasBackups(folder)) throw fail('register_missing');
    return { store: await openStore(kind, folder), damagedFile: null, leave: async () => undefined };
  } catch (error) {
    if (!DAMAGE.has(toListedError(error).code) || !hasBackups(folder)) throw error;
    log(`register: ${error instanceof Error ? error.message : error}`);
    const aside = await mkdtemp(join(folder, 'empty-'));
    const leave = () => rm(aside, { recursive: true, force: true });
    return { store: await openSqlite(join(aside, REGISTER), aside), damagedFile: file, leave };
  }
}

/** Codes of opening that mean a damaged file; of another program's database, too: ours with a damaged head looks so. */
const DAMAGE = new Set<string>(['register_damaged', 'register_missing', 'foreign_database']);

/** An empty file is what a full disk or a repair tool leaves of a register. */
function isGone(file: string): boolean {
  return !existsSync(file) ? !existsSync(`${file}.restoring`) : statSync(file).size === 0;
}

function hasBackups(folder: string): boolean {
  const backups = join(folder, 'backups');
  return existsSync(backups) && readdirSync(backups).some((name) => name.endsWith('.sqlite'));
}

function openStore(kind: RegisterKind, folder: string): Promise<Store> {
  const shared = kind === 'main' ? process.env.TODOKE_DATABASE_URL : undefined;
  if (shared) return openPostgres(shared);
  const { run } = createThreads(jobs);
  const startQueries = async (file: string, port: MessagePort) => {
    await run('serveQueries', { file, port }, { transfer: [port] }).next();
  };
  return openSqlite(join(folder, REGISTER), join(folder, 'backups'), startQueries);
}

function clientOf(app: App, caller: Caller): Client {
  return createRouterClient(app.router, { context: () => app.context(caller) });
}
