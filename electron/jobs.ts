import { type ServedRegister, serveQueries } from '../db/asideServer.ts';
import { openList, type Reading } from './features/officeReading.ts';
import { layOut } from './ports/letters/typesetting.ts';
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
  serveQueries: async function* (register: ServedRegister): AsyncGenerator<never, void> {
    await serveQueries(register);
  },
  readList: async function* (file: ListFile) {
    yield* openList(await readTable(file.bytes, file.name, file.encoding), file);
  },
  layOut,
};

export type Jobs = typeof jobs;
