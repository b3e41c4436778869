import type { Caller, FileEncoding, Writing } from '../ports/files.ts';
import type { AppContext } from './context.ts';

/** Where a file goes, and how text becomes bytes in it. */
interface Place {
  caller: Caller;
  file: string;
  encoding: FileEncoding;
}

/**
 * Writes a file and what belongs to it, as its row in the audit: when any of it fails or is stopped, the finished file goes
 * too, so that none leaves the register unnoted. Errors: file_unwritable, file_not_allowed, and those of the work.
 */
export async function writeFile<T>(
  { files }: Pick<AppContext, 'files'>,
  { caller, file, encoding }: Place,
  work: (writing: Writing) => Promise<T>,
): Promise<T> {
  const writing = await files.create(caller, file, encoding);
  try {
    return await work(writing);
  } catch (error) {
    await writing.discard();
    throw error;
  }
}
