import Database from 'better-sqlite3';

/** A lock that the operating system gives back by itself when its holder dies, even by `kill -9`. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock file, or answers null when another process holds it.
 * An empty SQLite file held in an exclusive transaction: the same file locks on Windows, macOS and Linux.
 */
export function takeLock(file: string): Lock | null {
  const db = new Database(file);
  db.pragma('busy_timeout = 0');
  try {
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return {
    release() {
      db.exec('rollback');
      db.close();
    },
  };
}
