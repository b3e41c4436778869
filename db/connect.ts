import Database from 'better-sqlite3';
import { knowChecksums } from './checksums.ts';

/** One connection with the house's pragmas. */
export function connect(file: string, options: { readonly?: boolean } = {}): Database.Database {
  const db = new Database(file, options);
  try {
    setUp(db, options.readonly === true);
  } catch (error) {
    // Left open it would keep the file from being moved, and its journal from being taken away.
    db.close();
    throw error;
  }
  return db;
}

function setUp(db: Database.Database, readonly: boolean): void {
  // Waits for another process (a script beside the window) instead of failing at once.
  db.pragma('busy_timeout = 5000');
  // References are promises; SQLite only keeps them when told to.
  db.pragma('foreign_keys = ON');
  // The row checksums are a function of ours in the schema. It is the only one, and it does nothing but reckon.
  db.pragma('trusted_schema = ON');
  knowChecksums(db);
  // Notices damaged pages early.
  db.pragma('cell_size_check = ON');
  db.pragma('cache_size = -65536');
  if (!readonly) {
    // Readers go on while one writes.
    db.pragma('journal_mode = WAL');
    // "Saved" must survive a power cut; NORMAL may lose the last commits (better-sqlite3 defaults to it).
    db.pragma('synchronous = FULL');
    // What is deleted is overwritten with zeros, so that nobody finds it in the file.
    db.pragma('secure_delete = ON');
  }
}
