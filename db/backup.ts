import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { type Contents, checkRegister } from './check.ts';
import { connect } from './connect.ts';

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

/** What is written beside a backup: what it is and holds, as found when it was checked. */
export interface Manifest extends Contents {
  name: string;
  bytes: number;
  sha256: string;
}

/** A copy that failed its check. The message names tables and rows, no content. */
export class DamagedCopy extends Error {}

/**
 * Makes a copy that is worth its name: copied aside, made one file, reopened and read whole (pages, row checksums,
 * references, audit chain), flushed, and only then renamed; its manifest comes first, so that none is without.
 * A copy that fails its check is removed and DamagedCopy is thrown; an older file of that name stays.
 */
export async function copyVerified(file: string, target: string): Promise<Manifest> {
  const aside = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  await removeFile(aside);
  try {
    await copyOnline(file, aside);
    makeOneFile(aside);
    const { damage, details, contents } = checkRegister(aside);
    if (damage.length > 0 || !contents) throw new DamagedCopy(details.join('; '));
    await flush(aside);
    const sha256 = await fileHash(aside);
    const manifest = { name: basename(target), bytes: (await stat(aside)).size, sha256, ...contents };
    await writeFile(`${target}.json`, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    await rename(aside, target);
    return manifest;
  } catch (error) {
    await removeFile(aside);
    throw error;
  }
}

/** A backup is one file: no -wal beside it that somebody forgets to copy. And put in place it sends nothing by itself. */
function makeOneFile(file: string): void {
  const db = connect(file);
  try {
    // What the copy calls unsent may have gone out since: it waits until a clerk says so.
    db.exec(
      `insert into settings (key, value) values ('paused', 'true') on conflict (key) do update set value = 'true'`,
    );
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** Removes a database with what SQLite leaves beside one that was killed. */
export async function removeFile(file: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm', '-journal']) await rm(`${file}${ending}`, { force: true });
}

/** Waits until the disk has it. */
export async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** SHA-256 of a file, in hex. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
