import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const CLI = resolve(import.meta.dirname, '../../electron/cli.ts');
const SENDER = resolve(import.meta.dirname, 'sender.ts');

/** Processes that send, one after the other. */
export interface Lives {
  /** The next one, sending. */
  begin(): ChildProcess;
  /** Ends the one that waits for its turn. */
  end(): void;
}

/** Lives on the register of a folder (or of a server, by `env`). */
export function createLives(folder: string, sender: 'program' | 'outbox', env: NodeJS.ProcessEnv = {}): Lives {
  if (sender === 'program') {
    return {
      begin: () => start([CLI, 'deliveries.run', '{}', '--data', folder], env),
      end: () => undefined,
    };
  }
  let next = start([SENDER, folder], env);
  return {
    begin: () => {
      const child = next;
      next = start([SENDER, folder], env);
      child.stdin?.write('go\n');
      return child;
    },
    end: () => next.kill('SIGKILL'),
  };
}

function start(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../../node_modules/.cache/crash'),
      ...env,
    },
  });
  // Killed before it read its word.
  child.stdin?.on('error', () => undefined);
  return child;
}

/** How a process ended, with what it said on the way. */
export async function exitOf(
  child: ChildProcess,
): Promise<{ code: number | null; signal: string | null; errors: string }> {
  let errors = '';
  child.stderr?.on('data', (piece) => (errors += piece));
  // One that ended while it waited for its turn is told of at once.
  if (child.exitCode !== null || child.signalCode !== null) {
    return { code: child.exitCode, signal: child.signalCode, errors };
  }
  return new Promise((ended, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => ended({ code, signal, errors }));
  });
}
