import type { AddressInfo } from 'node:net';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes everything and keeps nothing, on a thread of its own. */
export interface Sink {
  host: string;
  port: number;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

export async function startSink(): Promise<Sink> {
  const worker = new Worker(new URL(import.meta.url));
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { host: HOST, port, close: async () => void (await worker.terminate()) };
}

if (!isMainThread) {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, _session, answer) {
      stream.on('end', answer).resume();
    },
  });
  server.listen(0, HOST, () => parentPort?.postMessage((server.server.address() as AddressInfo).port));
}
