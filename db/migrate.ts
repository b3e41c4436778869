import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { fail } from '../electron/contract/errors.ts';
import { copyVerified, DamagedCopy } from './backup.ts';
import { coverTables, uncoverTables } from './checksums.ts';
import { type Migration, migrations } from './migrations/index.ts';

/** "Tdk1" in the file's header: tells our files from any other SQLite file. */
export const APPLICATION_ID = 0x54646b31;

/** The format this program writes. */
export const NEWEST = migrations.at(-1)?.number ?? 0;

/**
 * Brings a file to the newest format: verified copy first, then all pending steps in one transaction.
 * A newer file is refused untouched (newer_database). Any error rolls back and leaves the old format.
 */
export async function migrateSqlite(
  db: Database.Database,
  file: string,
  backupFolder: string,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  const newest = steps.at(-1)?.number ?? 0;
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > newest) throw fail('newer_database', { found, known: newest });
  const pending = pendingSteps(steps, found);
  if (pending.length === 0) return;
  if (db.prepare('select 1 from sqlite_schema limit 1').get()) {
    mkdirSync(backupFolder, { recursive: true });
    await copyBefore(file, join(backupFolder, `${basename(file)}.before-${newest}`));
  }
  // A dialect over the same connection; it is not destroyed, because the connection lives on.
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) });
  await kysely.transaction().execute(async (tx) => {
    uncoverTables(db);
    for (const step of pending) await step.up(tx, 'sqlite');
    // PRAGMA takes no parameters; both values are our own integers.
    await sql.raw(`pragma application_id = ${APPLICATION_ID}`).execute(tx);
    await sql.raw(`pragma user_version = ${newest}`).execute(tx);
    coverTables(db);
  });
}

/** Errors: register_damaged. */
async function copyBefore(file: string, target: string): Promise<void> {
  try {
    await copyVerified(file, target);
  } catch (error) {
    if (error instanceof DamagedCopy) throw fail('register_damaged');
    throw error;
  }
}

/** The same steps on PostgreSQL, where the format number lives in a table of its own. */
export async function migratePostgres(db: Kysely<unknown>, steps: readonly Migration[] = migrations): Promise<void> {
  const newest = steps.at(-1)?.number ?? 0;
  await db.transaction().execute(async (tx) => {
    // Two PCs starting at once: the second waits here and then finds nothing to do.
    await sql`select pg_advisory_xact_lock(${APPLICATION_ID})`.execute(tx);
    await sql`create table if not exists todoke_format (version integer not null)`.execute(tx);
    const { rows } = await sql<{ version: number }>`select version from todoke_format`.execute(tx);
    const found = rows[0]?.version ?? 0;
    if (found > newest) throw fail('newer_database', { found, known: newest });
    for (const step of pendingSteps(steps, found)) await step.up(tx, 'postgres');
    await sql`delete from todoke_format`.execute(tx);
    await sql`insert into todoke_format (version) values (${newest})`.execute(tx);
  });
}

function pendingSteps(steps: readonly Migration[], found: number): readonly Migration[] {
  for (const [i, step] of steps.entries()) {
    if (step.number !== i + 1) throw new Error(`Migration numbers must grow by one: ${step.name}`);
  }
  return steps.filter((step) => step.number > found);
}
