import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { openSqlite } from '../../db/open.ts';
import { storeOn } from '../../db/openPostgres.ts';
import type { Engine, Store } from '../../db/store.ts';

/** A register for one test, thrown away at `close`. */
export interface TestStore {
  store: Store;
  close(): Promise<void>;
}

/** The engines every test of `tests/db` runs on. PGlite is PostgreSQL itself, in this process. */
export const engines: { engine: Engine; open(): Promise<TestStore> }[] = [
  { engine: 'sqlite', open: openTestSqlite },
  { engine: 'postgres', open: openTestPostgres },
];

export async function temporaryFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'todoke-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function openTestSqlite(): Promise<TestStore> {
  const { folder, remove } = await temporaryFolder();
  const store = await openSqlite(join(folder, 'register.sqlite'), join(folder, 'backups'));
  return {
    store,
    close: async () => {
      await store.close();
      await remove();
    },
  };
}

// Starting PostgreSQL takes seconds, so a test file starts one and empties it between tests.
let server: PGlite | undefined;

async function openTestPostgres(): Promise<TestStore> {
  server ??= await PGlite.create();
  await server.exec('drop schema public cascade; create schema public;');
  const running = server;
  const kept = new Proxy(running, {
    get: (target, key) => (key === 'close' ? async () => undefined : bound(target, key)),
  });
  let locked = false;
  const store = await storeOn(new PGliteDialect({ pglite: kept }), async () => {
    if (locked) return null;
    locked = true;
    return { release: () => (locked = false) };
  });
  return { store, close: () => store.close() };
}

function bound(target: PGlite, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'function' ? value.bind(target) : value;
}
