import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Job } from './threads.ts';

/** What a thread is started for. */
export interface Order {
  name: string;
  input: unknown;
}

/** What a thread says: a part, that it is done, or why it is not. */
export type Message =
  | { type: 'part'; value: unknown }
  | { type: 'done' }
  | { type: 'failed'; code: unknown; params: unknown; details: string };

/** A thread's end, called once by its program: does the job it was started for. */
export async function serveThread(jobs: Record<string, Job>): Promise<void> {
  if (isMainThread) throw new Error('This program is started as a thread');
  const { name, input } = workerData as Order;
  const say = (message: Message) => parentPort?.postMessage(message);
  try {
    const job = jobs[name];
    if (!job) throw new Error(`There is no job ${name}`);
    for await (const value of job(input as never)) say({ type: 'part', value });
    say({ type: 'done' });
  } catch (error) {
    say(failure(error));
  }
}

/** Errors are no plain data: their code and params go over, and are an error again at the other end. */
function failure(error: unknown): Message {
  if (!(error instanceof Error)) return { type: 'failed', code: null, params: null, details: String(error) };
  const details = error.stack ?? error.message;
  // What has a code alone is an error of the system, e.g. a full disk.
  const code = 'code' in error ? error.code : null;
  return { type: 'failed', code, params: 'data' in error ? error.data : null, details };
}
