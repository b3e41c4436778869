import type { ServedRegister } from '../db/asideServer.ts';
import type { Manifest } from '../db/backup.ts';
import type { Findings } from '../db/check.ts';
import type { Restoring } from '../db/restore.ts';
import type { AnswerMapping } from './features/answerFile.ts';
import type { ListPart, Reading } from './features/officeReading.ts';
import type { FilingsPart, FilingsReading } from './features/procedureReading.ts';
import type { Laid, Typesetting } from './ports/letters/typesetting.ts';
import type { ReadMail } from './ports/mailReading.ts';
import type { Carrying } from './ports/mailThreadServing.ts';

/** A file that holds a list. */
interface SourceFile {
  name: string;
  bytes: Uint8Array;
  encoding: 'auto' | 'utf-8' | 'cp932';
}
/** With what the clerk has said about how to read it. */
type ListFile = SourceFile & Reading;
type FilingsFile = SourceFile & FilingsReading;

/**
 * Every job a thread may be started for, by name. To add one: a generator over plain data, and its line here. Each
 * fetches its own code: a thread has started the sooner the less it loads.
 */
export const jobs = {
  // biome-ignore lint/correctness/useYield: all it has to say goes through the port.
  serveQueries: async function* (register: ServedRegister): AsyncGenerator<never, void> {
    const { serveQueries } = await import('../db/asideServer.ts');
    await serveQueries(register);
  },
  copyRegister: async function* ({
    file,
    target,
  }: {
    file: string;
    target: string;
  }): AsyncGenerator<Manifest | { damaged: string }, void> {
    const { copyVerified, DamagedCopy } = await import('../db/backup.ts');
    try {
      yield await copyVerified(file, target);
    } catch (error) {
      if (!(error instanceof DamagedCopy)) throw error;
      yield { damaged: error.message };
    }
  },
  checkRegister: async function* (file: string): AsyncGenerator<Findings, void> {
    const { checkRegister } = await import('../db/check.ts');
    yield checkRegister(file);
  },
  makeIncoming: async function* (order: Restoring): AsyncGenerator<Findings, void> {
    const { makeIncoming } = await import('../db/restore.ts');
    yield await makeIncoming(order);
  },
  readList: async function* (file: ListFile): AsyncGenerator<ListPart, void> {
    const { readTable } = await import('./ports/lists.ts');
    const { openList } = await import('./features/officeReading.ts');
    yield* openList(await readTable(file.bytes, file.name, file.encoding), file);
  },
  readAnswers: async function* (file: SourceFile & { mapping?: AnswerMapping | undefined }) {
    const { readTable } = await import('./ports/lists.ts');
    const { openAnswers } = await import('./features/answerFile.ts');
    yield* openAnswers(await readTable(file.bytes, file.name, file.encoding), file.mapping);
  },
  readContacts: async function* (file: SourceFile) {
    const { readTable } = await import('./ports/lists.ts');
    const { openContacts } = await import('./features/contactFile.ts');
    yield* openContacts(await readTable(file.bytes, file.name, file.encoding));
  },
  readChronology: async function* (file: SourceFile) {
    const { readTable } = await import('./ports/lists.ts');
    const { openChronology } = await import('./features/chronologyFile.ts');
    yield* openChronology(await readTable(file.bytes, file.name, file.encoding), file.name);
  },
  readFilings: async function* (file: FilingsFile): AsyncGenerator<FilingsPart, void> {
    const { readTable } = await import('./ports/lists.ts');
    const { openFilings } = await import('./features/procedureReading.ts');
    yield* openFilings(await readTable(file.bytes, file.name, file.encoding), file);
  },
  readMail: async function* (mail: { bytes: Uint8Array; headOnly: boolean }): AsyncGenerator<ReadMail, void> {
    const { readHead, readMail } = await import('./ports/mailReading.ts');
    yield mail.headOnly ? await readHead(mail.bytes) : await readMail(mail.bytes);
  },
  // biome-ignore lint/correctness/useYield: all it has to say goes through the port.
  carryMails: async function* (order: Carrying): AsyncGenerator<never, void> {
    const { carryMails } = await import('./ports/mailThreadServing.ts');
    await carryMails(order);
  },
  layOut: async function* (papers: Typesetting): AsyncGenerator<Laid | { faults: unknown }, void> {
    const { layOut } = await import('./ports/letters/typesetting.ts');
    yield* layOut(papers);
  },
};

export type Jobs = typeof jobs;
