import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishReplacement } from '../../db/replace.ts';
import { type Host, openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { temporaryFolder } from '../support/engines.ts';

let folder: string;
let remove: () => Promise<void>;
let host: Host;
const log: string[] = [];

const open = async () => {
  host = await openHost({
    dataFolder: folder,
    register: 'main',
    secrets: memorySecrets(),
    log: (line) => log.push(line),
  });
};
const reopenAt = async (instant: string) => {
  await host.close();
  const now = new Date(instant);
  return openHost({
    dataFolder: folder,
    register: 'main',
    secrets: memorySecrets(),
    clock: { now: () => now },
    log: (line) => log.push(line),
  });
};
const register = () => join(folder, 'register.sqlite');
const client = () => host.client('window');
const titles = async () => (await client().incidents.list({})).rows.map((incident) => incident.title);
const addIncident = (title: string) => client().incidents.create({ title, provider: '例示社', knownOn: '2026-06-05' });

beforeEach(async () => {
  log.length = 0;
  ({ folder, remove } = await temporaryFolder());
  await open();
});
afterEach(async () => {
  await host.close();
  await remove();
});

describe('putting a backup back', () => {
  it('shows both before, takes what it holds, keeps what was there, and can be undone', async () => {
    await addIncident('前');
    const made = await client().backups.create({});
    await addIncident('後');
    const opened = (await client().settings.frame({})).opened;
    expect(await client().backups.preview({ name: made.name })).toMatchObject({
      at: made.at,
      damage: [],
      backup: { incidents: 1, auditRows: 1 },
      present: { incidents: 2, auditRows: 2 },
    });
    const { kept } = await client().backups.restore({ name: made.name });
    expect(await titles()).toEqual(['前']);
    expect((await client().settings.frame({})).opened).not.toBe(opened);
    expect(await client().audit.verify({})).toMatchObject({ ok: true, rows: 2 });
    expect((await client().audit.list({})).rows[0]).toMatchObject({ action: 'backups.restore' });
    expect((await client().backups.list({})).rows.find(({ name }) => name === kept)).toMatchObject({
      kind: 'beforeRestore',
    });
    await client().backups.restore({ name: kept });
    expect((await titles()).toSorted()).toEqual(['前', '後'].toSorted());
  });

  it('starts with sending paused, and every mail that was not out is in doubt', async () => {
    const office = { code: '001', name: '架空商店', mail: 'shop@example.jp' };
    await client().offices.create({ values: office });
    const mail = { host: '127.0.0.1', port: 2525, security: 'none', from: 'kumiai@example.jp' } as const;
    await client().settings.update({ association: '試験組合', mail });
    const { id: incidentId } = await addIncident('障害');
    const { id: noticeId } = await client().notices.create({ incidentId, title: 'お知らせ' });
    const { id: versionId } = await client().notices.draft({ noticeId, subject: '件名', body: '本文です。' });
    await client().notices.approve({ versionId });
    expect(await client().deliveries.queue({ versionId })).toMatchObject({ queued: 1 });
    const { name } = await client().backups.create({});
    await client().backups.restore({ name });
    expect(await client().settings.frame({})).toMatchObject({ sending: { state: 'paused', waiting: 0, inDoubt: 1 } });
    expect((await client().deliveries.list({ versionId })).rows).toMatchObject([{ state: 'in_doubt' }]);
  });

  it('twice within one second keeps what stood there each time, and two at once are one', async () => {
    host = await reopenAt('2026-06-10T01:00:00.500Z');
    await addIncident('一');
    const { name } = await client().backups.create({});
    await addIncident('二');
    const first = await client().backups.restore({ name });
    await addIncident('三');
    const second = await client().backups.restore({ name });
    expect(second.kept).not.toBe(first.kept);
    const holds = async (kept: string) => (await client().backups.preview({ name: kept })).backup?.auditRows;
    expect([await holds(first.kept), await holds(second.kept)]).toEqual([2, 3]);
    const { rows } = await client().backups.list({});
    expect(rows.map((row) => row.name)).toEqual([second.kept, first.kept, name]);
    const both = await Promise.allSettled([
      client().backups.restore({ name: first.kept }),
      client().backups.restore({ name: second.kept }),
    ]);
    expect(both.map((one) => one.status === 'fulfilled' || one.reason.code).toSorted()).toEqual([
      'database_busy',
      true,
    ]);
    expect(await client().backups.check({})).toMatchObject({ damage: [] });
  });

  it('refuses a damaged backup, and the register is as it was', async () => {
    await addIncident('前');
    const { name } = await client().backups.create({});
    const file = join(folder, 'backups', name);
    const bytes = readFileSync(file);
    const at = bytes.indexOf('例示社');
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect((await client().backups.preview({ name })).damage).toContain('content');
    await expect(client().backups.restore({ name })).rejects.toMatchObject({ code: 'backup_damaged' });
    await expect(client().backups.restore({ name: 'register-none.sqlite' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await addIncident('後');
    expect(await titles()).toHaveLength(2);
  });

  it('while another program has the register open it is refused, and work goes on', async () => {
    await addIncident('前');
    const { name } = await client().backups.create({});
    const other = new Database(register());
    other.exec('begin; select 1 from incidents');
    await expect(client().backups.restore({ name })).rejects.toMatchObject({ code: 'database_busy' });
    other.close();
    await addIncident('後');
    expect(await titles()).toHaveLength(2);
  });

  it('cut off at any step is finished by the next opening', async () => {
    await addIncident('前');
    await host.close();
    for (const step of [0, 1, 2]) {
      const incoming = join(folder, 'register.incoming');
      const kept = join(folder, 'backups', `kept-${step}`);
      writeFileSync(incoming, `new ${step}`);
      const before = readFileSync(register());
      writeFileSync(`${register()}.restoring`, JSON.stringify({ incoming, kept }));
      const { renameSync } = await import('node:fs');
      if (step > 0) renameSync(register(), kept);
      if (step > 1) renameSync(incoming, register());
      await finishReplacement(register());
      await finishReplacement(register());
      expect(readFileSync(register(), 'utf8')).toBe(`new ${step}`);
      expect(readFileSync(kept)).toEqual(before);
      expect(existsSync(`${register()}.restoring`)).toBe(false);
    }
    rmSync(register());
    const { renameSync } = await import('node:fs');
    renameSync(join(folder, 'backups', 'kept-0'), register());
    await open();
    expect(await titles()).toEqual(['前']);
  });
});

describe('a register whose file is damaged', () => {
  beforeEach(async () => {
    await addIncident('前');
    await client().backups.create({});
    await host.close();
  });

  it.each<[string, () => void]>([
    [
      'with zeros in its head',
      () => writeFileSync(register(), Buffer.concat([Buffer.alloc(200), readFileSync(register()).subarray(200)])),
    ],
    ['cut off', () => truncateSync(register(), 6000)],
    ['empty', () => truncateSync(register(), 0)],
    ['gone', () => rmSync(register())],
    ['of another program', () => otherDatabase(register())],
  ])('%s opens empty, refuses to be worked on, and takes a backup', async (_what, damage) => {
    damage();
    const was = existsSync(register()) ? readFileSync(register()) : null;
    await open();
    expect(await client().settings.frame({})).toMatchObject({ damaged: true });
    await expect(addIncident('後')).rejects.toMatchObject({ code: 'register_damaged' });
    await expect(client().backups.create({})).rejects.toMatchObject({ code: 'register_damaged' });
    if (was) expect(readFileSync(register())).toEqual(was);
    const [backup] = (await client().backups.list({})).rows;
    const { kept } = await client().backups.restore({ name: backup?.name ?? '' });
    expect(await client().settings.frame({})).toMatchObject({ damaged: false });
    expect(await titles()).toEqual(['前']);
    if (was) expect(readFileSync(join(folder, 'backups', kept))).toEqual(was);
    await host.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('empty-'))).toEqual([]);
    await open();
    expect(await titles()).toEqual(['前']);
  });

  it.each(['settings', 'audit_events'])(
    'in the table %s, which every restoring asks, takes a backup all the same',
    async (table) => {
      const db = new Database(register());
      const page = Number(db.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table));
      db.pragma('journal_mode = DELETE');
      db.close();
      const bytes = readFileSync(register());
      bytes.fill(0, 4096 * (page - 1), 4096 * page);
      writeFileSync(register(), bytes);
      await open();
      expect((await client().backups.check({})).damage).not.toEqual([]);
      const [backup] = (await client().backups.list({})).rows;
      await client().backups.restore({ name: backup?.name ?? '' });
      expect(await client().settings.frame({})).toMatchObject({ damaged: false, damageFound: false });
      expect(await titles()).toEqual(['前']);
      expect(await client().audit.verify({})).toMatchObject({ ok: true, rows: 2 });
    },
  );

  it('in one letter is found by the check, named in no log, and no backup is made of it', async () => {
    const bytes = readFileSync(register());
    const at = bytes.indexOf('例示社');
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
    writeFileSync(register(), bytes);
    await open();
    expect(await client().backups.check({})).toMatchObject({ damage: ['content'] });
    await expect(client().backups.create({})).rejects.toMatchObject({ code: 'copy_damaged' });
    expect(await client().settings.frame({})).toMatchObject({ damaged: false, damageFound: true });
    expect(log.join('\n')).toContain('incidents_row_checksum');
    expect(log.join('\n')).not.toMatch(/例示社|前/);
  });
});

function otherDatabase(file: string): void {
  rmSync(file);
  const db = new Database(file);
  db.exec('create table other (id integer)');
  db.close();
}
