import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OfficeField, OfficeValues } from '../../electron/contract/offices.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('where a list and the register disagree, on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const DAY = 86_400_000;
  const importLines = async (lines: string[], options: { keepFields?: OfficeField[]; asOf?: string } = {}) => {
    const file = join(test.folder, '名簿.csv');
    await writeFile(file, ['事業所番号,事業所名,電話,状態', ...lines, ''].join('\r\n'));
    const { importId } = await test.client.offices.import({ file, commit: true, ...options });
    test.clock.forward(1000);
    return importId ?? 0;
  };
  const idOf = async (code: string) =>
    (await test.client.offices.list({ limit: 1000 })).rows.find((row) => row.code === code)?.id ?? 0;
  const officeOf = async (code: string) => test.client.offices.get({ id: await idOf(code) });
  const edit = async (code: string, base: OfficeValues, values: OfficeValues) => {
    await test.client.offices.update({ id: await idOf(code), base, values });
    test.clock.forward(1000);
  };
  const open = async () => (await test.client.conflicts.list({})).rows;
  const kept = { keepFields: ['phone'] as OfficeField[] };

  it('a value kept against a list is listed with both values, their days and the file', async () => {
    await importLines(['1,甲,03-0000-0001,委託中', '2,乙,03-0000-0002,委託中']);
    test.clock.forward(DAY);
    await importLines(['1,甲,03-0000-9991,委託中', '2,乙,03-0000-0002,委託中'], { ...kept, asOf: '2026-03-31' });
    expect(await test.client.conflicts.list({})).toMatchObject({
      rows: [
        {
          officeCode: '1',
          officeName: '甲',
          field: 'phone',
          ours: '03-0000-0001',
          oursOn: '2026-06-08',
          theirs: '03-0000-9991',
          theirsOn: '2026-03-31',
          fileName: '名簿.csv',
        },
      ],
      next: null,
      total: 1,
    });
  });

  it('the same conflict is opened once, another value is another one', async () => {
    await importLines(['1,甲,03-0000-0001,委託中']);
    await importLines(['1,甲,03-0000-9991,委託中'], kept);
    await importLines(['1,甲,03-0000-9991,委託中'], kept);
    await importLines(['1,甲,03-0000-9992,委託中'], kept);
    expect((await open()).map((row) => row.theirs)).toEqual(['03-0000-9991', '03-0000-9992']);
  });

  it('is none once the register has come round to it by itself', async () => {
    await importLines(['1,甲,03-0000-0001,委託中']);
    await importLines(['1,甲,03-0000-9991,委託中'], kept);
    await edit('1', { phone: '03-0000-0001' }, { phone: '03-0000-9991' });
    expect(await test.client.conflicts.list({})).toMatchObject({ rows: [], total: 0 });
  });

  it('is paged by code without losing or doubling one', async () => {
    const lines = Array.from({ length: 7 }, (_, i) => i + 1);
    await importLines(lines.map((i) => `${i},甲${i},03-0000-000${i},委託中`));
    await importLines(
      lines.map((i) => `${i},乙${i},03-0000-999${i},委託中`),
      { keepFields: ['phone', 'name'] },
    );
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await test.client.conflicts.list({ cursor: cursor ?? undefined, limit: 3 });
      expect(page.total).toBe(14);
      seen.push(...page.rows.map((row) => `${row.officeCode} ${row.field}`));
      cursor = page.next;
    }
    expect(seen).toEqual(lines.flatMap((i) => [`${i} name`, `${i} phone`]));
  });

  it('taking the list’s value is an edit: register, search, history and audit have it; it can be taken back', async () => {
    await importLines(['1,甲,03-0000-0001,委託中']);
    await importLines(['1,甲,03-0000-9991,委託中'], kept);
    const [{ id } = { id: 0 }] = await open();
    await test.client.conflicts.decide({ id, take: 'theirs' });
    expect(await open()).toEqual([]);
    expect((await officeOf('1')).phone).toBe('03-0000-9991');
    expect((await test.client.offices.list({ search: '0300009991' })).total).toBe(1);
    const history = await test.client.offices.history({ id: await idOf('1') });
    expect(history.rows[0]).toMatchObject({ field: 'phone', from: '03-0000-0001', to: '03-0000-9991', importId: null });
    expect((await test.client.audit.list({})).rows[0]).toMatchObject({ action: 'conflicts.decide', entityId: id });
    await expect(test.client.conflicts.decide({ id, take: 'ours' })).rejects.toMatchObject({ code: 'not_found' });
    test.clock.forward(1000);
    expect(await test.client.conflicts.reopen({ id })).toEqual({ restored: true });
    expect((await officeOf('1')).phone).toBe('03-0000-0001');
    expect(await open()).toHaveLength(1);
    await expect(test.client.conflicts.reopen({ id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('staying with the register changes nothing in the office', async () => {
    await importLines(['1,甲,03-0000-0001,委託中']);
    await importLines(['1,甲,03-0000-9991,委託中'], kept);
    const before = await officeOf('1');
    const [{ id } = { id: 0 }] = await open();
    await test.client.conflicts.decide({ id, take: 'ours' });
    expect(await open()).toEqual([]);
    expect(await officeOf('1')).toMatchObject({ phone: before.phone, updatedOn: before.updatedOn });
    expect(await test.client.conflicts.reopen({ id })).toEqual({ restored: true });
    expect(await open()).toHaveLength(1);
  });

  it('a status taken from a list brings its date, and taking it back turns both back', async () => {
    await importLines(['1,甲,,委託中']);
    await importLines(['1,甲,,委託解除'], { keepFields: ['status', 'releasedOn'] });
    const [conflict] = await open();
    expect(conflict).toMatchObject({ field: 'status', ours: 'entrusted', theirs: 'released' });
    const id = conflict?.id ?? 0;
    await test.client.conflicts.decide({ id, take: 'theirs' });
    expect(await officeOf('1')).toMatchObject({ status: 'released', releasedOn: '2026-06-08' });
    test.clock.forward(1000);
    await test.client.conflicts.reopen({ id });
    expect(await officeOf('1')).toMatchObject({ status: 'entrusted', releasedOn: '' });
  });

  it('what somebody changed since a decision stays when that is taken back', async () => {
    await importLines(['1,甲,03-0000-0001,委託中']);
    await importLines(['1,甲,03-0000-9991,委託中'], kept);
    const [{ id } = { id: 0 }] = await open();
    await test.client.conflicts.decide({ id, take: 'theirs' });
    test.clock.forward(1000);
    await edit('1', { phone: '03-0000-9991' }, { phone: '03-0000-5555' });
    expect(await test.client.conflicts.reopen({ id })).toEqual({ restored: false });
    expect((await officeOf('1')).phone).toBe('03-0000-5555');
  });

  it('an import taken back takes its open conflicts and its freshness along', async () => {
    await importLines(['1,甲,03-0000-0001,委託中'], { asOf: '2025-03-31' });
    const second = await importLines(['1,甲,03-0000-9991,委託中', '3,丙,,委託中'], kept);
    const basics = async () => (await officeOf('1')).freshness.find((each) => each.group === 'basics')?.on;
    expect(await basics()).toBe('2026-06-08');
    expect(await test.client.offices.undoImport({ id: second })).toEqual({ removed: 1, restored: 0, kept: [] });
    expect(await open()).toEqual([]);
    expect(await basics()).toBe('2025-03-31');
    expect(await test.store.read.selectFrom('import_rows').selectAll().execute()).toEqual([]);
  });

  it('an office that a later list met again still goes with the import that brought it', async () => {
    const first = await importLines(['1,甲,03-0000-0001,委託中']);
    await importLines(['1,甲,03-0000-9991,委託中'], kept);
    expect(await test.client.offices.undoImport({ id: first })).toEqual({ removed: 1, restored: 0, kept: [] });
    expect(await open()).toEqual([]);
  });
});

describe.each(engines)('how fresh a fact is, on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const list = async (...lines: string[]) => {
    const file = join(test.folder, '名簿.csv');
    await writeFile(file, ['事業所番号,事業所名,電話', ...lines, ''].join('\r\n'));
    return file;
  };
  const DAY = 86_400_000;

  it('a list tells it for the groups it speaks of, an edit and a check for theirs', async () => {
    const file = await list('1,甲,03-0000-0001');
    await test.client.offices.import({ file, commit: true, asOf: '2025-03-31' });
    const id = (await test.client.offices.list({})).rows[0]?.id ?? 0;
    const freshness = async () => (await test.client.offices.get({ id })).freshness;
    const fromList = { on: '2025-03-31', source: 'import', name: '名簿.csv' };
    expect(await freshness()).toEqual([
      { group: 'basics', ...fromList },
      { group: 'contact', ...fromList },
    ]);
    await test.client.offices.update({ id, base: { phone: '03-0000-0001' }, values: { phone: '03-0000-0002' } });
    expect((await freshness())[1]).toMatchObject({ group: 'contact', on: '2026-06-08', source: 'clerk' });
    test.clock.forward(DAY);
    await test.client.offices.check({ id, fields: ['name'] });
    expect((await freshness())[0]).toMatchObject({ group: 'basics', on: '2026-06-09', source: 'check' });
  });

  it('a list cannot have been true on a day to come', async () => {
    const file = await list('1,甲,03-0000-0001');
    const tomorrow = { file, commit: true, asOf: '2100-01-01' };
    await expect(test.client.offices.import(tomorrow)).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await test.client.offices.imports({})).rows).toEqual([]);
  });

  it('a preview says where the register is newer than the list', async () => {
    await test.client.offices.import({ file: await list('1,甲,03-0000-0001'), commit: true, asOf: '2025-03-31' });
    const id = (await test.client.offices.list({})).rows[0]?.id ?? 0;
    await test.client.offices.update({ id, base: { phone: '03-0000-0001' }, values: { phone: '03-0000-0002' } });
    const file = await list('1,甲商店,03-0000-0003');
    const fresher = async (asOf?: string) =>
      (await test.client.offices.import({ file, commit: false, asOf })).changed.map((each) => [
        each.field,
        each.fresher,
      ]);
    expect(await fresher('2026-03-31')).toEqual([
      ['name', false],
      ['phone', true],
    ]);
    expect(await fresher('2025-01-01')).toEqual([
      ['name', true],
      ['phone', true],
    ]);
    expect(await fresher()).toEqual([
      ['name', false],
      ['phone', false],
    ]);
  });
});
