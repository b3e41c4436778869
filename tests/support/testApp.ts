import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { type App, createApp } from '../../electron/app.ts';
import type { Client } from '../../electron/host.ts';
import type { Caller } from '../../electron/ports/files.ts';
import { createSmtpMailer } from '../../electron/ports/mailer.ts';
import { fileSecrets } from '../../electron/ports/secrets.ts';
import { engines, temporaryFolder } from './engines.ts';

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
  as(caller: Caller): Client;
  clock: TestClock;
  folder: string;
  /** What the application wrote to its log. */
  log: string[];
  close(): Promise<void>;
}

export async function createTestApp(
  options: { engine?: 'sqlite' | 'postgres'; clock?: TestClock } = {},
): Promise<TestApp> {
  const engine = engines.find((each) => each.engine === (options.engine ?? 'sqlite'));
  if (!engine) throw new Error('unknown engine');
  const { folder, remove } = await temporaryFolder();
  const opened = await engine.open();
  const clock = options.clock ?? createTestClock();
  const log: string[] = [];
  const app = createApp({
    store: opened.store,
    register: 'main',
    dataFolder: folder,
    clock,
    secrets: fileSecrets(join(folder, 'secrets.json')),
    createMailer: createSmtpMailer,
    openRegister: async () => undefined,
    log: (line) => log.push(line),
  });
  const as = (caller: Caller): Client => createRouterClient(app.router, { context: () => app.context(caller) });
  return {
    app,
    client: as('script'),
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
