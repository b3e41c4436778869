import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ERASED } from '../../db/queries/retention.ts';
import { countersAndTruth } from '../support/counters.ts';
import { engines, temporaryFolder } from '../support/engines.ts';
import { hitsBelow, hitsIn, type SeededIdentity, seededIdentities } from '../support/identities.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';
import { wholeRun } from '../support/wholeRun.ts';

// Every test is a whole run of the product.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Offices that leave for good, and of which nothing may be left. */
const LEFT = 20;
const identities = seededIdentities(LEFT + 10);
const gone = identities.slice(0, LEFT);
const stayed = identities.slice(LEFT);

/** Ends the incident and lets the first offices go; five years and a day later both have been kept long enough. */
async function letGo(test: TestApp, incidentId: number, wait = true): Promise<void> {
  const { rows } = await test.client.offices.list({ limit: 1000 });
  for (const { id, code } of rows) {
    if (!gone.some((each) => each.code === code)) continue;
    await test.client.offices.update({
      ...{ id, base: { status: 'entrusted', releasedOn: '' } },
      values: { status: 'released', releasedOn: '2026-06-10' },
    });
  }
  const filings = await test.client.procedures.list({ limit: 1000 });
  for (const { id, revision } of filings.rows) {
    await test.client.procedures.update({ id, revision, state: 'done', reason: '済み' });
  }
  await test.client.incidents.close({ id: incidentId, reason: '終わり' });
  if (wait) test.clock.set('2031-06-20T01:00:00.000Z');
}

describe.each(engines)('what has been kept long enough, on $engine', ({ engine }) => {
  let test: TestApp;
  let incidentId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    ({ incidentId } = await wholeRun(test, identities));
  });
  afterEach(() => test.close());

  it('is proposed once it is: not while the incident is open, not before the years are over', async () => {
    expect(await test.client.retention.proposal({})).toMatchObject({ total: 0, incidents: [], years: 5, waiting: 0 });
    await letGo(test, incidentId, false);
    test.clock.set('2031-06-05T01:00:00.000Z');
    expect(await test.client.retention.proposal({})).toMatchObject({ total: 0, incidents: [] });
    test.clock.set('2031-06-20T01:00:00.000Z');
    const proposal = await test.client.retention.proposal({ limit: 5 });
    expect(proposal).toMatchObject({ total: LEFT, before: '2026-06-20', waiting: 0 });
    expect(proposal.incidents).toMatchObject([{ id: incidentId }]);
    expect(proposal.rows.map(({ code }) => code)).toEqual(gone.slice(0, 5).map(({ code }) => code));
    const next = await test.client.retention.proposal({ limit: 5, cursor: proposal.next ?? undefined });
    expect(next.rows[0]?.code).toBe(gone[5]?.code);
    await test.client.retention.setYears({ years: 6 });
    expect(await test.client.retention.proposal({})).toMatchObject({ total: 0, incidents: [], before: '2025-06-20' });
    await test.client.retention.setYears({ years: 5 });
    await test.client.incidents.reopen({ id: incidentId, reason: '再び' });
    expect(await test.client.retention.proposal({})).toMatchObject({ total: 0, incidents: [], waiting: LEFT });
  });

  it('goes as the preview said, with the number typed; ids, states, counts and hashes stay', async () => {
    await letGo(test, incidentId);
    const list = async () => (await test.client.acknowledgements.list({ versionId: 1, limit: 1000 })).rows;
    const before = await list();
    const preview = await test.client.retention.preview({});
    expect(preview.gone).toMatchObject({ offices: LEFT, incidents: 1 });
    for (const [what, n] of Object.entries(preview.gone)) expect(n, what).toBeGreaterThan(0);
    await expect(test.client.retention.erase({ confirm: preview.records + 1 })).rejects.toMatchObject({
      code: 'erase_count',
      data: { records: preview.records },
    });
    expect(await list()).toEqual(before);
    const done = await test.client.retention.erase({ confirm: preview.records });
    expect(done).toMatchObject({ gone: preview.gone, copies: 'gone' });
    const after = await list();
    const states = (rows: typeof before) =>
      rows.map((row) => [row.officeCode, row.deliveryState, row.acknowledgementState]);
    expect(states(after)).toEqual(states(before));
    expect(after.filter(({ officeName }) => officeName === ERASED)).toHaveLength(LEFT);
    const { counters, truth } = await countersAndTruth(test.store.read);
    expect(counters).toEqual(truth);
    expect(await test.client.audit.verify({})).toMatchObject({ ok: true });
    const audit = (await test.client.audit.list({ limit: 1000 })).rows;
    expect(audit[0]).toMatchObject({ action: 'retention.finish' });
    expect(audit[1]).toMatchObject({ action: 'retention.rewrite', entity: 'erasure' });
    expect(audit[2]).toMatchObject({ action: 'retention.erase', entity: 'erasure' });
    expect(hitsIn(JSON.stringify(audit), identities)).toEqual([]);
    expect(await test.client.retention.list({})).toMatchObject({ rows: [{ offices: LEFT, incidents: 1, years: 5 }] });
    expect(await test.client.retention.proposal({})).toMatchObject({ total: 0, incidents: [], mails: 0 });
    await expect(test.client.retention.erase({ confirm: 0 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of the offices that stay, what belongs to no ended incident is untouched; the guards are back', async () => {
    await letGo(test, incidentId);
    const offices = async () => (await test.client.offices.list({ status: 'entrusted', limit: 1000 })).rows;
    const before = await offices();
    const { records } = await test.client.retention.preview({});
    await test.client.retention.erase({ confirm: records });
    expect(await offices()).toEqual(before);
    expect(hitsIn(JSON.stringify(before), stayed).length).toBeGreaterThan(stayed.length * 3);
    const forbidden = [
      test.store.write((tx) => tx.deleteFrom('acknowledgements').execute()),
      test.store.write((tx) => tx.updateTable('deliveries').set({ address: 'x@example.jp' }).execute()),
      test.store.write((tx) => tx.updateTable('incoming_mails').set({ body: 'x' }).execute()),
      test.store.write((tx) => tx.deleteFrom('joint_roster').execute()),
    ];
    for (const attempt of forbidden) await expect(attempt).rejects.toThrow();
  });

  it('what a clerk keeps on stays whole', async () => {
    await letGo(test, incidentId);
    const [first] = (await test.client.retention.proposal({})).rows;
    const kept = { keepOffices: [first?.id ?? 0], keepIncidents: [incidentId] };
    const { records, gone: counts } = await test.client.retention.preview(kept);
    expect(counts).toMatchObject({ offices: LEFT - 1, incidents: 0 });
    await test.client.retention.erase({ ...kept, confirm: records });
    expect((await test.client.offices.get({ id: first?.id ?? 0 })).name).toBe(first?.name);
    expect(await test.client.retention.proposal({})).toMatchObject({ total: 1, incidents: [{ id: incidentId }] });
  });
});

describe('erased on disk', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let test: TestApp;
  beforeEach(async () => {
    ({ folder, remove } = await temporaryFolder());
    test = await createTestApp({ folder });
  });
  afterEach(async () => {
    await test.close();
    await remove();
  });

  const erasable = async (): Promise<number> => {
    const { incidentId } = await wholeRun(test, identities);
    await test.client.backups.create({});
    await letGo(test, incidentId);
    return (await test.client.retention.preview({})).records;
  };
  const hits = (those: readonly SeededIdentity[]) => hitsBelow(folder, those, (path) => !path.startsWith('elsewhere/'));

  it('nothing of it is left in the bytes of the register, its log, its backups or the files of the window', async () => {
    const second = join(folder, '../', `${folder.split('/').at(-1)}-second`);
    await mkdir(second, { recursive: true });
    await test.client.backups.setPlace({ folder: second, passphrase: 'とても長い合言葉をここに' });
    const records = await erasable();
    await test.as('window').reports.export({ report: 'offices' });
    const before = hits(gone);
    const places = before.map(({ path }) => path.replace(/\d{8}T\d{6}Z/, 'TIME'));
    expect(places).toContain('backups/register-TIME.sqlite');
    expect(places.some((path) => /^register\.sqlite(-wal)?$/.test(path))).toBe(true);
    expect(Math.max(...before.map((each) => each.hits))).toBeGreaterThanOrEqual(LEFT * 7);
    const done = await test.client.retention.erase({ confirm: records });
    expect(done).toMatchObject({ copies: 'gone', backups: 1, made: 3, files: expect.any(Number) });
    expect(hits(gone)).toEqual([]);
    // The search can find what is there: those who stayed are.
    expect(hits(stayed).map(({ path }) => path)).toContain('register.sqlite');
    const { rows } = await test.client.backups.list({});
    expect(rows.map(({ place }) => place).sort()).toEqual(['here', 'here', 'here', 'second', 'second', 'second']);
    expect(await test.client.backups.check({})).toMatchObject({ damage: [] });
    const found = before.reduce((sum, each) => sum + each.hits, 0);
    process.stdout.write(`erased: ${found} hits in ${before.length} files before, ${hits(gone).length} after\n`);
    rmSync(second, { recursive: true });
  });

  it('no old backup goes before three new ones are there; while the second place is away they are not made again', async () => {
    const second = join(folder, '../', `${folder.split('/').at(-1)}-second`);
    await mkdir(second, { recursive: true });
    await test.client.backups.setPlace({ folder: second, passphrase: 'とても長い合言葉をここに' });
    const records = await erasable();
    const here = join(folder, 'backups');
    const names = (place = here) => readdirSync(place).filter((name) => /\.(sqlite|sealed)$/.test(name));
    const old = names();
    expect(old).toHaveLength(1);
    renameSync(second, `${second}-away`);
    // No new one can be made: a file stands where the folder was.
    renameSync(here, `${here}-aside`);
    writeFileSync(here, '');
    expect(await test.client.retention.erase({ confirm: records })).toMatchObject({ copies: 'later', backups: 0 });
    rmSync(here);
    renameSync(`${here}-aside`, here);
    expect(names()).toEqual(old);
    /** Whatever is done at a start is done once it has stopped. */
    const startOnce = async () => {
      await test.app.stop();
      test = await createTestApp({ folder, clock: test.clock });
      await test.app.start();
      await test.app.stop();
    };
    await startOnce();
    const fresh = names();
    expect(fresh).toHaveLength(3);
    expect(fresh).not.toContain(old[0]);
    expect(hits(gone)).toEqual([]);
    await startOnce();
    expect(names()).toEqual(fresh);
    const finishedAt = async () => {
      test = await createTestApp({ folder, clock: test.clock });
      return (await test.client.backups.list({})).erasure?.finishedAt;
    };
    expect(await finishedAt()).toBeNull();
    renameSync(`${second}-away`, second);
    await startOnce();
    expect(names(second)).toEqual(fresh.map((name) => `${name}.sealed`));
    expect(await finishedAt()).toBeTruthy();
    rmSync(second, { recursive: true });
  });

  it('what could not be reached at once is reached at the next start', async () => {
    const records = await erasable();
    await mkdir(join(folder, 'backups'), { recursive: true });
    // Another program reads the register: its log cannot be emptied.
    const Database = (await import('better-sqlite3')).default;
    const reader = new Database(join(folder, 'register.sqlite'), { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from settings').get();
    const done = await test.client.retention.erase({ confirm: records });
    expect(done.copies).toBe('later');
    expect(hits(gone)).not.toEqual([]);
    reader.close();
    await test.app.stop();
    test = await createTestApp({ folder, clock: test.clock });
    await test.app.start();
    await expect
      .poll(async () => (await test.client.retention.list({})).rows[0]?.finishedAt, { timeout: 20_000 })
      .toBeTruthy();
    expect(hits(gone)).toEqual([]);
    expect(existsSync(join(folder, 'register.sqlite'))).toBe(true);
  });
});
