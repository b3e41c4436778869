import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('an import of offices', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
  });
  afterEach(() => test.close());

  const file = async (text: string, name = 'list.csv') => {
    const path = join(test.folder, name);
    await writeFile(path, text);
    return path;
  };
  const registered = async () => (await test.client.offices.list({ limit: 1000 })).rows;

  it('says field by field what it would change, and changes nothing until told', async () => {
    await importOffices(test, [
      { code: '1', name: '甲', mail: 'a@example.jp' },
      { code: '2', name: '乙' },
    ]);
    const path = await file('事業所番号,事業所名,メール\r\n1,甲商店,b@example.jp\r\n2,乙,\r\n3,丙,\r\n');
    const before = await registered();
    const preview = await test.client.offices.import({ file: path, commit: false });
    expect(preview).toMatchObject({ importId: null, created: 1, updated: 1, unchanged: 1 });
    expect(preview.changed).toEqual([
      { code: '1', field: 'name', from: '甲', to: '甲商店', fresher: false },
      { code: '1', field: 'mail', from: 'a@example.jp', to: 'b@example.jp', fresher: false },
    ]);
    expect(await registered()).toEqual(before);
    expect((await test.client.offices.imports({})).rows).toHaveLength(1);
    const done = await test.client.offices.import({ file: path, commit: true });
    expect(done.changed).toEqual(preview.changed);
    expect((await registered()).map((row) => row.name)).toEqual(['甲商店', '乙', '丙']);
  });

  it('keeps what the clerk wants kept, for all offices or for one, but new offices get all', async () => {
    await importOffices(test, [
      { code: '1', name: '甲', mail: 'a@example.jp', branch: '東' },
      { code: '2', name: '乙', mail: 'b@example.jp', branch: '東' },
    ]);
    const path = await file(
      '事業所番号,事業所名,メール,支部\r\n1,甲2,x@example.jp,西\r\n2,乙2,y@example.jp,西\r\n3,丙,z@example.jp,西\r\n',
    );
    const result = await test.client.offices.import({
      file: path,
      commit: true,
      keepFields: ['mail'],
      keep: [{ code: '2', field: 'name' }],
    });
    expect(result.changed.map(({ code, field }) => [code, field])).toEqual([
      ['1', 'name'],
      ['1', 'branch'],
      ['2', 'branch'],
    ]);
    expect((await registered()).map((row) => [row.name, row.mail, row.branch])).toEqual([
      ['甲2', 'a@example.jp', '西'],
      ['乙', 'b@example.jp', '西'],
      ['丙', 'z@example.jp', '西'],
    ]);
  });

  it('follows the clerk’s mapping instead of the headings', async () => {
    const path = await file('番号,会社,会社2\r\n7,甲,乙\r\n');
    const mapping = { code: ['番号'], name: ['会社2'] };
    await test.client.offices.import({ file: path, mapping, commit: true });
    expect((await registered()).map((row) => [row.code, row.name])).toEqual([['7', '乙']]);
  });

  it('shows how full each column is and what stands in it, but never a My Number', async () => {
    const path = await file(
      '事業所番号,事業所名,備考\r\n1,甲,\r\n2,乙,123456789018\r\n3,丙,済\r\n4,丁,済\r\n5,戊,\r\n',
    );
    const { columns } = await test.client.offices.import({ file: path, commit: false });
    expect(columns).toEqual([
      { header: '事業所番号', field: 'code', filled: 1, samples: ['1', '2', '3'] },
      { header: '事業所名', field: 'name', filled: 1, samples: ['甲', '乙', '丙'] },
      { header: '備考', field: null, filled: 0.6, samples: ['済'] },
    ]);
  });

  it('takes a labour insurance number with and without hyphens for the same and leaves it as it was typed', async () => {
    const list = (number: string) => file(`番号,会社名,労働保険番号\r\n1,甲,${number}\r\n`);
    await test.client.offices.import({ file: await list('13101912345001'), commit: true });
    const again = await test.client.offices.import({ file: await list('13-1-01-912345-001'), commit: true });
    expect(again).toMatchObject({ unchanged: 1, updated: 0, changed: [] });
    expect((await registered())[0]?.laborNumber).toBe('13101912345001');
    const other = await test.client.offices.import({ file: await list('13-1-01-912345-002'), commit: false });
    expect(other.updated).toBe(1);
  });

  it('is listed with its file, and the audit names file and hash', async () => {
    const path = await file('事業所番号,事業所名\r\n1,甲\r\n,乙\r\n', '名簿2025.csv');
    const { importId } = await test.client.offices.import({ file: path, commit: true });
    expect((await test.client.offices.imports({})).rows).toEqual([
      {
        id: importId,
        at: '2026-06-08T01:00:00.000Z',
        fileName: '名簿2025.csv',
        rows: 2,
        created: 1,
        updated: 0,
        rejected: 1,
        undoneAt: null,
      },
    ]);
    const [row] = (await test.client.audit.list({})).rows;
    expect(JSON.stringify(row)).toContain('名簿2025.csv');
    expect(JSON.stringify(row)).toMatch(/[0-9a-f]{64}/);
  });

  it('records no My Number from the name of its file', async () => {
    const path = await file('事業所番号,事業所名\r\n1,甲\r\n', '名簿123456789018.csv');
    await test.client.offices.import({ file: path, commit: true });
    expect((await test.client.offices.imports({})).rows[0]?.fileName).toBe('名簿************.csv');
    expect(JSON.stringify((await test.client.audit.list({})).rows)).not.toContain('123456789018');
  });

  it('names the first 1,000 changes and makes them all', async () => {
    await importOffices(test, manyOffices(1200));
    const lines = manyOffices(1200).map((office) => `${office.code},新${office.code}`);
    const path = await file(['事業所番号,事業所名', ...lines, ''].join('\r\n'));
    const result = await test.client.offices.import({ file: path, commit: true });
    expect(result.changed).toHaveLength(1000);
    expect(result.updated).toBe(1200);
    expect((await registered()).at(-1)?.name).toBe('新1000');
  });

  it('mappings are saved by name, a later one over an earlier one', async () => {
    const headers = ['番号', '会社'];
    await test.client.offices.saveMapping({ name: '宛名', headers, mapping: { code: ['番号'] } });
    const mapping = { code: ['番号'], name: ['会社'] };
    await test.client.offices.saveMapping({ name: '宛名', headers, mapping });
    expect((await test.client.offices.mappings({})).rows).toEqual([{ name: '宛名', headers, mapping }]);
  });
});
