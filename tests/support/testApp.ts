import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { openSqlite } from '../../db/open.ts';
import type { Engine, Store } from '../../db/store.ts';
import { type App, createApp } from '../../electron/app.ts';
import type { Client } from '../../electron/host.ts';
import type { Caller } from '../../electron/ports/files.ts';
import { createImapMailbox } from '../../electron/ports/mailbox.ts';
import { createSmtpMailer } from '../../electron/ports/mailer.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { engines, type TestStore, temporaryFolder } from './engines.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now(): Date;
  set(instant: string): void;
  forward(ms: number): void;
}

export function createTestClock(instant = '2026-06-08T01:00:00.000Z'): TestClock {
  let now = Date.parse(instant);
  return {
    now: () => new Date(now),
    set: (at) => {
      now = Date.parse(at);
    },
    forward: (ms) => {
      now += ms;
    },
  };
}

/** The real application over a real register in a folder of its own. */
export interface TestApp {
  app: App;
  client: Client;
  store: Store;
  as(caller: Caller): Client;
  clock: TestClock;
  folder: string;
  /** What the application wrote to its log. */
  log: string[];
  close(): Promise<void>;
}

export interface TestAppOptions {
  engine?: Engine;
  clock?: TestClock;
  /** Another way to the same mail server, e.g. with less patience. */
  createMailer?: typeof createSmtpMailer;
  createMailbox?: typeof createImapMailbox;
  /** A folder to find or make the register in (SQLite); it stays when the app is closed. */
  folder?: string;
  updateKey?: string;
}

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { folder, remove } = options.folder
    ? { folder: options.folder, remove: async () => undefined }
    : await temporaryFolder();
  const opened = await openStore(options);
  const clock = options.clock ?? createTestClock();
  const log: string[] = [];
  const app = createApp({
    store: opened.store,
    register: 'main',
    dataFolder: folder,
    clock,
    secrets: fileSecrets(join(folder, 'secrets.json')),
    createMailer: options.createMailer ?? createSmtpMailer,
    createMailbox: options.createMailbox ?? createImapMailbox,
    openRegister: async () => undefined,
    replaceRegister: async () => undefined,
    log: (line) => log.push(line),
    ...(options.updateKey !== undefined && { updateKey: options.updateKey }),
  });
  const as = (caller: Caller): Client => createRouterClient(app.router, { context: () => app.context(caller) });
  return {
    app,
    client: as('script'),
    store: opened.store,
    as,
    clock,
    folder,
    log,
    close: async () => {
      await app.stop();
      await opened.close().catch(() => undefined);
      await remove();
    },
  };
}

async function openStore({ engine = 'sqlite', folder }: TestAppOptions): Promise<TestStore> {
  if (folder) {
    const store = await openSqlite(join(folder, 'register.sqlite'), join(folder, 'backups'));
    return { store, close: () => store.close() };
  }
  const found = engines.find((each) => each.engine === engine);
  if (!found) throw new Error('unknown engine');
  return found.open();
}
