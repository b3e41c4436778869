import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { procedureState } from '../../electron/contract/procedureShapes.ts';
import { importOffices, manyOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const filing = { officeCode: '0001', type: 'rishoku', baseDate: '2026-06-01' };

describe.each(engines)('the states of filings on $engine', ({ engine }) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ engine });
    test.clock.set('2026-06-08T01:00:00.000Z');
    await importOffices(test, manyOffices(1));
  }, 120_000);
  afterAll(() => test.close());

  const get = (id: number) => test.client.procedures.get({ id });

  it('go back only with a reason, which stands in the history; together they are left and named', async () => {
    const { id } = await test.client.procedures.create({ ...filing, person: 'S.S.' });
    await test.client.procedures.update({ id, state: 'done' });
    const before = await get(id);
    expect(before.next).toEqual([]);
    expect(before.needReason).toEqual(procedureState.options.filter((state) => state !== 'done'));
    const refused = test.client.procedures.update({ id, state: 'received', clerk: '山本', stateReason: ' ' });
    await expect(refused).rejects.toMatchObject({ code: 'state_reason' });
    expect(await get(id)).toMatchObject({ state: 'done', clerk: '', revision: before.revision });
    const many = await test.client.procedures.bulk({ rows: [{ id }], change: { state: 'waiting' } });
    expect(many).toMatchObject({ changed: 0, skipped: [{ id, reason: 'state_reason' }] });
    const { changeId } = await test.client.procedures.update({ id, state: 'received', stateReason: '別の方の記録' });
    const { rows } = await test.client.procedures.history({ id, limit: 2 });
    expect(rows.map(({ field, from, to }) => [field, from, to])).toEqual([
      ['stateReason', '', '別の方の記録'],
      ['state', 'done', 'received'],
    ]);
    expect(await test.client.procedures.undo({ changeId: changeId ?? 0 })).toEqual({ restored: 1, kept: 0 });
    expect((await get(id)).state).toBe('done');
    const number = test.client.procedures.update({ id, state: 'received', stateReason: '1234-5678-9018' });
    await expect(number).rejects.toMatchObject({ code: 'my_number' });
  });
});
