import { type Dialect, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migratePostgres } from './migrate.ts';
import type { Schema } from './schema.ts';
import type { Store, WriteTx } from './store.ts';

// Counts come as bigint, which the driver hands over as text; ours fit a JavaScript number.
const BIGINT_OID = 20;

/** Key of the advisory lock that makes one PC the sender. */
const SENDER_LOCK = 0x54646b32;

/** Key of the lock every write holds: one writer at a time over all PCs, as with a file. */
const WRITER_LOCK = 0x54646b34;

/** A server that does not answer is told to the clerk after this long, not waited for as long as the system would. */
const PATIENCE_MS = 10_000;

/**
 * Opens the shared register on a PostgreSQL server, brings it to the newest format, and answers a Store.
 * @param url `postgres://user@host/database`; TLS by the URL's own `sslmode`
 */
export async function openPostgres(url: string): Promise<Store> {
  pg.types.setTypeParser(BIGINT_OID, Number);
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: PATIENCE_MS });
  // A line lost at rest is no one's error: the next call gets a new one, or fails and says so.
  pool.on('error', () => undefined);
  // The pool hears a line only while it rests. One that breaks in the middle of a call fails that call; without a
  // listener of its own it would end the program as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return storeOn(new PostgresDialect({ pool }), async () => {
    // A lock of the session: the server drops it when this program or its PC dies.
    const client = await pool.connect();
    if (!(await asksForLock(client))) {
      client.release();
      return null;
    }
    // Should the line break, the lock is gone with it; the fences of the claims then stop whoever is overtaken.
    return { release: () => client.release(true) };
  });
}

/** Whether this line got the lock. A line that breaks over it is given up: kept, it would be one less for every call. */
async function asksForLock(client: pg.PoolClient): Promise<boolean> {
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [SENDER_LOCK]);
    return rows[0]?.got === true;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** A Store over any PostgreSQL dialect (the server through `pg`, PGlite in tests). */
export async function storeOn(dialect: Dialect, takeSenderLock: Store['takeSenderLock']): Promise<Store> {
  const db = new Kysely<Schema>({ dialect });
  await migratePostgres(db as unknown as Kysely<unknown>);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    engine: 'postgres',
    read: db,
    write: (work) => {
      // Here they wait without a connection, so that those of this PC never leave a reader without one.
      const mine = turn.then(() =>
        // Each statement must see what was committed before it, whatever the server's own habit: who waited for the
        // lock would else go on with what was there before it waited.
        db
          .transaction()
          .setIsolationLevel('read committed')
          .execute(async (tx) => {
            await sql`select pg_advisory_xact_lock(${WRITER_LOCK})`.execute(tx);
            return work(tx as WriteTx);
          }),
      );
      turn = mine.catch(() => undefined);
      return mine;
    },
    // Logs and backups of the server are its keeper's.
    compact: () => {
      const mine = turn.then(() => sql`vacuum full`.execute(db));
      turn = mine.catch(() => undefined);
      return mine.then(() => undefined);
    },
    file: null,
    hurry: (work) => work(),
    takeSenderLock,
    close: () => db.destroy(),
  };
}
