import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../db/open.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import { openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { temporaryFolder } from '../support/engines.ts';

const root = resolve(import.meta.dirname, '../..');

/** What a start said, and how it ended; `code` is null while it runs. */
interface Started {
  child: ChildProcess;
  said: string;
  port: number;
  code: number | null;
}

describe('a start of the loopback host', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let children: ChildProcess[];

  beforeEach(async () => {
    children = [];
    ({ folder, remove } = await temporaryFolder());
  });
  afterEach(async () => {
    for (const child of children) await stop(child, 'SIGKILL');
    await remove();
  });

  /** Resolves when it prints its address or ends. */
  async function start(...args: string[]): Promise<Started> {
    const child = spawn(process.execPath, [join(root, 'electron/serve.ts'), '--data', folder, ...args]);
    children.push(child);
    let said = '';
    await new Promise<void>((done) => {
      const hear = (piece: Buffer) => {
        said += piece.toString();
        if (said.includes('#token=')) done();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('close', () => done());
    });
    return { child, said, port: Number(/:(\d+)\/#token/.exec(said)?.[1] ?? 0), code: child.exitCode };
  }

  async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  it('comes back on the port of the last run, because a browser keeps its choices and unsaved text per port', async () => {
    const first = await start();
    await stop(first.child, 'SIGTERM');
    const second = await start();
    expect(second.port).toBe(first.port);
    await stop(second.child, 'SIGKILL');
    const other = createServer().listen(first.port, '127.0.0.1');
    await once(other, 'listening');
    const third = await start();
    expect(third.port).toBeGreaterThan(0);
    expect(third.port).not.toBe(first.port);
    other.close();
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends in order at %s, and takes its note away', async (signal) => {
    const { child } = await start();
    await stop(child, signal);
    expect(child.exitCode).toBe(0);
    await expect(access(join(folder, 'window.json'))).rejects.toThrow('ENOENT');
  });

  it('on a port that is taken ends and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const { code, said } = await start('--port', String(typeof address === 'object' ? address?.port : 0));
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('EADDRINUSE') });
    other.close();
  });

  it('beside one that cannot be asked for its address says in one line that the register is open', async () => {
    await start();
    for (const note of ['', '{"port":1,"secret":"of a run long ago"}', null]) {
      if (note === null) await rm(join(folder, 'window.json'));
      else await writeFile(join(folder, 'window.json'), note);
      const { code, said } = await start();
      expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/^この台帳は、もう開いている.*\n$/) });
    }
  });

  it('with an option nobody knows says so in one line', async () => {
    const { code, said } = await start('--colour');
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/^.*--colour.*\n$/) });
  });
});

it('an option no script may use is refused in the one error shape', async () => {
  const child = spawn(process.execPath, [join(root, 'electron/cli.ts'), 'offices.list', '--colour', 'red']);
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(child.exitCode).toBe(1);
  expect(JSON.parse(said)).toMatchObject({ code: 'invalid_input', data: { field: '--colour' } });
});

it('a script’s call that dies of an error nobody caught says so without whom it was about', async () => {
  // Thrown as soon as somebody would catch it.
  const trap = `const on = process.on;
    process.on = function (name, ...rest) {
      if (name === 'uncaughtException') setTimeout(() => { throw new Error('東雲運送 one@example.jp 03-0000-0417'); });
      return on.call(this, name, ...rest);
    };`;
  const { folder, remove } = await temporaryFolder();
  const from = ['--import', `data:text/javascript,${encodeURIComponent(trap)}`, join(root, 'electron/cli.ts')];
  const child = spawn(process.execPath, [...from, 'events.watch', '--data', folder]);
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  await remove();
  expect(child.exitCode).toBe(1);
  expect(said).toMatch(/^uncaught: Error: … \[address\] \[number\]\n/);
  expect(said).not.toMatch(/東雲|one@example|0417/);
  expect(JSON.parse(said.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ code: 'internal' });
});

describe('a data folder', () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ folder, remove } = await temporaryFolder()));
  afterEach(() => remove());

  it('whose note of the last register was torn opens the association’s own', async () => {
    await writeFile(join(folder, 'last-opened.json'), '"prac');
    const log: string[] = [];
    const host = await openHost({ dataFolder: folder, secrets: memorySecrets(), log: (line) => log.push(line) });
    expect(await host.client('window').settings.frame({})).toMatchObject({ register: 'main' });
    expect(log).toEqual([expect.stringContaining('last-opened.json')]);
    await host.close();
  });

  it('that changes its register ends the news of the one it leaves, and closes it before the program ends', async () => {
    await makePractice(join(folder, 'practice'));
    const host = await openHost({ dataFolder: folder, secrets: memorySecrets(), log: () => undefined });
    const left = host.app().context('window').store;
    const news = await host.client('window').events.watch({});
    const end = news.next().then(
      ({ done }) => done,
      () => true,
    );
    await host.client('window').settings.open({ register: 'practice' });
    await host.close();
    expect(await end).toBe(true);
    await expect(left.read.selectFrom('settings').selectAll().execute()).rejects.toThrow();
  });
});

/** A practice register that need not be filled first, which takes seconds. */
async function makePractice(practice: string): Promise<void> {
  await mkdir(practice);
  await writeFile(join(practice, 'practice-complete'), '');
  const store = await openSqlite(join(practice, 'register.sqlite'), practice);
  await store.write((tx) => writeSetting(tx, 'association', '練習組合'));
  await store.close();
}
