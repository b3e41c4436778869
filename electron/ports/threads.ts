import { on } from 'node:events';
import { join } from 'node:path';
import { type Transferable, Worker } from 'node:worker_threads';
import { type ErrorParams, fail, isErrorCode } from '../contract/errors.ts';
import type { Message, Order } from './threadServing.ts';

/** A piece of work that needs a core of its own: plain data in, plain data out, part by part. */
export type Job = (input: never) => AsyncGenerator<unknown, void>;

/** Work beside the event loop, so that every other call is answered meanwhile. */
export interface Threads<Jobs extends Record<string, Job>> {
  /**
   * Runs a job of the table on a thread of its own and hands on what it yields; whoever stops reading ends the thread.
   * Errors: the job's own, of the closed list or internal.
   */
  run<Name extends keyof Jobs & string>(
    name: Name,
    input: Parameters<Jobs[Name]>[0],
    options?: RunOptions,
  ): ReturnType<Jobs[Name]>;
}

export interface RunOptions {
  /** Without a thread, for work that is done sooner than a thread has started. */
  here?: boolean;
  /** What of the input goes over rather than being copied. */
  transfer?: readonly Transferable[];
  /** An abort ends the thread at once, and its reason is thrown. */
  signal?: AbortSignal | undefined;
}

/** The program every thread runs: `thread.ts` in the source tree, one bundled file beside this one in the desktop. */
const PROGRAM = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '../thread.ts')
  : join(import.meta.dirname, 'thread.cjs');

/** Threads for the jobs of a table, which `thread.ts` must serve too. */
export function createThreads<Jobs extends Record<string, Job>>(jobs: Jobs): Threads<Jobs> {
  return {
    run: (name, input, options = {}) => {
      const parts = options.here ? jobs[name]?.(input as never) : inThread(name, input, options);
      // What a job yields comes out of its thread as it went in.
      return parts as ReturnType<Jobs[typeof name]>;
    },
  };
}

async function* inThread(
  name: string,
  input: unknown,
  { transfer = [], signal }: RunOptions,
): AsyncGenerator<unknown, void> {
  signal?.throwIfAborted();
  const worker = new Worker(PROGRAM, { workerData: { name, input } satisfies Order, transferList: [...transfer] });
  try {
    for await (const [message] of messagesOf(worker, signal)) {
      if (message.type === 'done') return;
      if (message.type === 'failed') throw errorOf(name, message);
      yield message.value;
    }
    throw new Error(`The thread ${name} ended before its work was done`);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}

/** A listed error as it was thrown there; any other with what is known of it, the system's code among it. */
function errorOf(name: string, { code, params, details }: Extract<Message, { type: 'failed' }>): Error {
  if (isErrorCode(code)) return fail(code, params as ErrorParams);
  const error = new Error(`In the thread ${name}: ${details}`);
  return code === null ? error : Object.assign(error, { code });
}

function messagesOf(worker: Worker, signal: AbortSignal | undefined): AsyncIterable<[Message]> {
  return on(worker, 'message', { close: ['exit'], ...(signal && { signal }) }) as AsyncIterable<[Message]>;
}
