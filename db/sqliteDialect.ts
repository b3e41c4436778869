import { setTimeout as delay } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type LimitNode,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely';

/** How long a write waits for another program's. */
const LOCK_WAIT_MS = 5000;
const TRY_AGAIN_MS = 20;
const BEGIN = CompiledQuery.raw('begin immediate');

/** Kysely over one SQLite connection, the way the house writes and reads. */
export class RegisterDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #database: Database.Database;
  constructor(database: Database.Database) {
    const config = { database: remembering(database) };
    super(config);
    this.#config = config;
    this.#database = database;
  }
  override createDriver(): SqliteDriver {
    return new RegisterDriver(this.#config, this.#database);
  }
  override createQueryCompiler(): SqliteQueryCompiler {
    return new RegisterCompiler();
  }
}

/**
 * Writes a limit into the statement: SQLite weighs it when it plans, and so plans anew each time one is bound, which for
 * a page of a list takes longer than reading it. There are few different ones.
 */
class RegisterCompiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const value = ValueNode.is(node.limit) ? node.limit.value : null;
    if (Number.isSafeInteger(value)) this.append(`limit ${value}`);
    else super.visitLimit(node);
  }
}

class RegisterDriver extends SqliteDriver {
  readonly #database: Database.Database;
  constructor(config: SqliteDialectConfig, database: Database.Database) {
    super(config);
    this.#database = database;
  }
  /**
   * Takes the write lock at BEGIN, so that a transaction never fails halfway because it read before it wrote. Another
   * program that has it (a script beside the window) is waited for here, between tries, and not in SQLite, which would
   * hold the thread: meanwhile all else is answered.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    for (const end = performance.now() + LOCK_WAIT_MS; ; await delay(TRY_AGAIN_MS)) {
      try {
        await connection.executeQuery(BEGIN);
        return;
      } catch (error) {
        const busy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
        if (!busy || performance.now() > end) throw error;
      }
    }
  }
  /** SQLite itself takes all back when the disk is full; a second rollback would fail and hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** Statements kept per connection: more than the house has, but for lists of every length. */
const MOST_KEPT = 500;

/**
 * Kysely has a statement prepared each time it runs one, which for small ones takes longer than running it.
 * Here it is prepared once; SQLite itself renews it when the tables change.
 */
function remembering(database: Database.Database): SqliteDialectConfig['database'] & { close(): void } {
  const kept = new Map<string, Database.Statement<unknown[]>>();
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = kept.get(text);
      if (known) return known;
      if (kept.size >= MOST_KEPT) kept.clear();
      const statement = database.prepare<unknown[]>(text);
      kept.set(text, statement);
      return statement;
    },
  };
}
