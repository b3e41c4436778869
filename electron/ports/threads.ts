import { on } from 'node:events';
import { join } from 'node:path';
import { isMainThread, parentPort, type Transferable, Worker, workerData } from 'node:worker_threads';
import { type ErrorCode, type ErrorParams, fail, isErrorCode } from '../contract/errors.ts';

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

/** What a thread says: a part, that it is done, or why it is not. */
type Message =
  | { type: 'part'; value: unknown }
  | { type: 'done' }
  | { type: 'listed'; code: ErrorCode; params: ErrorParams }
  | { type: 'unlisted'; details: string };

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
  const worker = new Worker(PROGRAM, { workerData: { name, input }, transferList: [...transfer] });
  try {
    for await (const [message] of messagesOf(worker, signal)) {
      if (message.type === 'done') return;
      if (message.type === 'listed') throw fail(message.code, message.params);
      if (message.type === 'unlisted') throw new Error(`In the thread ${name}: ${message.details}`);
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

function messagesOf(worker: Worker, signal: AbortSignal | undefined): AsyncIterable<[Message]> {
  return on(worker, 'message', { close: ['exit'], ...(signal && { signal }) }) as AsyncIterable<[Message]>;
}

/** The other end, called once by the program of a thread: does the job it was started for. */
export async function serveThread(jobs: Record<string, Job>): Promise<void> {
  if (isMainThread) throw new Error('This program is started as a thread');
  const { name, input } = workerData as { name: string; input: never };
  const say = (message: Message) => parentPort?.postMessage(message);
  try {
    const job = jobs[name];
    if (!job) throw new Error(`There is no job ${name}`);
    for await (const value of job(input)) say({ type: 'part', value });
    say({ type: 'done' });
  } catch (error) {
    say(messageOf(error));
  }
}

function messageOf(error: unknown): Message {
  if (!(error instanceof Error)) return { type: 'unlisted', details: String(error) };
  if ('code' in error && isErrorCode(error.code) && 'data' in error) {
    return { type: 'listed', code: error.code, params: error.data as ErrorParams };
  }
  return { type: 'unlisted', details: error.stack ?? error.message };
}
