import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident } from '../support/builders.ts';
import { officeCountsAndTruth } from '../support/counters.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('taking an import back on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const importLines = async (...lines: string[]) => {
    const file = join(test.folder, 'list.csv');
    await writeFile(file, ['事業所番号,事業所名,支部,メール', ...lines, ''].join('\r\n'));
    const { importId } = await test.client.offices.import({ file, commit: true });
    if (importId === null) throw new Error('nothing was imported');
    return importId;
  };
  const registered = async () =>
    (await test.client.offices.list({ limit: 1000 })).rows.map(({ code, name, branch }) => `${code} ${name} ${branch}`);
  const idOf = async (code: string) =>
    (await test.client.offices.list({ limit: 1000 })).rows.find((row) => row.code === code)?.id ?? 0;
  const undo = (id: number) => test.client.offices.undoImport({ id });
  const expectRightCounts = async () => {
    const { counters, truth } = await officeCountsAndTruth(test.store.read);
    expect(counters).toEqual(truth);
  };

  it('leaves the register as it was before: offices, searches, counts and history', async () => {
    await importLines('1,甲,東,', '2,乙,東,');
    const before = await registered();
    const second = await importLines('1,甲商店,西,', '2,乙,東,b@example.jp', '3,丙,西,');
    expect(await undo(second)).toEqual({ removed: 1, restored: 3, kept: [] });
    expect(await registered()).toEqual(before);
    expect((await test.client.offices.list({ search: '商店' })).total).toBe(0);
    expect((await test.client.offices.list({ search: '甲' })).total).toBe(1);
    await expectRightCounts();
    const { rows } = await test.client.offices.history({ id: await idOf('1') });
    expect(rows.map(({ field, from, to, importId }) => [field, from, to, importId])).toEqual([
      ['branch', '西', '東', second],
      ['name', '甲商店', '甲', second],
      ['branch', '東', '西', second],
      ['name', '甲', '甲商店', second],
      [null, '', '', 1],
    ]);
    expect((await test.client.audit.list({})).rows[0]).toMatchObject({ action: 'offices.undoImport' });
  });

  it('is done once: the second time there is nothing to take back, and nothing changes', async () => {
    const id = await importLines('1,甲,東,');
    await undo(id);
    expect((await test.client.offices.imports({})).rows[0]).toMatchObject({ id, undoneAt: '2026-06-08T01:00:00.000Z' });
    await importLines('1,甲,東,');
    await expect(undo(id)).rejects.toMatchObject({ code: 'not_found', data: { what: 'import' } });
    await expect(undo(999)).rejects.toMatchObject({ code: 'not_found' });
    expect(await registered()).toHaveLength(1);
  });

  it('keeps what a clerk changed since, and names it; the rest turns back', async () => {
    await importLines('1,甲,東,');
    const second = await importLines('1,甲商店,西,', '2,乙,西,', '3,丙,西,');
    await test.client.offices.update({ id: await idOf('1'), base: { name: '甲商店' }, values: { name: '甲工業' } });
    await test.client.offices.update({ id: await idOf('2'), base: { mail: '' }, values: { mail: 'b@example.jp' } });
    expect(await undo(second)).toEqual({
      removed: 1,
      restored: 1,
      kept: [
        { code: '1', field: 'name', reason: 'changed_since' },
        { code: '2', field: null, reason: 'changed_since' },
      ],
    });
    expect(await registered()).toEqual(['1 甲工業 東', '2 乙 西']);
    await expectRightCounts();
  });

  it('keeps an office a notice went to or a filing is owed for', async () => {
    const id = await importLines('1,甲,東,a@example.jp', '2,乙,西,', '3,丙,西,');
    const incidentId = await createIncident(test.client);
    await test.client.incidents.narrow({ id: incidentId, branches: ['東'] });
    const { versionId } = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId });
    await test.client.acknowledgements.record({ versionId, officeCode: '1', method: 'phone', name: '総務' });
    await test.client.procedures.create({
      officeCode: '2',
      type: (await test.client.procedures.catalogue({})).rows[0]?.id ?? '',
      baseDate: '2026-06-01',
    });
    expect(await undo(id)).toEqual({
      removed: 1,
      restored: 0,
      kept: [
        { code: '1', field: null, reason: 'used' },
        { code: '2', field: null, reason: 'used' },
      ],
    });
    expect(await registered()).toEqual(['1 甲 東', '2 乙 西']);
    await expectRightCounts();
  });

  it('works from the last import to the first, and leaves nothing behind', async () => {
    const ids = [
      await importLines('1,甲,東,', '2,乙,東,'),
      await importLines('1,甲2,東,'),
      await importLines('1,甲3,西,', '3,丙,西,'),
    ];
    expect((await undo(ids[0] ?? 0)).kept).toEqual([{ code: '1', field: null, reason: 'changed_since' }]);
    expect((await undo(ids[2] ?? 0)).restored).toBe(2);
    expect(await registered()).toEqual(['1 甲2 東']);
    expect((await undo(ids[1] ?? 0)).restored).toBe(1);
    expect(await registered()).toEqual(['1 甲 東']);
    await expectRightCounts();
  });

  it('takes back more than one batch whole', async () => {
    const line = (i: number, name: string) => `${String(i).padStart(4, '0')},${name}${i},東,`;
    await importLines(...Array.from({ length: 450 }, (_, i) => line(i, '甲')));
    const before = await registered();
    const second = await importLines(...Array.from({ length: 900 }, (_, i) => line(i, '乙')));
    expect(await undo(second)).toEqual({ removed: 450, restored: 450, kept: [] });
    expect(await registered()).toEqual(before);
    expect((await test.client.offices.list({ search: '乙' })).total).toBe(0);
    await expectRightCounts();
  });
});
