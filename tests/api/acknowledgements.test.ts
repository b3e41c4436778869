import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { countersAndTruth } from '../support/counters.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(['sqlite', 'postgres'] as const)('acknowledgements on %s', (engine) => {
  let test: TestApp;
  let incidentId: number;
  let first: { noticeId: number; versionId: number };
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, manyOffices(4));
    incidentId = await createIncident(test.client);
    first = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId: first.versionId });
  });
  afterEach(() => test.close());

  const record = (versionId: number, officeCode: string) =>
    test.client.acknowledgements.record({ versionId, officeCode, method: 'phone', name: '中村' });
  const sendSecond = async () => {
    const second = await approveVersion(test.client, incidentId, first.noticeId);
    await test.client.deliveries.queue({ versionId: second.versionId });
    return second.versionId;
  };
  const states = async (versionId: number) => {
    const { rows } = await test.client.acknowledgements.list({ versionId });
    return Object.fromEntries(rows.map((row) => [row.officeCode, row.acknowledgementState]));
  };

  it('belong to an office and a version: an older one is outdated, never confirmed', async () => {
    expect(await record(first.versionId, '0001')).toMatchObject({ state: 'confirmed' });
    expect(await record(first.versionId, '0002')).toMatchObject({ state: 'confirmed' });
    const second = await sendSecond();
    expect(await record(second, '0002')).toMatchObject({ state: 'confirmed' });
    expect(await record(first.versionId, '0003')).toMatchObject({ state: 'outdated' });
    expect(await states(second)).toEqual({
      '0001': 'outdated',
      '0002': 'confirmed',
      '0003': 'outdated',
      '0004': 'open',
    });
    expect(await states(first.versionId)).toEqual({
      '0001': 'confirmed',
      '0002': 'confirmed',
      '0003': 'confirmed',
      '0004': 'open',
    });
    const { latest } = await test.client.incidents.overview({ incidentId });
    expect(latest).toMatchObject({ number: 2, recipients: 4, confirmed: 1, outdated: 2, open: 1 });
  });

  it('a newer confirmation closes the older versions', async () => {
    const second = await sendSecond();
    await record(second, '0001');
    expect((await states(first.versionId))['0001']).toBe('superseded');
  });

  it('late and repeated answers are all kept; withdrawing one brings the state before it back', async () => {
    const one = await record(first.versionId, '0001');
    const two = await record(first.versionId, '0001');
    expect(two.id).not.toBe(one.id);
    expect(await test.client.acknowledgements.withdraw({ id: two.id, reason: '入力の取り消し' })).toEqual({
      state: 'confirmed',
    });
    expect(await test.client.acknowledgements.withdraw({ id: one.id, reason: '入力の取り消し' })).toEqual({
      state: 'open',
    });
    await expect(test.client.acknowledgements.withdraw({ id: one.id, reason: '再度' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const kept = await test.app.context('script').store.read.selectFrom('acknowledgements').selectAll().execute();
    expect(kept.map((row) => row.withdrawn_reason)).toEqual(['入力の取り消し', '入力の取り消し']);
  });

  it('carry the moment as it was told: in UTC, with an offset, or as a Japan date', async () => {
    const told = {
      '2026-06-08T01:30:00Z': '2026-06-08T01:30:00.000Z',
      '2026-06-08T10:30:00+09:00': '2026-06-08T01:30:00.000Z',
      '2026-06-08': '2026-06-07T15:00:00.000Z',
    };
    for (const [index, [at, kept]] of Object.entries(told).entries()) {
      const officeCode = `000${index + 1}`;
      await test.client.acknowledgements.record({ versionId: first.versionId, officeCode, method: 'fax', at });
      const { rows } = await test.client.acknowledgements.list({ versionId: first.versionId, search: officeCode });
      expect(rows[0]?.acknowledgement?.at).toBe(kept);
    }
    const wrong = test.client.acknowledgements.record({
      versionId: first.versionId,
      officeCode: '0001',
      method: 'fax',
      at: '昨日',
    });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'at' } });
  });

  it('of an unknown office or of a version it was never sent are refused by name', async () => {
    await expect(record(first.versionId, '9999')).rejects.toMatchObject({
      code: 'unknown_office',
      data: { code: '9999' },
    });
    const unsent = await approveVersion(test.client, incidentId, first.noticeId);
    await expect(record(unsent.versionId, '0001')).rejects.toMatchObject({ code: 'not_recipient' });
  });

  it('sending a mail is not an acknowledgement', async () => {
    expect(Object.values(await states(first.versionId))).toEqual(['open', 'open', 'open', 'open']);
  });

  it('every change wrote its audit row, the chain holds, and it names nobody', async () => {
    const { id } = await record(first.versionId, '0001');
    await test.client.acknowledgements.withdraw({ id, reason: '誤って入力' });
    const { rows } = await test.client.audit.list({});
    expect(rows.slice(0, 2).map((row) => row.action)).toEqual(['acknowledgements.withdraw', 'acknowledgements.record']);
    expect(JSON.stringify(rows)).not.toMatch(/中村|誤って|example\.jp/);
    expect(await test.client.audit.verify({})).toMatchObject({ ok: true, firstBad: null });
  });

  it('counters equal the full GROUP BY after all of it', async () => {
    await record(first.versionId, '0001');
    const second = await sendSecond();
    await record(second, '0003');
    const { counters, truth } = await countersAndTruth(test.app.context('script').store.read);
    expect(counters).toEqual(truth);
  });
});
