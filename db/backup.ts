import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';

/**
 * Copies a register in use, as it stands at one moment. From a connection of its own that holds that moment open:
 * on the writing connection the driver takes "busy, nothing copied yet" for "done" and leaves an empty file.
 */
export async function copyOnline(file: string, target: string): Promise<void> {
  const source = new Database(file, { readonly: true });
  try {
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(target);
  } finally {
    source.close();
  }
}

/** A finished backup: its size and SHA-256. */
export interface BackupCopy {
  bytes: number;
  sha256: string;
}

/**
 * Makes a copy that is worth its name: copied aside, reopened, checked, sending paused in it, flushed, and only
 * then renamed.
 * A copy that fails its check is removed and the error is thrown; an older file of that name stays.
 * @param copy the online copy (SQLite backup API)
 */
export async function copyVerified(copy: (target: string) => Promise<void>, target: string): Promise<BackupCopy> {
  const aside = `${target}.part`;
  await rm(aside, { force: true });
  await copy(aside);
  try {
    checkAndPause(aside);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  const handle = await open(aside, 'r+');
  await handle.sync();
  await handle.close();
  const hash = createHash('sha256');
  await pipeline(createReadStream(aside), hash);
  await rename(aside, target);
  return { bytes: (await stat(target)).size, sha256: hash.digest('hex') };
}

function checkAndPause(file: string): void {
  const db = new Database(file);
  try {
    // A backup is one file: no -wal beside it that somebody forgets to copy.
    db.pragma('journal_mode = DELETE');
    // An empty file is sound to SQLite.
    if (db.pragma('user_version', { simple: true }) === 0) throw new Error('The copy is empty');
    const result = db.pragma('integrity_check', { simple: true });
    if (result !== 'ok') throw new Error(`The copy is damaged: ${String(result)}`);
    const broken = db.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`The copy has ${broken.length} broken references`);
    // What the copy calls unsent may have gone out since: put back in place, it sends nothing until a clerk says so.
    db.exec(
      `insert into settings (key, value) values ('paused', 'true') on conflict (key) do update set value = 'true'`,
    );
  } finally {
    db.close();
  }
}
