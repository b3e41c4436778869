import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { electronProgram, fetchElectron } from './electronProgram.ts';

// `npm start`: builds what is out of date, then opens the app in its own window, or, on a machine that has no
// Electron program and cannot fetch it, in the browser. Arguments (--data DIR, --port N) go on to the app.

const ROOT = join(import.meta.dirname, '..');
const args = process.argv.slice(2);

await build({ force: false, log: console.log });
const program = electronProgram() ?? ((await fetchElectron(console.log)) ? electronProgram() : null);
if (program) open(program, [ROOT, ...args]);
else {
  console.log('The Electron program is not on this machine and cannot be fetched: the same app opens in your browser.');
  open(process.execPath, [join(ROOT, 'electron/serve.ts'), '--open', ...args]);
}

/** Runs the app in this terminal until it ends, and ends as it did. */
function open(command: string, commandArgs: string[]): void {
  // Set by terminals inside other Electron apps; it would make Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _unset, ...env } = process.env;
  const child = spawn(command, commandArgs, { stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  // Ctrl+C reaches the child by itself; a second one would be taken for impatience.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => {
    console.error(`cannot start ${command}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
  });
}
