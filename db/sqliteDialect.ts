import type Database from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, SqliteDialect, type SqliteDialectConfig, SqliteDriver } from 'kysely';

/** Kysely over one SQLite connection, the way the house writes and reads. */
export class RegisterDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  constructor(database: Database.Database) {
    const config = { database: remembering(database) };
    super(config);
    this.#config = config;
  }
  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

/** Takes the write lock at BEGIN, so that a transaction never fails halfway because it read before it wrote. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
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
