import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('procedures', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    test.clock.set('2023-06-20T01:00:00.000Z');
    await importOffices(test, manyOffices(2));
  });
  afterEach(() => test.close());

  const create = (type: string, baseDate: string, officeCode = '0001') =>
    test.client.procedures.create({ officeCode, type, baseDate, person: 'K.N.' });

  it('get their due date from the rule, moved off closed days, and say how', async () => {
    expect(await create('shaho-shutoku', '2023-06-12')).toMatchObject({ dueOn: '2023-06-19' });
    const { steps } = await test.client.procedures.due({ type: 'shaho-shutoku', baseDate: '2023-06-12' });
    expect(steps.map((step) => step.on)).toContain('2023-06-17');
  });

  it('without a legal date have none, and stand last', async () => {
    expect(await create('geppen', '2023-06-01')).toMatchObject({ dueOn: null });
    await create('rishoku', '2023-07-01');
    const { rows } = await test.client.procedures.list({});
    expect(rows.map((row) => row.type)).toEqual(['rishoku', 'geppen']);
  });

  it('are delayed when past due and not filed; filing ends the delay; 返戻 brings it back', async () => {
    const late = await create('shaho-shutoku', '2023-06-01');
    await create('rishoku', '2023-07-01');
    const delayed = async () => (await test.client.procedures.list({ delayed: true })).rows.map((row) => row.id);
    expect(await delayed()).toEqual([late.id]);
    await test.client.procedures.update({ id: late.id, state: 'filed' });
    expect(await delayed()).toEqual([]);
    await test.client.procedures.update({ id: late.id, state: 'returned' });
    expect(await delayed()).toEqual([late.id]);
  });

  it('are due by Japan dates: the day turns at 15:00 UTC', async () => {
    await create('shaho-shutoku', '2023-06-12');
    test.clock.set('2023-06-19T14:59:00.000Z');
    expect((await test.client.procedures.list({})).rows[0]).toMatchObject({ daysLeft: 0, delayed: false });
    test.clock.set('2023-06-19T15:00:00.000Z');
    expect((await test.client.procedures.list({})).rows[0]).toMatchObject({ daysLeft: -1, delayed: true });
  });

  it('of an unknown office or kind, or with a My Number for the person, are refused', async () => {
    await expect(create('shaho-shutoku', '2023-06-12', '9')).rejects.toMatchObject({ code: 'unknown_office' });
    await expect(create('none', '2023-06-12')).rejects.toMatchObject({ code: 'unknown_procedure' });
    const person = '123456789018';
    const refused = test.client.procedures.create({
      officeCode: '0001',
      type: 'rishoku',
      baseDate: '2023-06-12',
      person,
    });
    await expect(refused).rejects.toMatchObject({ code: 'my_number', data: { field: 'person' } });
    await expect(test.client.procedures.update({ id: 99, state: 'filed' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await test.client.procedures.list({})).total).toBe(0);
  });

  it('the catalogue marks the kinds whose delay hurts people', async () => {
    const { rows } = await test.client.procedures.catalogue({});
    expect(rows).toHaveLength(41);
    expect(rows.filter((row) => row.harm).map((row) => row.id)).toContain('rishoku');
  });

  it('are paged by due date without a gap or a double', async () => {
    for (let i = 0; i < 25; i += 1) await create('shaho-shutoku', `2023-06-${String(1 + (i % 5)).padStart(2, '0')}`);
    const ids: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.client.procedures.list({ limit: 10, cursor });
      ids.push(...page.rows.map((row) => row.id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(new Set(ids).size).toBe(25);
    expect(ids).toHaveLength(25);
  });
});
