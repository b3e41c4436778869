import type { MessagePort } from 'node:worker_threads';
import { serveQueries } from '../db/asideServer.ts';
import { openList, type Reading } from './features/officeReading.ts';
import { readTable } from './ports/lists.ts';

/** A file that holds a list, and what the clerk has said about how to read it. */
interface ListFile extends Reading {
  name: string;
  bytes: Uint8Array;
  encoding: 'auto' | 'utf-8' | 'cp932';
}

/** Every job a thread may be started for, by name. To add one: a generator over plain data, and its line here. */
export const jobs = {
  // biome-ignore lint/correctness/useYield: all it has to say goes through the port.
  serveQueries: async function* ({ file, port }: { file: string; port: MessagePort }): AsyncGenerator<never, void> {
    await serveQueries(file, port);
  },
  readList: async function* (file: ListFile) {
    yield* openList(await readTable(file.bytes, file.name, file.encoding), file);
  },
};

export type Jobs = typeof jobs;
