import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('duplicates', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    await importLines(
      '1,株式会社髙嶺運送,東,03-0000-0001,東区若葉町1-2-3',
      '2,高嶺運送㈱,東,03-0000-0001,東区若葉町一丁目2番3号',
      '3,青葉食品,東,03-0000-0003,東区若葉町5-6-7',
      '4,青葉食品,西,03-0000-0004,西区泉町5-6-7',
      '5,椿山商店,西,03-0000-0005,西区泉町1-1',
      '6,有限会社椿山商店,西,03(0000)0005,',
    );
  });
  afterEach(() => test.close());

  const importLines = async (...lines: string[]) => {
    const file = join(test.folder, 'list.csv');
    await writeFile(file, ['事業所番号,事業所名,支部,電話,所在地', ...lines, ''].join('\r\n'));
    await test.client.offices.import({ file, commit: true });
  };
  const list = (input: { limit?: number; cursor?: string } = {}) => test.client.duplicates.list(input);
  const shown = async () => (await list()).rows.map(({ one, other }) => `${one.code} ${other.code}`);
  const idOf = async (code: string) =>
    (await test.client.offices.list({ search: code })).rows.find((row) => row.code === code)?.id ?? 0;
  const audited = async () => (await test.client.audit.list({})).rows[0]?.action;

  it('list: likely pairs, surest first, with reasons; a name alone is none', async () => {
    const { rows, next, total } = await list();
    expect(rows.map(({ one, other, reasons }) => [one.code, other.code, reasons])).toEqual([
      ['1', '2', ['name', 'phone', 'address']],
      ['5', '6', ['name', 'phone']],
    ]);
    expect([next, total]).toEqual([null, 2]);
    expect(rows[0]?.score).toBeGreaterThan(rows[1]?.score ?? 100);
  });

  it('list: pages by keyset, and every pair comes once', async () => {
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.next ?? '' });
    expect([...first.rows, ...second.rows].map(({ one }) => one.code)).toEqual(['1', '5']);
    expect([first.total, second.total, second.next]).toEqual([2, 2, null]);
  });

  it('list: follows every change of the register', async () => {
    expect(await shown()).toHaveLength(2);
    await test.client.offices.update({ id: await idOf('6'), base: { phone: '03(0000)0005' }, values: { phone: '' } });
    expect(await shown()).toEqual(['1 2']);
    await importLines('7,青葉食品,西,03-0000-0004,');
    expect(await shown()).toEqual(['1 2', '4 7']);
    const { rows } = await test.client.offices.imports({});
    await test.client.offices.undoImport({ id: rows[0]?.id ?? 0 });
    expect(await shown()).toEqual(['1 2']);
  });

  it('keepBoth, suspectAgain: a pair that is two offices is not shown, in either order, until suspected again', async () => {
    const [one, two] = [await idOf('1'), await idOf('2')];
    await test.client.duplicates.keepBoth({ oneId: two, otherId: one });
    await test.client.duplicates.keepBoth({ oneId: one, otherId: two });
    expect(await shown()).toEqual(['5 6']);
    expect((await list()).total).toBe(1);
    expect(await audited()).toBe('duplicates.keepBoth');
    await test.client.duplicates.suspectAgain({ oneId: two, otherId: one });
    expect(await shown()).toEqual(['1 2', '5 6']);
    expect(await audited()).toBe('duplicates.suspectAgain');
    const alone = test.client.duplicates.keepBoth({ oneId: one, otherId: one });
    await expect(alone).rejects.toMatchObject({ code: 'not_found', data: { what: 'office' } });
  });

  it('compare: both offices, why they look alike, and what else each has', async () => {
    const [keptId, droppedId] = [await idOf('1'), await idOf('2')];
    const values = { role: '', name: '森田', mail: '', phone: '', fax: '', getsNotices: false, note: '' };
    await test.client.contacts.create({ officeId: droppedId, values });
    const nothing = { versions: 0, acknowledgements: 0, procedures: 0, contacts: 0 };
    expect(await test.client.duplicates.compare({ keptId, droppedId })).toMatchObject({
      kept: { code: '1' },
      dropped: { code: '2' },
      reasons: ['name', 'phone', 'address'],
      records: { kept: nothing, dropped: { ...nothing, contacts: 1 } },
    });
    await expect(test.client.duplicates.compare({ keptId, droppedId: 999 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('merge, merges, undo: one entry with the chosen values, a line of what was done, and two again', async () => {
    const [keptId, droppedId] = [await idOf('1'), await idOf('2')];
    const values = { name: '高嶺運送㈱', address: '東区若葉町一丁目2番3号' };
    const { mergeId } = await test.client.duplicates.merge({ keptId, droppedId, values });
    expect(await audited()).toBe('duplicates.merge');
    expect(await test.client.offices.get({ id: keptId })).toMatchObject({ code: '1', ...values });
    expect(await shown()).toEqual(['5 6']);
    const { rows, total } = await test.client.duplicates.merges({});
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ id: mergeId, keptCode: '1', droppedCode: '2', undoneAt: null });
    expect(await test.client.duplicates.undo({ mergeId })).toEqual({ kept: 0 });
    expect(await audited()).toBe('duplicates.undo');
    expect(await test.client.offices.get({ id: keptId })).toMatchObject({ name: '株式会社髙嶺運送' });
    expect(await shown()).toEqual(['1 2', '5 6']);
    expect((await test.client.duplicates.merges({})).rows[0]?.undoneAt).toBe('2026-06-08T01:00:00.000Z');
  });

  it('merge: a wrong value, another code, one office or a double is refused, and nothing changes', async () => {
    const [keptId, droppedId] = [await idOf('1'), await idOf('2')];
    const merge = (input: object) => test.client.duplicates.merge({ keptId, droppedId, values: {}, ...input });
    await expect(merge({ values: { mail: 'x' } })).rejects.toMatchObject({ code: 'office_invalid' });
    await expect(merge({ values: { code: '2' } })).rejects.toMatchObject({ code: 'code_taken' });
    await expect(merge({ droppedId: keptId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await test.client.duplicates.merges({})).total).toBe(0);
    await merge({});
    await expect(merge({})).rejects.toMatchObject({ code: 'not_found' });
    await expect(test.client.duplicates.undo({ mergeId: 99 })).rejects.toMatchObject({ code: 'not_found' });
  });
});
