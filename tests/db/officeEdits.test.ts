import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OfficeField } from '../../electron/contract/offices.ts';
import { officeCountsAndTruth } from '../support/counters.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('an office at the hands of clerks on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const create = (values: Record<string, string> = {}) =>
    test.client.offices.create({ values: { code: '001', name: '甲', ...values } });
  const history = async (id: number) =>
    (await test.client.offices.history({ id })).rows.map(({ field, from, to }) => [field, from, to]);

  it('is entered, found, and has a beginning', async () => {
    const { id } = await create({ mail: 'a@example.jp' });
    expect(await test.client.offices.get({ id })).toMatchObject({ code: '001', status: 'entrusted', phone: '' });
    expect((await test.client.offices.list({ search: 'a@example' })).total).toBe(1);
    expect(await history(id)).toEqual([[null, '', '']]);
  });

  it('is refused with a taken code or a wrong value, and nothing is written', async () => {
    await create();
    await expect(create({ name: '乙' })).rejects.toMatchObject({ code: 'code_taken', data: { code: '001' } });
    await expect(create({ code: '2', mail: 'nobody' })).rejects.toMatchObject({
      code: 'office_invalid',
      data: { field: 'mail', code: 'bad_mail' },
    });
    await expect(create({ code: '3', name: '' })).rejects.toMatchObject({ code: 'office_invalid' });
    expect((await test.client.offices.list({})).total).toBe(1);
    expect((await test.client.audit.list({})).total).toBe(1);
  });

  it('loses no change when 200 clerks change different fields at the same moment', async () => {
    const { id } = await create();
    const fields: OfficeField[] = [
      ...(['kana', 'branch', 'postalCode', 'address', 'phone'] as const),
      ...(['fax', 'contactName', 'pensionSymbol', 'pensionNumber', 'mail'] as const),
    ];
    const values = (field: OfficeField) => Array.from({ length: 20 }, (_, round) => `${field}${round}@example.jp`);
    // Each clerk has seen what the one before wrote in the same field, and nothing of the other fields.
    const clerks = fields.map(async (field) => {
      let seen = '';
      for (const value of values(field)) {
        const answer = await test.client.offices.update({ id, base: { [field]: seen }, values: { [field]: value } });
        expect(answer).toEqual({ saved: true, conflicts: [] });
        seen = value;
      }
    });
    await Promise.all(clerks);
    const office = await test.client.offices.get({ id });
    for (const field of fields) expect(office[field]).toBe(values(field).at(-1));
    const { rows, total } = await test.client.offices.history({ id, limit: 1000 });
    expect(total).toBe(201);
    for (const field of fields) {
      const line = rows.filter((row) => row.field === field).reverse();
      expect(line.map((row) => row.to)).toEqual(values(field));
      expect(line.map((row) => row.from)).toEqual(['', ...values(field).slice(0, -1)]);
    }
    const { counters, truth } = await officeCountsAndTruth(test.store.read);
    expect(counters).toEqual(truth);
  });

  it('lets one of 200 clerks win who change the same field at the same moment, and tells the others', async () => {
    const { id } = await create({ phone: '03-0000-0000' });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        test.client.offices.update({ id, base: { phone: '03-0000-0000' }, values: { phone: `03-0000-1${i}` } }),
      ),
    );
    const { phone } = await test.client.offices.get({ id });
    expect(answers.filter((answer) => answer.saved)).toHaveLength(1);
    const refused = answers.filter((answer) => !answer.saved);
    expect(new Set(refused.map((answer) => answer.conflicts[0]?.theirs))).toEqual(new Set([phone]));
    expect(await history(id)).toHaveLength(2);
    expect((await test.client.audit.list({})).total).toBe(2);
  });

  it('with one conflict writes nothing, not even the fields that have none', async () => {
    const { id } = await create({ mail: 'theirs@example.jp' });
    const answer = await test.client.offices.update({
      id,
      base: { mail: 'old@example.jp', phone: '' },
      values: { mail: 'mine@example.jp', phone: '03-0000-0001' },
    });
    expect(answer).toEqual({
      saved: false,
      conflicts: [{ field: 'mail', theirs: 'theirs@example.jp', mine: 'mine@example.jp' }],
    });
    expect(await test.client.offices.get({ id })).toMatchObject({ mail: 'theirs@example.jp', phone: '' });
  });

  it('has no conflict when both clerks wrote the same, and then no second change either', async () => {
    const { id } = await create({ phone: '03-0000-0001' });
    const values = { phone: '03-0000-0001' };
    expect(await test.client.offices.update({ id, base: { phone: '' }, values })).toMatchObject({ saved: true });
    expect(await history(id)).toHaveLength(1);
  });

  it('is found by its new name and code and no longer by the old', async () => {
    const { id } = await create();
    await test.client.offices.update({
      id,
      base: { code: '001', name: '甲' },
      values: { code: '900', name: '東雲運送' },
    });
    expect((await test.client.offices.list({ search: '東雲' })).rows[0]?.code).toBe('900');
    expect((await test.client.offices.list({ search: '甲' })).total).toBe(0);
    await create();
    const taken = test.client.offices.update({ id, base: { code: '900' }, values: { code: '001' } });
    await expect(taken).rejects.toMatchObject({ code: 'code_taken' });
    expect((await test.client.offices.get({ id })).code).toBe('900');
  });

  it('released without a day is released today, and entrusted again has no such day', async () => {
    const { id } = await create({ branch: '東' });
    await test.client.offices.update({ id, base: { status: 'entrusted' }, values: { status: 'released' } });
    expect(await test.client.offices.get({ id })).toMatchObject({ status: 'released', releasedOn: '2026-06-08' });
    expect((await history(id)).slice(0, 2)).toEqual(
      expect.arrayContaining([
        ['status', 'entrusted', 'released'],
        ['releasedOn', '', '2026-06-08'],
      ]),
    );
    await test.client.offices.update({ id, base: { status: 'released' }, values: { status: 'entrusted' } });
    expect(await test.client.offices.get({ id })).toMatchObject({ status: 'entrusted', releasedOn: '' });
    const { counters, truth } = await officeCountsAndTruth(test.store.read);
    expect(counters).toEqual(truth);
  });

  it('keeps a history by pages: every change once, newest first', async () => {
    const { id } = await create();
    for (let i = 0; i < 7; i += 1)
      await test.client.offices.update({ id, base: { kana: i ? `カナ${i - 1}` : '' }, values: { kana: `カナ${i}` } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.client.offices.history({ id, limit: 3, cursor });
      expect(page.total).toBe(8);
      seen.push(...page.rows.map((row) => row.to));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['カナ6', 'カナ5', 'カナ4', 'カナ3', 'カナ2', 'カナ1', 'カナ0', '']);
  });
});
