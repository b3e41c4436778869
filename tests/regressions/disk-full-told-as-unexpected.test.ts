import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSetting, writeSetting } from '../../db/queries/settings.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
  // As many pages as the empty register has: to SQLite a disk that is full.
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(test.store.read);
  await test.store.write((tx) => sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(tx));
});
afterEach(() => test.close());

// SQLite had taken the transaction back by itself; the rollback after it failed, and that was told instead.
it('a full disk is told as a full disk, alone and among others, and what was there stays', async () => {
  await test.client.settings.update({ clerk: '山本' });
  const create = () => test.client.incidents.create({ title: '障害', provider: '某社', knownOn: '2026-06-05' });
  const full = () => test.store.write((tx) => writeSetting(tx, 'large', 'x'.repeat(2_000_000)));
  await expect(full()).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  const outcomes = await Promise.allSettled([full(), full()]);
  expect(outcomes.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(['SQLITE_FULL', 'SQLITE_FULL']);
  expect(await readSetting(test.store.read, 'large')).toBe(null);
  const body = '文'.repeat(15_000);
  const { id: noticeId } = await test.client.notices.create({ incidentId: (await create()).id, title: 'お知らせ' });
  const draft = test.client.notices.draft({ noticeId, subject: '件名', body });
  await expect(draft).rejects.toMatchObject({ code: 'disk_full' });
  expect(await test.client.settings.get({})).toMatchObject({ clerk: '山本' });
});
