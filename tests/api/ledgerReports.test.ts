import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackZip } from '../../electron/ports/zip.ts';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { chronologyFile } from '../support/ledger.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const LIMITS = { entries: 500, unpacked: 100_000_000, ratio: 1000 };

describe('the reports of an incident', () => {
  let test: TestApp;
  let incidentId: number;
  let versionId: number;
  beforeEach(async () => {
    test = await createTestApp();
    await importOffices(test, manyOffices(6));
    incidentId = await createIncident(test.client);
    await test.client.incidents.importChronology({ incidentId, file: await chronologyFile(test), commit: true });
    versionId = (await approveVersion(test.client, incidentId)).versionId;
    await test.client.deliveries.queue({ versionId });
    const answers = { '0001': 'agreed', '0002': 'agreed', '0003': 'declined' } as const;
    for (const [officeCode, answer] of Object.entries(answers)) {
      await test.client.acknowledgements.record({ versionId, officeCode, method: 'fax', answer });
    }
    const { id } = await test.client.duties.start({ incidentId, authority: 'ppc', kind: 'preliminary', joint: true });
    await test.client.duties.file({ id, filedOn: '2026-06-08', receipt: '第1号' });
  });
  afterEach(() => test.close());

  const rowsOf = async (report: Parameters<TestApp['client']['reports']['export']>[0]['report'], only?: string) => {
    const file = join(test.folder, `${report}.csv`);
    await test.client.reports.export({ report, incidentId, file, only });
    const { header, rows } = parseCsv(await readFile(file, 'utf8'));
    return rows.map(({ cells }) => Object.fromEntries(cells.map((cell, at) => [header[at] ?? '', cell])));
  };

  it('the chronology comes in again from its own CSV without a change', async () => {
    expect(await rowsOf('chronology')).toHaveLength(49);
    const again = await test.client.incidents.importChronology({
      ...{ incidentId, file: join(test.folder, 'chronology.csv'), commit: true },
    });
    expect(again).toMatchObject({ rows: 49, created: 0, updated: 0, unchanged: 49, rejected: [] });
    expect((await rowsOf('chronology', 'gap')).map((row) => row.種別)).toEqual(Array(7).fill('不足'));
  });

  it('say the same numbers as the screens', async () => {
    const { latest, incident, delayed } = await test.client.incidents.overview({ incidentId });
    const board = Object.fromEntries((await rowsOf('board-status')).map((row) => [row.項目, row.値]));
    expect(board).toMatchObject({
      対象の事業所: String(incident.affected),
      最新の報を確認: String(latest?.confirmed),
      旧版のみ: String(latest?.outdated),
      未確認: String(latest?.open),
      未達: String(latest?.undelivered),
      遅延手続: String(delayed),
    });
    expect(latest?.confirmed).toBe(3);
    const [version] = await rowsOf('versions');
    expect(version).toMatchObject({ 確認: '3', 宛先: '6', 未確認: String(latest?.open) });
    const { duties } = await test.client.duties.counts({ incidentId });
    const offices = await rowsOf('office-duties');
    for (const { states } of duties) expect(Object.values(states).reduce((sum, n) => sum + n, 0)).toBe(6);
    expect(offices.filter((row) => row.状態 === '連名済')).toHaveLength(duties[0]?.states.joint ?? 0);
    expect(offices).toHaveLength(12);
    const clocks = await test.client.incidents.duties({ incidentId });
    expect((await rowsOf('duties')).map((row) => row.期限)).toEqual(clocks.map(({ dueOn }) => dueOn ?? ''));
    const { rows: facts } = await test.client.facts.list({ incidentId });
    expect((await rowsOf('facts')).map((row) => row.名前)).toEqual(facts.map(({ name }) => name));
    const roster = await test.client.duties.roster({ reportId: 1 });
    expect((await rowsOf('joint-annex')).map((row) => row.事業所番号)).toEqual(roster.rows.map(({ code }) => code));
    expect((await rowsOf('joint-annex', 'declined')).map((row) => row.事業所番号)).toEqual(['0003']);
    expect(await rowsOf('authority-reports')).toHaveLength(9);
    expect(await rowsOf('bulletins')).toEqual([]);
  });

  it('the audit extract holds the days asked for, each row with its link of the chain', async () => {
    const all = await test.client.audit.list({});
    const today = await rowsOf('audit');
    expect(today.length).toBe(all.total + 0);
    expect(today.at(-1)?.照合値).toMatch(/^[0-9a-f]{64}$/);
    const file = join(test.folder, 'before.csv');
    expect(await test.client.reports.export({ report: 'audit', file, to: '2026-06-07' })).toMatchObject({ rows: 0 });
    expect(await test.client.reports.export({ report: 'audit', file, from: '2026-06-08' })).toMatchObject({
      rows: all.total + 2,
    });
  });

  it.each(['chronology', 'board-status', 'joint-annex', 'duties'] as const)('%s is set as PDF', async (report) => {
    const file = join(test.folder, `${report}.pdf`);
    const done = await test.client.reports.export({ report, incidentId, file, format: 'pdf' });
    const bytes = await readFile(file);
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(done.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const { rows } = await test.client.reports.exports({});
    expect(rows[0]).toMatchObject({ report, format: 'pdf', sha256: done.sha256, file, clerk: 'script' });
  });

  it('the final file holds them all, each with its hash, and is written whole or not at all', async () => {
    await test.client.incidents.close({ id: incidentId, reason: '復旧し、報告を終えた' });
    const file = join(test.folder, 'final.zip');
    const done = await test.client.incidents.finalFile({ id: incidentId, file });
    const found = new Map<string, Buffer>();
    const bytes = await readFile(file);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(done.sha256);
    for await (const { name, content } of unpackZip(bytes, LIMITS)) found.set(name, content);
    for (const name of [
      'chronology.pdf',
      'board-status.pdf',
      'joint-annex.csv',
      'audit.csv',
      'SHA256SUMS',
      'manifest.csv',
    ]) {
      expect([...found.keys()]).toContain(name);
    }
    const ofTheRegister = ['offices', 'contacts', 'bounces', 'procedures-pending', 'procedures-delayed', 'office-file'];
    for (const report of ofTheRegister) {
      expect([...found.keys()].filter((name) => new RegExp(`^${report}[./]`).test(name))).toEqual([]);
    }
    expect(found.get('versions/notice-1-version-1.txt')?.toString('utf8')).toContain('本文です。');
    expect(found.get('acknowledgements/notice-1-version-1.csv')?.toString('utf8')).toContain('0001');
    const sums = found.get('SHA256SUMS')?.toString('utf8').trimEnd().split('\n') ?? [];
    expect(sums).toHaveLength(done.files.length);
    for (const line of sums) {
      const [hash = '', name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(found.get(name) ?? '')
          .digest('hex'),
      ).toBe(hash);
    }
    expect(found.size).toBe(done.files.length + 2);

    const stopped = new AbortController();
    const other = join(test.folder, 'stopped.zip');
    const stopping = test.client.incidents.finalFile({ id: incidentId, file: other }, { signal: stopped.signal });
    stopped.abort();
    await expect(stopping).rejects.toThrow();
    await expect(readFile(other)).rejects.toThrow();
    await expect(readFile(`${other}.part`)).rejects.toThrow();
  });
});
