import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { programConfig } from '../../build/build.ts';

/** Beside the packages, so that the native ones are found. */
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/crash');

let packed: Promise<string> | null = null;

/**
 * The program that is killed, built as the application is: one file with all it needs, the program of its threads beside
 * it. From its sources it takes three times as long to start, and most of a kill is the start after it. Built once for
 * all kills of a run.
 */
export const packedProgram = (): Promise<string> => (packed ??= pack());

async function pack(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'packed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build(programConfig('activity', join(import.meta.dirname, 'activity.ts'), folder));
  await build(programConfig('thread', resolve(import.meta.dirname, '../../electron/thread.ts'), folder));
  return join(folder, 'activity.cjs');
}
