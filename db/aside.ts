import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Schema } from './schema.ts';

// A large transaction keeps its thread busy for as long as the disk takes to commit it. So it gets a connection of
// its own in a thread of its own; queries go there and rows come back, in turn, as plain data.

/** A query, and what is put in it. */
export interface Ask {
  sql: string;
  parameters: readonly unknown[];
}
/** What the thread says to it. */
export type Answer =
  | { ok: true; rows: unknown[]; changes: number; lastId: number | bigint | null }
  | { ok: false; message: string; code: string };

/** Starts a thread that does `serveQueries` with this file and port; fulfilled when it has ended. */
export type StartQueries = (file: string, port: MessagePort) => Promise<void>;

/** A register's connection in a thread, for one transaction; `destroy` ends the thread. */
export function openAside(file: string, start: StartQueries): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new AsideDriver(file, start),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

class AsideDriver implements Driver {
  readonly #port: MessagePort;
  readonly #ended: Promise<void>;
  readonly #lost: Promise<never>;
  constructor(file: string, start: StartQueries) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#ended = start(file, port2);
    this.#lost = this.#ended.then(() => Promise.reject(new Error('The thread of the register has ended')));
    // Told to whoever asks next.
    this.#lost.catch(() => undefined);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return {
      executeQuery: <Row>(query: CompiledQuery) => this.#ask<Row>(query),
      streamQuery: () => {
        throw new Error('Rows come from a thread all at once');
      },
    };
  }
  async #ask<Row>({ sql, parameters }: Ask): Promise<QueryResult<Row>> {
    const told = once(this.#port, 'message') as Promise<[Answer]>;
    this.#port.postMessage({ sql, parameters } satisfies Ask);
    const [reply] = await Promise.race([told, this.#lost]);
    if (!reply.ok) throw Object.assign(new Error(reply.message), { code: reply.code });
    const insertId = reply.lastId === null ? undefined : BigInt(reply.lastId);
    return { rows: reply.rows as Row[], numAffectedRows: BigInt(reply.changes), ...(insertId && { insertId }) };
  }
  async beginTransaction(): Promise<void> {
    await this.#ask({ sql: 'begin immediate', parameters: [] });
  }
  async commitTransaction(): Promise<void> {
    await this.#ask({ sql: 'commit', parameters: [] });
  }
  /** The thread's connection takes back what was not committed when it closes. */
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    this.#port.close();
    await this.#ended;
  }
}
