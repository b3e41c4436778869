import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import pg from 'pg';
import { openSqlite } from '../../db/open.ts';
import { openPostgres, storeOn } from '../../db/openPostgres.ts';
import type { Engine, Store } from '../../db/store.ts';

/** A register for one test, thrown away at `close`. */
export interface TestStore {
  store: Store;
  close(): Promise<void>;
}

/**
 * The engines every test of `tests/db` runs on. PGlite is PostgreSQL itself, in this process; where
 * `TODOKE_TEST_DATABASE_URL` names a server (`npm run test:servers`), that takes its place.
 */
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

function openTestPostgres(): Promise<TestStore> {
  const url = process.env.TODOKE_TEST_DATABASE_URL;
  return url ? openOnServer(url) : openPglite();
}

/** A new database on a real server, and a way to open it once more. */
export async function createDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `todoke_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `create database ${name}`);
  return { url: url.href, drop: () => onServer(serverUrl, `drop database ${name} with (force)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function openOnServer(serverUrl: string): Promise<TestStore> {
  const database = await createDatabase(serverUrl);
  const store = await openPostgres(database.url);
  return {
    store,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}

async function openPglite(): Promise<TestStore> {
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
