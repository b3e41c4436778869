import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../../db/open.ts';
import { temporaryFolder } from '../support/engines.ts';

const driver = resolve('node_modules/better-sqlite3/lib/index.js');

/** Leaves the rollback journal of a write that never ended, as a kill at the change of the journal's mode does. */
const killedInWrite = (file: string) => `
  const db = new (require(${JSON.stringify(driver)}))(${JSON.stringify(file)});
  db.pragma('journal_mode = DELETE');
  db.pragma('cache_size = 1');
  db.exec('begin immediate; create table half (x)');
  db.exec("insert into half with recursive n(i) as (select 1 union all select i + 1 from n where i < 9000) select hex(i) from n");
  process.kill(process.pid, 'SIGKILL');`;

// Looked at read-only first, it could not be rolled back, and was told as read-only though nothing was wrong with it.
it('a register whose program was killed in a write without WAL opens again, as it was before that write', async () => {
  const { folder, remove } = await temporaryFolder();
  const file = join(folder, 'register.sqlite');
  await (await openSqlite(file, folder)).close();
  const { signal } = spawnSync(process.execPath, ['-e', killedInWrite(file)]);
  expect(signal).toBe('SIGKILL');
  expect(existsSync(`${file}-journal`)).toBe(true);
  const store = await openSqlite(file, folder);
  expect(await store.read.selectFrom('offices').selectAll().execute()).toEqual([]);
  await store.close();
  await remove();
});
