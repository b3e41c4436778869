import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coverTables, uncoverTables } from '../../db/checksums.ts';
import { connect } from '../../db/connect.ts';
import { APPLICATION_ID, migrateSqlite, NEWEST } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openSqlite } from '../../db/open.ts';
import { engines, temporaryFolder } from '../support/engines.ts';

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('the register file', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let file: string;
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    file = join(folder, 'register.sqlite');
  });
  afterEach(() => remove());

  it('is durable: WAL, synchronous FULL, foreign keys on', async () => {
    const db = connect(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    db.close();
  });

  it('carries our mark and the newest format number', async () => {
    await (await openSqlite(file, folder)).close();
    const db = new Database(file, { readonly: true });
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(db.pragma('user_version', { simple: true })).toBe(NEWEST);
    db.close();
  });

  it('opens again with what was written', async () => {
    const store = await openSqlite(file, folder);
    await store.write((tx) => sql`insert into settings (key, value) values ('a', '1')`.execute(tx));
    await store.close();
    const again = await openSqlite(file, folder);
    const row = await again.read.selectFrom('settings').selectAll().executeTakeFirst();
    expect(row).toEqual({ key: 'a', value: '1' });
    await again.close();
  });

  it('of a newer program is refused and not one byte of it changes', async () => {
    await (await openSqlite(file, folder)).close();
    const db = connect(file);
    db.pragma(`user_version = ${NEWEST + 1}`);
    uncoverTables(db);
    coverTables(db);
    db.pragma('journal_mode = DELETE');
    db.close();
    const before = hashOf(file);
    await expect(openSqlite(file, folder)).rejects.toMatchObject({ code: 'newer_database' });
    expect(hashOf(file)).toBe(before);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('of another program is refused untouched, be it SQLite or not', async () => {
    const db = new Database(file);
    db.exec('create table other (id integer)');
    db.close();
    const before = hashOf(file);
    await expect(openSqlite(file, folder)).rejects.toMatchObject({ code: 'foreign_database' });
    expect(hashOf(file)).toBe(before);
    const text = join(folder, 'text.sqlite');
    writeFileSync(text, 'これはデータベースではありません'.repeat(50));
    await expect(openSqlite(text, folder)).rejects.toMatchObject({ code: 'foreign_database' });
  });

  it('is copied before a new step, and a failing step leaves the old format', async () => {
    await (await openSqlite(file, folder)).close();
    const db = connect(file);
    const broken = { number: NEWEST + 1, name: 'broken', up: async () => Promise.reject(new Error('broken step')) };
    const backups = join(folder, 'backups');
    await expect(migrateSqlite(db, file, backups, [...migrations, broken])).rejects.toThrow('broken step');
    expect(db.pragma('user_version', { simple: true })).toBe(NEWEST);
    expect(db.prepare('select count(*) as n from offices').get()).toEqual({ n: 0 });
    expect(existsSync(join(backups, `register.sqlite.before-${NEWEST + 1}`))).toBe(true);
    db.close();
  });
});

describe.each(engines)('migrations on $engine', ({ open }) => {
  it('make every table the queries know', async () => {
    const { store, close } = await open();
    const tables = ['offices', 'recipients', 'deliveries', 'acknowledgements', 'procedures', 'audit_events'] as const;
    for (const table of tables) {
      expect(await store.read.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    await close();
  });
});
