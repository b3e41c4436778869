import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyVerified } from '../../db/backup.ts';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
});
afterEach(() => test.close());

const countIn = (file: string, query: string): number => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], number>(query).pluck().get() ?? 0;
  } finally {
    db.close();
  }
};
const HALF = `select count(*) from settings where key = 'half'`;

// Asked for a copy in the middle of a write, the driver copied nothing and said it was done.
it('a copy made in the middle of a write is whole, as the register stood before it', async () => {
  await importOffices(test, manyOffices(500));
  const { store } = test.app.context('script');
  const target = join(test.folder, 'copy.sqlite');
  await store.write(async (tx) => {
    await sql`insert into settings (key, value) values ('half', '1')`.execute(tx);
    expect(await copyVerified(store.file ?? '', target)).toMatchObject({ offices: 500 });
  });
  expect(countIn(target, 'select count(*) from offices')).toBe(500);
  expect(countIn(target, HALF)).toBe(0);
  expect(countIn(store.file ?? '', HALF)).toBe(1);
});

it('a backup asked for while a write is open is whole', async () => {
  await importOffices(test, manyOffices(500));
  const { store } = test.app.context('script');
  let backup: Promise<{ name: string }> | undefined;
  await store.write(async (tx) => {
    await sql`insert into settings (key, value) values ('half', '1')`.execute(tx);
    backup = test.client.backups.create({});
  });
  const copy = join(test.folder, 'backups', (await backup)?.name ?? '');
  expect(countIn(copy, 'select count(*) from offices')).toBe(500);
  // The signed state of the audit goes in before the copy, and waits for this write: all of it is there, too.
  expect(countIn(copy, HALF)).toBe(1);
});

it('two backups asked for at once are made one after the other', async () => {
  await importOffices(test, manyOffices(5));
  const made = await Promise.all([test.client.backups.create({}), test.client.backups.create({})]);
  // Of one second, and yet of two names.
  expect(made[0].at).toBe(made[1].at);
  const { rows } = await test.client.backups.list({});
  expect(rows.map(({ name }) => name)).toEqual([made[1].name, made[0].name]);
  expect(rows.map(({ contents }) => contents?.offices)).toEqual([5, 5]);
});
