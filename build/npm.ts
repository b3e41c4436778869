import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs the npm this program was started by, or the one on the path, at the top of the project. */
export function npm(...args: string[]): { output: string; trouble: string } {
  const [command, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const options = { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' } as const;
  const { stdout, stderr, error } = spawnSync(command, [...first, ...args], options);
  return { output: stdout ?? '', trouble: error?.message ?? stderr ?? '' };
}
