import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = join(import.meta.dirname, '../node_modules/electron');
const FETCH_MS = 10 * 60_000;

/** The folder of the unpacked Electron on this machine. */
export function electronFolder(): string {
  return process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist');
}

/**
 * Path of the Electron program on this machine, or null when there is none that can be started.
 * The package's own index.js is not asked: it would fetch the program at once and throw when it cannot.
 */
export function electronProgram(): string | null {
  const named = join(PACKAGE, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const program = join(electronFolder(), name);
  try {
    accessSync(program, constants.X_OK);
    return program;
  } catch {
    return null;
  }
}

/**
 * Lets the electron package fetch its program (about 120 MB, once); it comes without since it has no install script.
 * True when it worked. ELECTRON_SKIP_BINARY_DOWNLOAD keeps the network out of it.
 */
export async function fetchElectron(log: (line: string) => void): Promise<boolean> {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return false;
  const fetching = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: 'ignore', timeout: FETCH_MS });
  const slow = setTimeout(() => log('Fetching the Electron program (about 120 MB, only this once) ...'), 2000);
  const [code] = await once(fetching, 'exit');
  clearTimeout(slow);
  return code === 0;
}
