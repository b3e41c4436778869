import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe('incidents', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    await importOffices(test, manyOffices(4));
  });
  afterEach(() => test.close());

  it('affect every office under entrustment until the clerk narrows them, and can be widened again', async () => {
    const id = await createIncident(test.client);
    const affected = async () => (await test.client.incidents.list({})).rows[0]?.affected;
    expect(await affected()).toBe(4);
    expect(await test.client.incidents.narrow({ id, branches: ['東支部'] })).toEqual({ affected: 2 });
    await importOffices(test, [{ code: '0009', branch: '東支部' }]);
    expect(await affected()).toBe(3);
    expect(await test.client.incidents.narrow({ id, branches: null })).toEqual({ affected: 5 });
  });

  it('a narrowed incident sends to its branches only; offices that join later get a top-up', async () => {
    const incidentId = await createIncident(test.client);
    await test.client.incidents.narrow({ id: incidentId, branches: ['東支部'] });
    const { versionId } = await approveVersion(test.client, incidentId);
    expect(await test.client.deliveries.queue({ versionId })).toMatchObject({ queued: 2, withoutAddress: 0 });
    expect(await test.client.deliveries.queue({ versionId })).toMatchObject({ queued: 0, withoutAddress: 0 });
    await importOffices(test, [{ code: '0009', branch: '東支部' }]);
    expect(await test.client.audiences.topUp({ versionId, commit: true })).toEqual({ added: 1 });
    expect(await test.client.deliveries.queue({ versionId })).toMatchObject({ queued: 0, withoutAddress: 1 });
  });

  it('nothing is sent to nobody', async () => {
    const incidentId = await createIncident(test.client);
    await test.client.incidents.narrow({ id: incidentId, branches: ['北支部'] });
    const { versionId } = await approveVersion(test.client, incidentId);
    await expect(test.client.deliveries.queue({ versionId })).rejects.toMatchObject({ code: 'empty_audience' });
    expect((await test.client.notices.get({ versionId })).state).toBe('approved');
  });

  it('the overview counts by version, branch and day', async () => {
    const incidentId = await createIncident(test.client);
    const { versionId } = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId });
    const at = '2026-06-08T16:00:00.000Z';
    test.clock.set(at);
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'fax', at });
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'phone', at });
    const overview = await test.client.incidents.overview({ incidentId });
    expect(overview.branches).toEqual([
      { branch: '東支部', recipients: 2, confirmed: 1, outdated: 0, open: 1 },
      { branch: '西支部', recipients: 2, confirmed: 0, outdated: 0, open: 2 },
    ]);
    const { growth } = await test.client.acknowledgements.progress({ incidentId });
    expect(growth).toEqual([{ versionId, on: '2026-06-09', confirmed: 1 }]);
  });

  it('an office picked without a reason, or with a code nobody has, is refused', async () => {
    const incidentId = await createIncident(test.client);
    const silent = test.client.incidents.pick({ incidentId, officeCode: '0001', affected: false });
    await expect(silent).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'reason' } });
    const unknown = test.client.incidents.pick({
      incidentId,
      officeCode: '9999',
      affected: true,
      reason: '電話で確認',
    });
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_office', data: { code: '9999' } });
    expect((await test.client.incidents.picks({ incidentId })).rows).toEqual([]);
    await expect(test.client.incidents.picks({ incidentId: 9 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('an unknown incident and a bad date are refused', async () => {
    await expect(test.client.incidents.overview({ incidentId: 9 })).rejects.toMatchObject({ code: 'not_found' });
    const bad = test.client.incidents.create({ title: '障害', provider: '某社', knownOn: '2026-02-30' });
    await expect(bad).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'knownOn' } });
  });
});
