import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('offices picked by hand on $engine', ({ engine }) => {
  let test: TestApp;
  let incidentId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, manyOffices(4));
    incidentId = await createIncident(test.client);
    await test.client.incidents.narrow({ id: incidentId, branches: ['東支部'] });
  });
  afterEach(() => test.close());

  const pick = (officeCode: string, affected: boolean | null, reason = '電話で確認') =>
    test.client.incidents.pick({ incidentId, officeCode, affected, ...(affected === null ? {} : { reason }) });
  const picks = async () => (await test.client.incidents.picks({ incidentId })).rows;
  const affected = async () => {
    const { rows } = await test.client.audiences.list({ incidentId, rule: { kind: 'affected' } });
    return rows.map((row) => row.code);
  };

  it('go before the branches, each with its reason, until they are taken back', async () => {
    expect(await affected()).toEqual(['0001', '0003']);
    expect(await pick('0002', true, '同じ仕組みを使う')).toEqual({ affected: 3 });
    expect(await pick('0001', false, '使っていない')).toEqual({ affected: 2 });
    expect(await affected()).toEqual(['0002', '0003']);
    expect(await picks()).toEqual([
      { code: '0001', name: '事業所0001', affected: false, reason: '使っていない' },
      { code: '0002', name: '事業所0002', affected: true, reason: '同じ仕組みを使う' },
    ]);
    expect(await pick('0001', null)).toEqual({ affected: 3 });
    expect(await pick('0002', null)).toEqual({ affected: 2 });
    expect(await picks()).toEqual([]);
    expect(await affected()).toEqual(['0001', '0003']);
  });

  it('a new pick goes over the old one', async () => {
    await pick('0002', true, '同じ仕組みを使う');
    expect(await pick('0002', false, '聞き違い')).toEqual({ affected: 2 });
    expect(await picks()).toEqual([{ code: '0002', name: '事業所0002', affected: false, reason: '聞き違い' }]);
  });

  it('the audit says who was picked, without the reason', async () => {
    await pick('0002', true, '山田様からの電話');
    const entry = (await test.client.audit.list({ limit: 1 })).rows[0];
    expect(entry?.action).toBe('incidents.pick');
    expect(JSON.stringify(entry)).not.toContain('山田');
  });
});
