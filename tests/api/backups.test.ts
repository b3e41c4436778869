import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const DAY = 24 * 3_600_000;

let test: TestApp;
let usb: string;
beforeEach(async () => {
  test = await createTestApp();
  usb = join(test.folder, '..', `usb-${Math.random()}`);
  mkdirSync(usb);
});
afterEach(async () => {
  await test.close();
  rmSync(usb, { recursive: true });
});

const addIncident = () => test.client.incidents.create({ title: '障害', provider: '例示社', knownOn: '2026-06-05' });
const backupFolder = () => join(test.folder, 'backups');

describe('backups', () => {
  it('say what they hold, and are thinned out without losing a day', async () => {
    await addIncident();
    for (let n = 0; n < 32; n += 1) {
      test.clock.forward(2 * 3_600_000);
      await test.client.backups.create({});
    }
    const { rows } = await test.client.backups.list({});
    expect(rows.length).toBeGreaterThan(24);
    expect(rows.length).toBeLessThanOrEqual(28);
    expect(rows[0]).toMatchObject({ kind: 'made', place: 'here', contents: { incidents: 1, auditRows: 1 } });
    expect(readdirSync(backupFolder())).toHaveLength(rows.length * 2);
  }, 60_000);

  it('a copy that somebody has changed stops the thinning out', async () => {
    await addIncident();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      test.clock.forward(60_000);
      made.push((await test.client.backups.create({})).name);
    }
    expect((await test.client.backups.list({})).changed).toBe(false);
    const before = (await test.client.backups.list({})).rows.length;
    writeFileSync(join(backupFolder(), made[4] ?? ''), Buffer.alloc(5000, 7));
    test.clock.forward(60_000);
    await test.client.backups.create({});
    const list = await test.client.backups.list({});
    expect(list.changed).toBe(true);
    expect(list.rows).toHaveLength(before + 1);
  });

  it('a week without one is told, and a new one ends it', async () => {
    await test.client.backups.create({});
    expect(await test.client.settings.frame({})).toMatchObject({ backupLate: false });
    test.clock.forward(7 * DAY + 1000);
    expect(await test.client.settings.frame({})).toMatchObject({ backupLate: true });
    expect((await test.client.backups.list({})).late).toBe(true);
    await test.client.backups.create({});
    expect(await test.client.settings.frame({})).toMatchObject({ backupLate: false });
  });

  it('check finds a sound register sound, and says when', async () => {
    expect((await test.client.backups.list({})).health.checkedAt).toBe(null);
    expect(await test.client.backups.check({})).toEqual({ checkedAt: '2026-06-08T01:00:00.000Z', damage: [] });
  });
});

describe('the second place', () => {
  const passphrase = '青い屋根の三軒目の角を右';

  it('gets a sealed copy once a day, which opens with the passphrase alone', async () => {
    await addIncident();
    await test.client.backups.setPlace({ folder: usb, passphrase });
    await test.client.backups.create({});
    test.clock.forward(3_600_000);
    await test.client.backups.create({});
    expect(readdirSync(usb)).toHaveLength(1);
    test.clock.forward(DAY);
    await test.client.backups.create({});
    expect(readdirSync(usb)).toHaveLength(2);
    const bytes = readFileSync(join(usb, readdirSync(usb)[0] ?? ''));
    expect(bytes.includes('例示社')).toBe(false);
    expect(bytes.includes('SQLite format 3')).toBe(false);
    const { rows, secondPlace } = await test.client.backups.list({});
    expect(secondPlace).toMatchObject({ folder: usb, hasPassphrase: true, late: false, unreachable: false });
    const sealed = rows.find(({ place }) => place === 'second');
    const name = sealed?.name ?? '';
    const shown = await test.client.backups.preview({ name, place: 'second' });
    expect(shown).toMatchObject({ damage: [], backup: { incidents: 1 } });
    const wrong = test.client.backups.preview({ name, place: 'second', passphrase: 'another one entirely' });
    await expect(wrong).rejects.toMatchObject({ code: 'passphrase_wrong' });
    expect(existsSync(join(backupFolder(), 'unsealed.part'))).toBe(false);
    expect(JSON.stringify(await test.client.audit.list({}))).not.toContain(passphrase);
  }, 30_000);

  it('must be another folder that can be written to, and needs a passphrase', async () => {
    const refused = (folder: string) => test.client.backups.setPlace({ folder, passphrase });
    await expect(refused(join(test.folder, 'backups'))).rejects.toMatchObject({ code: 'second_place_unusable' });
    await expect(refused(join(usb, 'none'))).rejects.toMatchObject({ code: 'second_place_unusable' });
    await expect(refused('relative')).rejects.toMatchObject({ code: 'second_place_unusable' });
    await expect(test.client.backups.setPlace({ folder: usb })).rejects.toMatchObject({ code: 'passphrase_missing' });
    expect((await test.client.backups.list({})).secondPlace).toBe(null);
  });

  it('pulled out, it keeps no backup from being made here, and is told of after a week', async () => {
    await test.client.backups.setPlace({ folder: usb, passphrase });
    await test.client.backups.create({});
    rmSync(usb, { recursive: true });
    test.clock.forward(8 * DAY);
    await test.client.backups.create({});
    expect((await test.client.backups.list({})).secondPlace).toMatchObject({ unreachable: true, late: true });
    expect(await test.client.settings.frame({})).toMatchObject({ backupLate: true });
    mkdirSync(usb);
    await test.client.backups.setPlace({ folder: '' });
    expect(await test.client.settings.frame({})).toMatchObject({ backupLate: false });
  });
});
