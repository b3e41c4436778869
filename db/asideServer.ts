import { on } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { Answer, Ask } from './aside.ts';
import { connect } from './connect.ts';

/** A register's file, and the port its queries come through. */
export interface ServedRegister {
  file: string;
  port: MessagePort;
}

/** The thread's end: runs what it is asked on its own connection until the other end closes. Nothing half is kept. */
export async function serveQueries({ file, port }: ServedRegister): Promise<void> {
  const database = connect(file);
  try {
    const statements = new Map<string, Database.Statement<unknown[]>>();
    for await (const [ask] of on(port, 'message', { close: ['close'] }) as AsyncIterable<[Ask]>) {
      port.postMessage(answer(database, statements, ask));
    }
  } finally {
    database.close();
  }
}

function answer(database: Database.Database, known: Map<string, Database.Statement<unknown[]>>, ask: Ask): Answer {
  try {
    const statement = known.get(ask.sql) ?? database.prepare<unknown[]>(ask.sql);
    known.set(ask.sql, statement);
    if (statement.reader) return { ok: true, rows: statement.all(...ask.parameters), changes: 0, lastId: null };
    const { changes, lastInsertRowid } = statement.run(...ask.parameters);
    return { ok: true, rows: [], changes, lastId: lastInsertRowid };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { ok: false, message: error instanceof Error ? error.message : String(error), code };
  }
}
