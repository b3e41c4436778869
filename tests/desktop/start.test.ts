import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'todoke-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `npm start` with a place for Electron in the folder, no network, and no browser to be found. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'build/start.ts'), '--data', join(folder, 'data'), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      PATH: folder,
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
      ELECTRON_OVERRIDE_DIST_PATH: folder,
    },
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** The next line, without those of a build that was due. */
  const line = async (): Promise<string> => {
    const { value = '' } = await lines.next();
    return value.startsWith('built ') ? line() : value;
  };
  return { line, kill: (signal: NodeJS.Signals) => child.kill(signal), ended: once(child, 'exit') };
}

function installElectron(script: string): void {
  writeFileSync(join(folder, 'electron'), `#!${process.execPath}\n${script}`);
  chmodSync(join(folder, 'electron'), 0o755);
}

test('where Electron is, it opens the app with what was said on the command line, and ends as Electron does', async () => {
  installElectron(
    'console.log(JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE ?? null])); process.exit(7)',
  );
  const app = start('--lang=ja');
  expect(JSON.parse(await app.line())).toEqual([[ROOT, '--data', join(folder, 'data'), '--lang=ja'], null]);
  expect(await app.ended).toEqual([7, null]);
}, 60_000);

test('Ctrl+C on the starter reaches the app, which decides how it ends', async () => {
  installElectron("process.on('SIGINT', () => process.exit(0)); console.log('open'); setInterval(() => {}, 1000)");
  const app = start();
  expect(await app.line()).toBe('open');
  app.kill('SIGINT');
  expect(await app.ended).toEqual([0, null]);
}, 60_000);

test('where Electron is not, one line says so, then the same app opens on this machine alone and ends in order', async () => {
  const app = start();
  expect(await app.line()).toBe(
    'The Electron program is not on this machine and cannot be fetched: the same app opens in your browser.',
  );
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(await app.line())?.[0] ?? '';
  expect((await fetch(address)).status).toBe(200);
  app.kill('SIGTERM');
  expect(await app.ended).toEqual([0, null]);
}, 60_000);
