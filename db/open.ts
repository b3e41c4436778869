import { accessSync, closeSync, constants, existsSync, openSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { fail } from '../electron/contract/errors.ts';
import { openAside, type StartQueries } from './aside.ts';
import { isSchemaWhole } from './checksums.ts';
import { connect } from './connect.ts';
import { groupWrites } from './groupCommit.ts';
import { takeLock } from './lock.ts';
import { APPLICATION_ID, migrateSqlite, NEWEST } from './migrate.ts';
import { finishReplacement } from './replace.ts';
import type { Schema } from './schema.ts';
import { RegisterDialect } from './sqliteDialect.ts';
import type { Store } from './store.ts';
import { setAsideStrayLog } from './strayLog.ts';

/** First SQLite without the WAL-reset corruption bug: https://www.sqlite.org/wal.html#walresetbug */
const OLDEST_SAFE_SQLITE = [3, 51, 3] as const;

/**
 * Opens (or makes) the register in one file, brings it to the newest format, and answers a Store.
 * Errors: newer_database, foreign_database (the file is left untouched), database_busy, read_only.
 * @param backupFolder where the copy made before a migration goes
 * @param startQueries starts the thread of a large write; without it that is done in this one
 */
export async function openSqlite(file: string, backupFolder: string, startQueries?: StartQueries): Promise<Store> {
  requireSafeSqlite();
  requireWritable(file);
  await finishReplacement(file);
  if (existsSync(file)) {
    rollBackInterrupted(file);
    setAsideStrayLog(file);
    refuseWhatIsNotOurs(file);
  }
  const writer = connect(file);
  const reader = await migrateSqlite(writer, file, backupFolder)
    .then(() => connect(file, { readonly: true }))
    .catch((error: unknown) => {
      writer.close();
      throw error;
    });
  // From here on it is waited for by `RegisterDialect`, without holding the thread.
  writer.pragma('busy_timeout = 0');
  const write = new Kysely<Schema>({ dialect: new RegisterDialect(writer) });
  const read = new Kysely<Schema>({ dialect: new RegisterDialect(reader) });
  return {
    engine: 'sqlite',
    read,
    ...groupWrites(write, startQueries && (() => openAside(file, startQueries))),
    file,
    hurry: (work) => withoutWaiting(writer, work),
    takeSenderLock: async () => takeLock(`${file}.sender`),
    close: async () => {
      // Kysely closes only what it has used at least once. The writer is the last: it alone can take the journal away.
      await read.destroy();
      if (reader.open) reader.close();
      await write.destroy();
      if (writer.open) writer.close();
    },
  };
}

async function withoutWaiting<T>(writer: Database.Database, work: () => Promise<T>): Promise<T> {
  writer.pragma('synchronous = OFF');
  try {
    return await work();
  } finally {
    // A write that was begun and not waited for ends first: inside of it the pragma would not count.
    while (writer.inTransaction) await new Promise(setImmediate);
    writer.pragma('synchronous = FULL');
    // Flushes the log and then the file: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
    writer.pragma('wal_checkpoint(TRUNCATE)');
  }
}

function requireSafeSqlite(): void {
  const db = new Database(':memory:');
  const version = db.prepare<[], { v: string }>('select sqlite_version() as v').get()?.v ?? '0';
  db.close();
  const parts = version.split('.').map(Number);
  for (const [i, oldest] of OLDEST_SAFE_SQLITE.entries()) {
    const part = parts[i] ?? 0;
    if (part > oldest) return;
    if (part < oldest) throw new Error(`SQLite ${version} is older than ${OLDEST_SAFE_SQLITE.join('.')}`);
  }
}

/**
 * SQLite would open a file that may only be read, and give the files beside it the same mode: they would stay, and keep
 * the register read-only after it was set right. Errors: EACCES, EROFS (read_only).
 */
function requireWritable(file: string): void {
  accessSync(dirname(file), constants.R_OK | constants.W_OK);
  if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
}

/** Where SQLite keeps the application id, 4 bytes big-endian: https://www.sqlite.org/fileformat.html#the_database_header */
const ID_OFFSET = 68;

/**
 * A program killed while it changed the journal's mode (as the first opening of a restored register does) leaves a
 * rollback journal. Only who may write can roll it back, so a read-only look at the file would fail. A file that is not
 * ours is left untouched.
 */
function rollBackInterrupted(file: string): void {
  if (!existsSync(`${file}-journal`)) return;
  const head = Buffer.alloc(4);
  const handle = openSync(file, 'r');
  readSync(handle, head, 0, head.length, ID_OFFSET);
  closeSync(handle);
  if (head.readUInt32BE() !== APPLICATION_ID) return;
  const db = new Database(file);
  try {
    db.prepare('select count(*) from sqlite_schema').get();
  } finally {
    db.close();
  }
}

/** Looks at the header without writing a byte. */
function refuseWhatIsNotOurs(file: string): void {
  const probe = new Database(file, { readonly: true });
  try {
    const id = probe.pragma('application_id', { simple: true });
    const version = probe.pragma('user_version', { simple: true });
    if (id === 0 && version === 0 && isEmpty(probe)) return;
    if (id !== APPLICATION_ID) throw fail('foreign_database', { name: basename(file) });
    if (Number(version) > NEWEST) {
      // A number too high that no migration has left is a damaged one.
      if (!isSchemaWhole(probe)) throw fail('register_damaged');
      throw fail('newer_database', { found: Number(version), known: NEWEST });
    }
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB') {
      throw fail('foreign_database', { name: basename(file) });
    }
    throw error;
  } finally {
    probe.close();
  }
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
}
