import type { ReadMail } from '../contract/readMail.ts';
import type { Threads } from './threads.ts';

/** A mail up to this size is read sooner than a thread has started, and keeps nobody waiting. */
const SMALL = 64 * 1024;
/** A mail that takes longer to read is a trap: only its head is read. With that, none takes ten seconds. */
const PATIENCE_MS = 8_000;

type Jobs = { readMail(mail: { bytes: Uint8Array; headOnly: boolean }): AsyncGenerator<ReadMail, void> };

/** Reads mails, large ones on a thread of their own. Never throws for what is in a mail. */
export function createMailReader(threads: Threads<Jobs>): (raw: Uint8Array) => Promise<ReadMail> {
  const read = async (bytes: Uint8Array, headOnly: boolean, signal?: AbortSignal): Promise<ReadMail> => {
    const here = headOnly || bytes.length <= SMALL;
    for await (const mail of threads.run('readMail', { bytes, headOnly }, { here, signal })) return mail;
    throw new Error('a mail was read to nothing');
  };
  return async (raw) => {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      return await read(raw, false, patience);
    } catch (error) {
      if (!patience.aborted) throw error;
      return read(raw, true);
    }
  };
}
