import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that other users may look into, as servers under their own users must. */
export function publicFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `todoke-${name}-`));
  execFileSync('chmod', ['755', folder]);
  return folder;
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** A user of this machine by name. */
export function userOf(name: string): { uid: number; gid: number } {
  const number = (option: string) => Number(execFileSync('id', [option, name], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A server in the foreground, our child. */
export interface ServerProcess {
  /** Ends it and waits until it is gone. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a program and waits until its port answers. Its last words are in the error when it ends before. */
export async function startServer(
  program: string,
  args: readonly string[],
  port: number,
  user: { uid?: number; gid?: number } = {},
): Promise<ServerProcess> {
  const child = spawn(program, args, { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (piece: Buffer) => {
    words = (words + piece).slice(-2000);
  });
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      ended = true;
      resolve();
    });
  });
  await answering(port, () => {
    if (ended) throw new Error(`${program} ended: ${words}`);
  });
  return {
    stop: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}

/** Waits until a loopback port answers; `check` may give up. Errors: not within 30 seconds. */
export async function answering(port: number, check: () => void = () => undefined): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    check();
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
