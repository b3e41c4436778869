import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './npm.ts';
import type { Lock } from './supplyRules.ts';

const ROOT = join(import.meta.dirname, '..');

/** The typesetter's package for a system, by `platform-arch`; npm installs only the one of the machine it runs on. */
const PACKAGES: Record<string, string> = {
  'win32-x64': '@myriaddreamin/typst-ts-node-compiler-win32-x64-msvc',
  'linux-x64': '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu',
  'darwin-x64': '@myriaddreamin/typst-ts-node-compiler-darwin-x64',
  'darwin-arm64': '@myriaddreamin/typst-ts-node-compiler-darwin-arm64',
};

/**
 * Brings the typesetter's binary for another system into node_modules, so that a package made here can print there.
 * It is taken only when its SHA-512 is the one of the lock file. False, with a line in the log, when it cannot be had.
 */
export function bringTypesetter(system: string, log: (line: string) => void): boolean {
  const name = PACKAGES[system];
  if (!name) return false;
  const folder = join(ROOT, 'node_modules', name);
  if (existsSync(folder)) return true;
  const lock: Lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const locked = lock.packages[`node_modules/${name}`];
  const place = mkdtempSync(join(tmpdir(), 'todoke-typesetter-'));
  try {
    npm('pack', `${name}@${locked?.version}`, '--pack-destination', place, '--fetch-retries=1');
    const [file] = readdirSync(place);
    const bytes = file ? readFileSync(join(place, file)) : null;
    const hash = bytes && `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    if (!file || hash !== locked?.integrity) {
      log(
        `the typesetter for ${system} ${file ? 'is not the one of the lock file' : 'cannot be fetched'}: no PDF there`,
      );
      return false;
    }
    mkdirSync(folder, { recursive: true });
    const { status } = spawnSync('tar', ['-xzf', join(place, file), '--strip-components=1', '-C', folder]);
    if (status === 0) return true;
    rmSync(folder, { recursive: true });
    log(`the typesetter for ${system} cannot be unpacked: no PDF there`);
    return false;
  } finally {
    rmSync(place, { recursive: true });
  }
}
