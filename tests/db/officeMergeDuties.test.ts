import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(engines)('the duties of two offices that are merged on $engine', ({ engine }) => {
  let test: TestApp;
  let first: number;
  let incident: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(
      test,
      ['1', '2', '3', '4'].map((code) => ({ code })),
    );
    incident = await createIncident(test.client);
    ({ versionId: first } = await approveVersion(test.client, incident));
    await test.client.deliveries.queue({ versionId: first });
  });
  afterEach(() => test.close());

  const idOf = async (code: string) => {
    const row = await test.store.read.selectFrom('offices').select('id').where('code', '=', code).executeTakeFirst();
    return row?.id ?? 0;
  };
  const merge = async (kept: string, dropped: string) => {
    const ids = { keptId: await idOf(kept), droppedId: await idOf(dropped) };
    return (await test.client.duplicates.merge({ ...ids, values: {} })).mergeId;
  };
  const undo = (mergeId: number) => test.client.duplicates.undo({ mergeId });
  const dump = () => test.store.read.selectFrom('office_duties').selectAll().orderBy('id').execute();

  it('of what was noted of either the newest holds, with what it was told, and each has its own again', async () => {
    const note = async (officeCode: string, state: 'none' | 'required' | 'own') => {
      const offices = { kind: 'codes' as const, codes: [officeCode] };
      return test.client.duties.setOffices({ incidentId: incident, duty: 'report', state, offices, versionId: first });
    };
    const stands = async () => {
      const { rows } = await test.client.duties.offices({ incidentId: incident, duty: 'report' });
      return rows.map(({ code, state, told }) => `${code} ${state} ${told?.state ?? null}`);
    };
    await note('1', 'none');
    await note('2', 'required');
    const before = [await dump(), await stands()];
    const mergeId = await merge('1', '2');
    expect(await stands()).toEqual(['1 required required', '3 undecided null', '4 undecided null']);
    const newest = test.store.read.selectFrom('office_duties').select('office_id as officeId').where('newest', '=', 1);
    expect(await newest.execute()).toEqual([{ officeId: await idOf('1') }]);
    await undo(mergeId);
    expect([await dump(), await stands()]).toEqual(before);

    // What is noted of the kept office stays with it; the other one is where it was.
    const again = await merge('1', '2');
    await note('1', 'own');
    await undo(again);
    expect(await stands()).toEqual(['1 own own', '2 required required', '3 undecided null', '4 undecided null']);
  });

  it('a batch is taken back of both entries, and whose double was named jointly is no late joiner', async () => {
    const { client } = test;
    const all = { kind: 'all' } as const;
    const duty = { incidentId: incident, duty: 'report', offices: all } as const;
    await client.duties.setOffices({ ...duty, state: 'none' });
    const { batch } = await client.duties.setOffices({ ...duty, state: 'required' });
    await client.acknowledgements.record({ versionId: first, officeCode: '2', method: 'fax', answer: 'agreed' });
    const { id } = await client.duties.start({
      incidentId: incident,
      authority: 'ppc',
      kind: 'preliminary',
      joint: true,
    });
    await merge('1', '4');
    expect(await client.duties.takeBack({ batch: batch ?? 0 })).toEqual({ offices: 3 });
    const { duties } = await client.duties.counts({ incidentId: incident });
    expect(duties[0]?.states).toEqual({ none: 3 });

    await client.duties.file({ id, filedOn: '2026-06-08' });
    await merge('1', '2');
    expect(await client.duties.roster({ reportId: id, only: 'late' })).toMatchObject({ total: 0 });
    expect((await client.duties.roster({ reportId: id })).rows.map(({ code }) => code)).toEqual(['2']);
  });
});
