import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSetting, writeSetting } from '../../db/queries/settings.ts';
import { temporaryFolder } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('settings, backups and the audit', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const mail = { host: 'smtp.example.jp', port: 587, security: 'starttls', from: 'kumiai@example.jp' } as const;

  it('the password goes to the secrets, never into the register, its backup or an answer', async () => {
    await test.client.settings.update({ mail: { ...mail, user: 'kumiai' }, password: 'himitsu-1234' });
    expect(await test.client.settings.get({})).toMatchObject({ hasPassword: true, mail });
    expect(JSON.stringify(await test.client.settings.get({}))).not.toContain('himitsu');
    const { name } = await test.client.backups.create({});
    const copy = await readFile(join(test.folder, 'backups', name));
    expect(copy.includes('himitsu')).toBe(false);
    expect((await stat(join(test.folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    await test.client.settings.update({ password: '' });
    expect(await test.client.settings.get({})).toMatchObject({ hasPassword: false });
  });

  it('mail without encryption is for this very machine only', async () => {
    const open = { ...mail, security: 'none' } as const;
    await expect(test.client.settings.update({ mail: open })).rejects.toMatchObject({ code: 'tls_required' });
    expect((await test.client.settings.get({})).mail).toBe(null);
    await test.client.settings.update({ mail: { ...open, host: '127.0.0.1' } });
  });

  it('what one clerk sets leaves the rest as it was', async () => {
    await test.client.settings.update({ association: '試験組合', clerk: '山本' });
    await test.client.settings.update({ mail });
    expect(await test.client.settings.get({})).toMatchObject({ association: '試験組合', clerk: '山本', mail });
  });

  it('the frame says fresh until something is entered', async () => {
    expect(await test.client.settings.frame({})).toMatchObject({
      fresh: true,
      register: 'main',
      lastBackupAt: null,
      today: '2026-06-08',
    });
    await test.client.settings.update({ association: '試験組合' });
    await test.client.backups.create({});
    expect(await test.client.settings.frame({})).toMatchObject({ fresh: false, lastBackupAt: '2026-06-08T01:00:00Z' });
  });

  it('a backup is a whole register: it opens and holds the same rows', async () => {
    await test.client.incidents.create({ title: '障害', provider: '某社', knownOn: '2026-06-05' });
    const made = await test.client.backups.create({});
    expect((await test.client.backups.list({})).rows).toEqual([made]);
    const { openSqlite } = await import('../../db/open.ts');
    const copy = await openSqlite(join(test.folder, 'backups', made.name), test.folder);
    expect(await copy.read.selectFrom('incidents').select('title').execute()).toEqual([{ title: '障害' }]);
    // Put back in place it must not send again what went out after it was made.
    expect(await readSetting(copy.read, 'paused')).toBe(true);
    expect(await readSetting(test.app.context('script').store.read, 'paused')).toBe(null);
    await copy.close();
  });

  it('a tampered audit row is found, with its number', async () => {
    await test.client.settings.update({ clerk: '一' });
    await test.client.settings.update({ clerk: '二' });
    await test.client.settings.update({ clerk: '三' });
    const { store } = test.app.context('script');
    const { sql } = await import('kysely');
    await store.write(async (tx) => {
      await sql`drop trigger audit_append_only_update`.execute(tx);
      await sql`update audit_events set clerk = 'another' where seq = 2`.execute(tx);
    });
    expect(await test.client.audit.verify({})).toMatchObject({ rows: 1, ok: false, firstBad: 2 });
  });

  it('switching the register is the host’s work', async () => {
    expect(await test.client.settings.open({ register: 'practice' })).toEqual({});
  });

  it('the windows are told of every change', async () => {
    const stop = new AbortController();
    const news = await test.client.events.watch({}, { signal: stop.signal });
    const first = news.next();
    await test.client.settings.update({ clerk: '山本' });
    expect((await first).value).toEqual({ type: 'changed', feature: 'settings' });
    stop.abort();
    await news.return?.(undefined).catch(() => undefined);
  });
});

describe('a window that goes on after the service was killed', () => {
  it('finds the same register under the same sign, so that the clerk stays on the page', async () => {
    const { folder, remove } = await temporaryFolder();
    const first = await createTestApp({ folder });
    const before = (await first.client.settings.frame({})).opened;
    await first.close();
    const second = await createTestApp({ folder });
    expect((await second.client.settings.frame({})).opened).toBe(before);
    await second.store.write((tx) => writeSetting(tx, 'restored', { at: '2026-06-08T01:00:00.000Z', from: 'x' }));
    expect((await second.client.settings.frame({})).opened).not.toBe(before);
    await second.close();
    await remove();
  });
});
