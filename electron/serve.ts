import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { toListedError } from './app.ts';
import { defaultDataFolder } from './dataFolder.ts';
import { openHost } from './host.ts';
import { CALL_HEADER } from './loopback/guards.ts';
import { startLoopback } from './loopback/server.ts';
import { fileSecrets } from './ports/secrets.ts';

const HELP = `node electron/serve.ts [--data DIR] [--port N] [--open]
Serves Todoke on 127.0.0.1 and prints its address. --open shows it in the browser.`;

/** How a second start finds the run that holds the data folder. Readable by this user only. */
const running = z.object({ port: z.int(), secret: z.string() });

await main();

/** The loopback host: the same application without Electron, in the browser that is there. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      open: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const dataFolder = resolve(values.data ?? defaultDataFolder());
  const open = values.open ?? false;
  try {
    await serve(dataFolder, Number(values.port ?? 0), open);
  } catch (error) {
    const listed = toListedError(error);
    if (listed.code === 'already_open') return bringForward(dataFolder, open);
    // Nobody sees this but whoever started the program by hand: the true cause helps more than a calm sentence.
    process.stderr.write(`${listed.code === 'internal' ? String(error) : listed.message}\n`);
    process.exitCode = 1;
  }
}

async function serve(dataFolder: string, port: number, open: boolean): Promise<void> {
  const windowFolder = resolve(import.meta.dirname, '../dist/renderer');
  if (!existsSync(join(windowFolder, 'index.html'))) throw new Error('Run `npm run build` first.');
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const secrets = fileSecrets(join(dataFolder, 'secrets.json'));
  const host = await openHost({ dataFolder, secrets, log, workers: true });
  const secret = randomBytes(32).toString('base64url');
  const loopback = await startLoopback({ host, windowFolder, reopenSecret: secret }, port);
  const note = join(dataFolder, 'window.json');
  await writeFile(note, JSON.stringify({ port: loopback.port, secret }), { mode: 0o600 });
  show('Todoke', loopback.newAddress(), open);
  const stop = async () => {
    await rm(note, { force: true });
    await loopback.close();
    await host.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** A second start: the running one gives out a fresh address, and that window comes forward. */
async function bringForward(dataFolder: string, open: boolean): Promise<void> {
  const { port, secret } = running.parse(JSON.parse(await readFile(join(dataFolder, 'window.json'), 'utf8')));
  const response = await fetch(`http://127.0.0.1:${port}/reopen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [CALL_HEADER]: '1' },
    body: JSON.stringify({ secret }),
  });
  const { address } = z.object({ address: z.string() }).parse(await response.json());
  show('Todoke is already running', address, open);
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
