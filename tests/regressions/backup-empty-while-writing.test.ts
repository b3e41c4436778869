import { existsSync, readdirSync } from 'node:fs';
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
it('a backup made while a write is open holds what was there before it, whole', async () => {
  await importOffices(test, manyOffices(500));
  const { store } = test.app.context('script');
  const folder = join(test.folder, 'backups');
  let backup: Promise<{ name: string }> | undefined;
  await store.write(async (tx) => {
    await sql`insert into settings (key, value) values ('half', '1')`.execute(tx);
    backup = test.client.backups.create({});
    // The write stays open until the copy has begun, however slow the machine is.
    const begun = () => existsSync(folder) && readdirSync(folder).length > 0;
    await expect.poll(begun).toBe(true);
  });
  const made = await backup;
  const copy = new Database(join(test.folder, 'backups', made?.name ?? ''), { readonly: true });
  expect(copy.prepare('select count(*) as n from offices').get()).toEqual({ n: 500 });
  expect(copy.prepare(`select count(*) as n from settings where key = 'half'`).get()).toEqual({ n: 0 });
  copy.close();
});

it('two backups asked for at once are made one after the other', async () => {
  await importOffices(test, manyOffices(5));
  const made = await Promise.all([test.client.backups.create({}), test.client.backups.create({})]);
  expect(made[0]).toEqual(made[1]);
  expect((await test.client.backups.list({})).rows).toHaveLength(1);
});
