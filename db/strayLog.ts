import { existsSync, linkSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { auditHash, type ChainedRow } from './auditHash.ts';

// SQLite replays whatever log lies beside a file under the right name: its checksums and salts tie the frames to each
// other and not to a database (https://www.sqlite.org/fileformat2.html#wal_file_format). Whoever puts a copy in the place
// of a register whose program was killed leaves the old log beside it, and would open a mixture of both.

/** Rows of the audit that tell one register from another. */
interface Marks {
  first: ChainedRow | undefined;
  newest: ChainedRow | undefined;
  /** The one with the number asked for. */
  named: ChainedRow | undefined;
}

/**
 * Moves the log beside a register away when it belongs to another one, and answers where it lies now; null when there is
 * nothing to move. The audit only grows: what the file alone says of it must stand there with the log as well. Only rows
 * that prove themselves by their own hash are believed, so a file in the middle of a checkpoint, or a damaged one, is
 * never judged; what a mixture escapes with here the check at the start finds (`db/check.ts`).
 */
export function setAsideStrayLog(file: string): string | null {
  removeLeftOver(file);
  const log = `${file}-wal`;
  if (!existsSync(file) || !existsSync(log) || statSync(log).size === 0) return null;
  const own = marksAlone(file);
  const together = own?.newest && marksOf(file, own.newest.seq);
  if (!own || !together || !isOfAnother(own, together)) return null;
  const kept = `${log}.stray`;
  renameSync(log, kept);
  rmSync(`${file}-shm`, { force: true });
  return kept;
}

function isOfAnother(own: Marks, together: Marks): boolean {
  if (differ(own.first, together.first) || differ(own.newest, together.named)) return true;
  const isShorter = proves(own.newest) && proves(together.newest) && together.newest.seq < own.newest.seq;
  return isShorter && !together.named;
}

const differ = (one: ChainedRow | undefined, other: ChainedRow | undefined) =>
  proves(one) && proves(other) && one.hash !== other.hash;

const proves = (row: ChainedRow | undefined): row is ChainedRow => row !== undefined && auditHash(row) === row.hash;

/** The file without its log: under another name SQLite looks for another log. Null where files have no second name. */
function marksAlone(file: string): Marks | null {
  // A name of this program's own: a script may open the register at the same moment.
  const alone = `${file}.alone-${process.pid}`;
  try {
    removeAlone(alone);
    linkSync(file, alone);
    return marksOf(alone, 0);
  } catch {
    // FAT and some shares know no links: there the check at the start is all there is.
    return null;
  } finally {
    removeAlone(alone);
  }
}

/** A program killed in here leaves its name of the register, which would keep what is no longer to be kept. */
function removeLeftOver(file: string): void {
  const start = `${basename(file)}.alone-`;
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(start) && !isRunning(Number.parseInt(name.slice(start.length), 10))) {
      rmSync(join(dirname(file), name), { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Any other error tells of one that may not be asked.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function removeAlone(alone: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${alone}${ending}`, { force: true });
}

/** Null where they cannot be read: that is for those who look for damage. */
function marksOf(file: string, seq: number): Marks | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true });
    const row = (rest: string, ...values: number[]) =>
      db?.prepare<number[], ChainedRow>(`select * from audit_events ${rest}`).get(...values);
    const [first, newest] = [row('order by seq limit 1'), row('order by seq desc limit 1')];
    return { first, newest, named: row('where seq = ?', seq) };
  } catch {
    return null;
  } finally {
    db?.close();
  }
}
