import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
});
afterEach(() => test.close());

// Asked for a copy in the middle of a write, the driver copied nothing and said it was done.
it('a backup asked for while a write is open is whole', async () => {
  await importOffices(test, manyOffices(500));
  const { store } = test.app.context('script');
  let backup: Promise<{ name: string }> | undefined;
  await store.write(async (tx) => {
    await sql`insert into settings (key, value) values ('half', '1')`.execute(tx);
    backup = test.client.backups.create({});
    // The signed state of the audit goes in before the copy, and waits for this write to end.
    await new Promise((done) => setTimeout(done, 200));
  });
  const made = await backup;
  const copy = new Database(join(test.folder, 'backups', made?.name ?? ''), { readonly: true });
  expect(copy.prepare('select count(*) as n from offices').get()).toEqual({ n: 500 });
  // All of the write it waited for, too.
  expect(copy.prepare(`select count(*) as n from settings where key = 'half'`).get()).toEqual({ n: 1 });
  copy.close();
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
