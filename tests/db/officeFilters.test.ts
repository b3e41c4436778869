import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OfficeFilter, OfficeNeed } from '../../electron/contract/offices.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const contact = { role: '経理', name: '東野', mail: '', phone: '', fax: '', getsNotices: true, note: '' };

describe.each(engines)('lists of offices by filter on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const bringIn = async (...lines: string[]) => {
    const file = join(test.folder, 'list.csv');
    await writeFile(file, ['番号,会社名,支部,メール,FAX,タグ,状態', ...lines, ''].join('\r\n'));
    const { rejected } = await test.client.offices.import({ file, commit: true });
    expect(rejected).toEqual([]);
  };
  const codes = async (filter: OfficeFilter) => {
    const { rows, total } = await test.client.offices.list(filter);
    expect(total, JSON.stringify(filter)).toBe(rows.length);
    return rows.map((row) => row.code);
  };
  const idOf = async (code: string) => {
    const found = await test.client.offices.list({ search: code });
    return found.rows.find((row) => row.code === code)?.id ?? 0;
  };
  /** The offices in need, told alike by the list, the counts, and each office's own page. */
  const inNeed = async (need: OfficeNeed) => {
    const found = await codes({ need });
    expect((await test.client.offices.needs({}))[need]).toBe(found.length);
    for (const row of (await test.client.offices.list({})).rows) {
      const { needs } = await test.client.offices.get({ id: row.id });
      expect(needs.includes(need), `${row.code} ${need}`).toBe(found.includes(row.code));
    }
    return found;
  };

  it('of several branches one must fit, of several tags all, a tag as a whole; the case of its letters counts', async () => {
    await bringIn(
      '1,甲,東,a@example.jp,,食品; AB,委託中',
      '2,乙,西,b@example.jp,,食品加工; AB,委託解除',
      '3,丙,北,c@example.jp,,ab、食品,委託中',
    );
    expect(await codes({ branches: ['東', '西'] })).toEqual(['1', '2']);
    expect(await codes({ branches: ['東', '西'], status: 'released' })).toEqual(['2']);
    expect(await codes({ tags: ['食品'] })).toEqual(['1', '3']);
    expect(await codes({ tags: ['AB', '食品'] })).toEqual(['1']);
    expect(await codes({ tags: ['ab'], branches: [] })).toEqual(['3']);
    expect(await codes({ tags: ['%'] })).toEqual([]);
    expect(await codes({ search: '甲', tags: ['食品'] })).toEqual(['1']);
    expect(await codes({ search: '甲', branches: ['西'] })).toEqual([]);
    expect((await test.client.offices.tags({})).rows).toEqual([
      { tag: 'AB', offices: 2 },
      { tag: 'ab', offices: 1 },
      { tag: '食品', offices: 2 },
      { tag: '食品加工', offices: 1 },
    ]);
  });

  it('no_mail: neither the office nor a contact that gets notices has an address', async () => {
    await bringIn('1,甲,,a@example.jp,,,', '2,乙,,,,,', '3,丙,,,,,', '4,丁,,,,,');
    const withMail = { ...contact, mail: 'keiri@example.jp' };
    await test.client.contacts.create({ officeId: await idOf('3'), values: withMail });
    await test.client.contacts.create({ officeId: await idOf('4'), values: { ...withMail, getsNotices: false } });
    expect(await inNeed('no_mail')).toEqual(['2', '4']);
    const [only] = (await test.client.contacts.list({ officeId: await idOf('3') })).rows;
    await test.client.contacts.remove({ id: only?.id ?? 0 });
    expect(await inNeed('no_mail')).toEqual(['2', '3', '4']);
  });

  it('may_not_arrive: a dot that many servers refuse', async () => {
    await bringIn(
      '1,甲,,a..b@docomo.example.jp,,,',
      '2,乙,,a.@example.jp,,,',
      '3,丙,,.a@example.jp,,,',
      '4,丁,,a.b@example.co.jp,,,',
    );
    expect(await inNeed('may_not_arrive')).toEqual(['1', '2', '3']);
  });

  it('shared_mail: the address of another office, whatever its case; two offices without one share nothing', async () => {
    await bringIn(
      '1,甲,,zei@example.jp,,,',
      '2,乙,,ZEI@example.jp,,,',
      '3,丙,,,,,',
      '4,丁,,,,,',
      '5,戊,,e@example.jp,,,',
    );
    expect(await inNeed('shared_mail')).toEqual(['1', '2']);
    await test.client.contacts.create({ officeId: await idOf('4'), values: { ...contact, mail: 'E@example.jp' } });
    expect(await inNeed('shared_mail')).toEqual(['1', '2', '5']);
  });

  it('fax_changed: until somebody has checked the present number', async () => {
    await bringIn('1,甲,,,03-0000-5001,,', '2,乙,,,,,');
    const id = await idOf('1');
    expect(await inNeed('fax_changed')).toEqual([]);
    await test.client.offices.update({ id, base: { fax: '03-0000-5001' }, values: { fax: '03-0000-5002' } });
    expect(await inNeed('fax_changed')).toEqual(['1']);
    await test.client.offices.check({ id, fields: ['fax'] });
    expect(await inNeed('fax_changed')).toEqual([]);
  });

  it('unchecked: a year without an import, a change, or a check', async () => {
    await bringIn('1,甲,,,,,', '2,乙,,,,,', '3,丙,,,,,');
    expect(await inNeed('unchecked')).toEqual([]);
    test.clock.set('2027-07-01T01:00:00.000Z');
    expect(await inNeed('unchecked')).toEqual(['1', '2', '3']);
    await test.client.offices.check({ id: await idOf('1'), fields: ['phone'] });
    await test.client.offices.update({ id: await idOf('2'), base: { phone: '' }, values: { phone: '03-0000-0001' } });
    expect(await inNeed('unchecked')).toEqual(['3']);
  });

  it('unchecked: a year is a year of days in Japan', async () => {
    test.clock.set('2026-06-10T16:00:00.000Z');
    await test.client.offices.create({ values: { code: '1', name: '甲' } });
    test.clock.set('2027-06-11T01:00:00.000Z');
    expect(await inNeed('unchecked')).toEqual([]);
    test.clock.set('2027-06-11T16:00:00.000Z');
    expect(await inNeed('unchecked')).toEqual(['1']);
  });

  it('conflict: just the offices the list of conflicts has', async () => {
    await bringIn('1,甲,,a@example.jp,,,', '2,乙,,b@example.jp,,,', '3,丙,,c@example.jp,,,');
    const file = join(test.folder, 'other.csv');
    await writeFile(file, '番号,会社名,メール\r\n1,甲,x@example.jp\r\n2,乙,y@example.jp\r\n3,丙,z@example.jp\r\n');
    await test.client.offices.import({ file, keepFields: ['mail'], commit: true });
    expect(await inNeed('conflict')).toEqual(['1', '2', '3']);
    const [first] = (await test.client.conflicts.list({})).rows;
    await test.client.conflicts.decide({ id: first?.id ?? 0, take: 'ours' });
    expect(await inNeed('conflict')).toEqual(['2', '3']);
    const edit = { base: { mail: 'b@example.jp' }, values: { mail: 'y@example.jp' } };
    await test.client.offices.update({ id: await idOf('2'), ...edit });
    expect(await inNeed('conflict')).toEqual(['3']);
    expect((await test.client.conflicts.list({})).rows.map((row) => row.officeCode)).toEqual(['3']);
  });

  it('every filter counts what it lists, page by page; a double is in none', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => {
      const tags = ['甲類', '乙類', '甲類; 乙類', ''][at % 4];
      const state = at % 5 === 0 ? '委託解除' : '委託中';
      return `${String(at).padStart(3, '0')},名${at % 7},${['東', '西', '南'][at % 3]},,,${tags},${state}`;
    });
    await bringIn(...lines);
    const [kept, dropped] = [await idOf('001'), await idOf('004')];
    await test.store.write(async (tx) => {
      await tx.updateTable('offices').set({ merged_into: kept }).where('id', '=', dropped).execute();
      await tx.deleteFrom('office_search').where('code', '=', '004').execute();
    });
    for (const search of [undefined, '名1'])
      for (const status of [undefined, 'entrusted', 'released'] as const)
        for (const branches of [undefined, ['東'], ['東', '西']])
          for (const tags of [undefined, ['甲類'], ['甲類', '乙類']])
            for (const need of [undefined, 'no_mail', 'shared_mail'] as const) {
              const filter = { search, status, branches, tags, need };
              const found = await codes(filter);
              expect(found).not.toContain('004');
              const half = await test.client.offices.list({ ...filter, limit: 7 });
              expect(half.rows.map((row) => row.code)).toEqual(found.slice(0, 7));
              if (!half.next) continue;
              const rest = await test.client.offices.list({ ...filter, cursor: half.next });
              expect(rest.rows.map((row) => row.code)).toEqual(found.slice(7));
            }
    expect(await codes({})).toHaveLength(59);
    expect((await test.client.offices.branches({})).rows.map((row) => row.offices)).toEqual([16, 16, 15]);
  });

  it('filters are saved by name, over an older one, and removed', async () => {
    const filter = { tags: ['食品'], status: 'entrusted', need: 'no_mail' } as const;
    await test.client.offices.saveFilter({ name: '食品の見直し', filter: { tags: ['別'] } });
    await test.client.offices.saveFilter({ name: '食品の見直し', filter: { ...filter, tags: [...filter.tags] } });
    expect((await test.client.offices.filters({})).rows).toEqual([{ name: '食品の見直し', filter }]);
    await test.client.offices.removeFilter({ name: '食品の見直し' });
    expect((await test.client.offices.filters({})).rows).toEqual([]);
    await expect(test.client.offices.removeFilter({ name: '食品の見直し' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
