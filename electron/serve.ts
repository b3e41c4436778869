import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { redacted, uncaughtLine } from './contract/redaction.ts';
import { defaultDataFolder } from './dataFolder.ts';
import { type Host, openHost } from './host.ts';
import { toListedError } from './listedErrors.ts';
import { CALL_HEADER } from './loopback/guards.ts';
import { type Loopback, startLoopback } from './loopback/server.ts';
import { fileSecrets } from './ports/secrets.ts';

const HELP = `node electron/serve.ts [--data DIR] [--port N] [--open]
Serves Todoke on 127.0.0.1 and prints its address. --open shows it in the browser.`;

/** How a second start finds the run that holds the data folder. Readable by this user only. */
const running = z.object({ port: z.int(), secret: z.string() });

// Node would print the error as it is, with what the program was working on.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${uncaughtLine(error)}\n`);
  process.exit(1);
});

await main();

/** The loopback host: the same application without Electron, in the browser that is there. */
async function main(): Promise<void> {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        open: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const dataFolder = resolve(values.data ?? defaultDataFolder());
    const port = values.port === undefined ? undefined : Number(values.port);
    if (values.help) process.stdout.write(`${HELP}\n`);
    else await serveOnce(dataFolder, port, values.open ?? false);
  } catch (error) {
    const listed = toListedError(error);
    // Nobody sees this but whoever started the program by hand: the true cause helps more than a calm sentence.
    process.stderr.write(`${listed.code === 'internal' ? redacted(String(error)) : listed.message}\n`);
    process.exitCode = 1;
  }
}

async function serveOnce(dataFolder: string, port: number | undefined, open: boolean): Promise<void> {
  try {
    await serve(dataFolder, port, open);
  } catch (error) {
    const isRunning = toListedError(error).code === 'already_open';
    if (!isRunning || !(await bringForward(dataFolder, open))) throw error;
  }
}

async function serve(dataFolder: string, port: number | undefined, open: boolean): Promise<void> {
  const windowFolder = resolve(import.meta.dirname, '../dist/renderer');
  if (!existsSync(join(windowFolder, 'index.html'))) throw new Error('Run `npm run build` first.');
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const secrets = fileSecrets(join(dataFolder, 'secrets.json'));
  const host = await openHost({ dataFolder, secrets, log, workers: true });
  const note = join(dataFolder, 'window.json');
  // Left behind by a run that was killed: with its secret the windows it had go on without signing in again.
  const left = await readNote(note).catch(() => null);
  const secret = left?.secret ?? randomBytes(32).toString('base64url');
  const loopback = await listen({ host, windowFolder, secret }, dataFolder, port).catch(async (error) => {
    // Its workers would keep this program alive, unseen.
    await host.close();
    throw error;
  });
  await writeFile(note, JSON.stringify({ port: loopback.port, secret }), { mode: 0o600 });
  const stop = async () => {
    await rm(note, { force: true });
    await loopback.close();
    await host.close();
    process.exit(0);
  };
  // SIGHUP: the terminal was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop());
  show('Todoke', loopback.newAddress(), open);
}

/**
 * Listens on the port asked for, else on the one of the last run, else on one of the system's choice: what a browser
 * keeps for the clerk (language, brightness, a text not yet saved) it keeps per port.
 */
async function listen(
  parts: { host: Host; windowFolder: string; secret: string },
  dataFolder: string,
  asked: number | undefined,
): Promise<Loopback> {
  if (asked !== undefined) return startLoopback(parts, asked);
  const note = join(dataFolder, 'port.json');
  const last = z.int().safeParse(existsSync(note) ? Number(await readFile(note, 'utf8')) : 0);
  // Another program may have it by now; if it is something else, the second try says so.
  const loopback = await startLoopback(parts, last.data ?? 0).catch(() => startLoopback(parts));
  await writeFile(note, JSON.stringify(loopback.port));
  return loopback;
}

/**
 * A second start: the running one gives out a fresh address, and that window comes forward. False when it cannot be
 * asked: it is the desktop window, or has only just been started.
 */
async function bringForward(dataFolder: string, open: boolean): Promise<boolean> {
  const address = await freshAddress(dataFolder).catch(() => null);
  if (address !== null) show('Todoke is already running', address, open);
  return address !== null;
}

async function freshAddress(dataFolder: string): Promise<string> {
  const { port, secret } = await readNote(join(dataFolder, 'window.json'));
  const response = await fetch(`http://127.0.0.1:${port}/reopen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [CALL_HEADER]: '1' },
    body: JSON.stringify({ secret }),
  });
  return z.object({ address: z.string() }).parse(await response.json()).address;
}

async function readNote(note: string): Promise<z.infer<typeof running>> {
  return running.parse(JSON.parse(await readFile(note, 'utf8')));
}

function show(what: string, address: string, open: boolean): void {
  process.stdout.write(`${what}: ${address}\n`);
  if (open) openBrowser(address);
}

/** Opens the system's browser where there is one; the printed address serves where there is none. */
function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : process.platform === 'darwin'
        ? ['open', address]
        : ['xdg-open', address];
  const child = spawn(command ?? '', args, { detached: true, stdio: 'ignore' });
  child.on('error', () => process.stdout.write('No browser was found: open the address above by hand.\n'));
  child.unref();
}
