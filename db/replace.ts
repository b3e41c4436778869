import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { connect } from './connect.ts';

// Another file in a register's place, in steps that a power cut or a kill may interrupt anywhere: what is to be done is
// written down and flushed first, and whoever opens the register next finishes it before looking at it.

/** What is to be done. Names are of files in the register's own folder. */
interface Intent {
  /** The checked file that takes the place. */
  incoming: string;
  /** Where what stood there is kept. */
  kept: string;
}

const noteOf = (register: string) => `${register}.restoring`;
// A journal left behind would be rolled back into the register that comes.
const ENDINGS = ['', '-wal', '-shm', '-journal'];

/** Puts `incoming` in the register's place and keeps what stood there as `kept`. Nobody may have the register open. */
export async function replaceRegister(register: string, incoming: string, kept: string): Promise<void> {
  const note: Intent = { incoming, kept };
  await writeFile(`${noteOf(register)}.part`, JSON.stringify(note), { flush: true });
  await rename(`${noteOf(register)}.part`, noteOf(register));
  await flushFolder(dirname(register));
  await finishReplacement(register);
}

/** Finishes what `replaceRegister` began. Safe to call at any time, as often as one likes. */
export async function finishReplacement(register: string): Promise<void> {
  const note = noteOf(register);
  if (!existsSync(note)) return;
  const { incoming, kept } = JSON.parse(readFileSync(note, 'utf8')) as Intent;
  // Once `incoming` has moved, what stands in its place is the new register: nothing of it may be taken away again.
  if (existsSync(incoming)) {
    await mkdir(dirname(kept), { recursive: true });
    for (const ending of ENDINGS) {
      if (existsSync(register + ending)) await rename(register + ending, kept + ending);
    }
    await rename(incoming, register);
    await flushFolder(dirname(register));
  }
  await rm(note);
  await flushFolder(dirname(register));
}

/** Makes a register that is closed one file, so that it can be moved. False when another program has it open. */
export function leaveWal(register: string): boolean {
  if (!existsSync(register)) return true;
  let db: ReturnType<typeof connect> | undefined;
  try {
    db = connect(register);
    db.pragma('busy_timeout = 2000');
    db.pragma('journal_mode = DELETE');
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return !/^SQLITE_(BUSY|LOCKED)/.test(code);
  } finally {
    db?.close();
  }
}

/** A rename is on the disk when its folder is. Windows has no such call, and needs none. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
