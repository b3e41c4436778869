import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OfficeDutyState } from '../../electron/contract/duties.ts';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const ITEMS = ['overview', 'data', 'persons'] as const;

describe.each(engines)('duties on $engine', ({ engine }) => {
  let test: TestApp;
  let incidentId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, manyOffices(6));
    incidentId = await createIncident(test.client);
  });
  afterEach(() => test.close());

  const sent = async (noticeId?: number) => {
    const version = await approveVersion(test.client, incidentId, noticeId);
    await test.client.deliveries.queue({ versionId: version.versionId });
    return version;
  };
  const answer = (versionId: number, officeCode: string, said: 'agreed' | 'declined') =>
    test.client.acknowledgements.record({ versionId, officeCode, method: 'phone', answer: said });
  const items = (texts: Partial<Record<(typeof ITEMS)[number], string>>) =>
    ITEMS.map((item) => ({
      item,
      state: texts[item] ? ('known' as const) : ('unknown' as const),
      text: texts[item] ?? '',
    }));
  const start = (more: { joint?: boolean; special?: boolean } = {}) =>
    test.client.duties.start({ incidentId, authority: 'ppc', kind: 'preliminary', ...more });
  const set = (state: OfficeDutyState, more: { versionId?: number; codes?: string[] } = {}) =>
    test.client.duties.setOffices({
      ...{ incidentId, duty: 'report', state, versionId: more.versionId },
      offices: more.codes ? { kind: 'codes', codes: more.codes } : { kind: 'all' },
    });
  const states = async () => (await test.client.duties.counts({ incidentId })).duties[0];

  it('count from the day the clerk can justify, and keep what was held before', async () => {
    const kinds = (await test.client.incidents.duties({ incidentId })).map(({ kind }) => kind);
    expect(kinds).toEqual(
      ['ppc-sokuho', 'ppc-kakuho-30', 'ppc-kakuho-60']
        .flatMap((kind) => [kind])
        .concat(['special-ppc-sokuho', 'special-ppc-kakuho-30', 'special-ppc-kakuho-60'], ['ppc-honnin', 'police']),
    );
    const judged = { incidentId, wrongful: 'yes', special: 'no' } as const;
    await expect(test.client.duties.assess({ ...judged, knownOn: '2026-06-03', reason: '' })).rejects.toMatchObject({
      code: 'invalid_input',
      data: { field: 'reason' },
    });
    await test.client.duties.assess({ ...judged, knownOn: '2026-06-03', reason: '給与課が先に電話で知った' });
    const sixty = (await test.client.incidents.duties({ incidentId })).find(({ kind }) => kind === 'ppc-kakuho-60');
    expect(sixty).toMatchObject({ dueOn: '2026-08-03', applies: 'yes', daysLeft: 56, filed: null });
    await test.client.duties.assess({ ...judged, knownOn: '2026-06-05', reason: '' });
    const { now, history } = await test.client.duties.assessment({ incidentId });
    expect(now.knownOn).toBe('2026-06-05');
    expect(history.map(({ knownOn }) => knownOn)).toEqual(['2026-06-05', '2026-06-03']);
  });

  it('a report has versions: what is known, what is not yet, what became another; filed, it is frozen', async () => {
    const { id, number } = await start();
    expect(number).toBe(1);
    await test.client.duties.save({ id, items: items({ overview: '止まった' }) });
    await test.client.duties.file({ id, filedOn: '2026-06-08', receipt: '受付-1' });
    await expect(test.client.duties.save({ id, items: [] })).rejects.toMatchObject({ code: 'report_filed' });
    await expect(test.client.duties.discard({ id })).rejects.toMatchObject({ code: 'report_filed' });
    await test.client.duties.receipt({ id, receipt: '受付-0001', note: '電話で訂正' });

    const next = await start();
    expect(next.number).toBe(2);
    await test.client.duties.save({ id: next.id, items: items({ overview: '侵入された', data: '氏名' }) });
    const { rows } = await test.client.duties.reports({ incidentId });
    expect(rows.map(({ items: told }) => told.map(({ state }) => state))).toEqual([
      ['known', 'unknown', 'unknown'],
      ['changed', 'changed', 'unknown'],
    ]);
    expect(rows[0]).toMatchObject({ filedOn: '2026-06-08', receipt: '受付-0001', note: '電話で訂正', roster: 0 });
    expect((await start({ special: true })).number).toBe(1);
    await test.client.duties.discard({ id: next.id });
    expect((await test.client.duties.reports({ incidentId })).rows).toHaveLength(2);
    const [preliminary] = await test.client.incidents.duties({ incidentId });
    expect(preliminary).toMatchObject({ filed: { reportId: id, number: 1, receipt: '受付-0001' }, daysLeft: null });
    for (const table of ['authority_report_items', 'authority_reports'] as const) {
      await expect(test.store.write((tx) => tx.deleteFrom(table).execute())).rejects.toThrow('frozen');
    }
  });

  it('a joint report names who agreed, as they stood when it was filed; who agrees later comes with the next', async () => {
    const { versionId } = await sent();
    await answer(versionId, '0001', 'agreed');
    await answer(versionId, '0002', 'agreed');
    await answer(versionId, '0003', 'declined');
    await answer(versionId, '0002', 'declined');
    const { id } = await start({ joint: true });
    const roster = (only: 'roster' | 'declined' | 'silent' | 'late') =>
      test.client.duties.roster({ reportId: id, only }).then(({ rows }) => rows.map(({ code }) => code));
    expect(await roster('roster')).toEqual(['0001']);
    expect(await roster('declined')).toEqual(['0002', '0003']);
    expect(await roster('silent')).toEqual(['0004', '0005', '0006']);
    await test.client.duties.save({ id, basis: 'not_declined', items: [] });
    expect(await roster('roster')).toEqual(['0001', '0004', '0005', '0006']);

    const filed = await test.client.duties.file({ id, filedOn: '2026-06-08' });
    expect(filed.offices).toBe(4);
    await answer(versionId, '0003', 'agreed');
    await answer(versionId, '0001', 'declined');
    expect(await roster('roster')).toEqual(['0001', '0004', '0005', '0006']);
    expect(await roster('late')).toEqual(['0003']);
    expect((await test.client.duties.reports({ incidentId })).rows[0]).toMatchObject({ roster: 4, late: 1 });
    const named = await test.store.read.selectFrom('joint_roster').selectAll().orderBy('position').execute();
    const lines = named.map((o) =>
      [o.position, o.code, o.name, o.corporate_number, o.postal_code, o.address].join('\t'),
    );
    expect(filed.rosterSha256).toBe(createHash('sha256').update(lines.join('\n')).digest('hex'));
    expect((await states())?.states).toEqual({ joint: 4, undecided: 2 });
    await expect(test.store.write((tx) => tx.updateTable('joint_roster').set({ name: 'x' }).execute())).rejects.toThrow(
      'frozen',
    );
    await expect(
      test.store.write((tx) =>
        tx
          .insertInto('joint_roster')
          .values({ ...named[0], position: 9 } as never)
          .execute(),
      ),
    ).rejects.toThrow('frozen');
  });

  it('a joint report in nobody’s name is not filed', async () => {
    const { id } = await start({ joint: true });
    await expect(test.client.duties.file({ id, filedOn: '2026-06-08' })).rejects.toMatchObject({
      code: 'roster_empty',
    });
    expect((await test.client.duties.reports({ incidentId })).rows[0]?.filedOn).toBe(null);
  });

  it('when a duty flips, those who were told the opposite are listed until a version tells them', async () => {
    const one = await sent();
    await set('none', { versionId: one.versionId });
    expect(await states()).toMatchObject({ states: { none: 6 }, opposite: 0 });
    const flipped = await set('required', { codes: ['0001', '0002'] });
    expect(flipped).toMatchObject({ offices: 2, opposite: 2 });
    const listed = await test.client.duties.offices({ incidentId, duty: 'report', opposite: true });
    expect(listed.rows.map(({ code, state, told }) => [code, state, told?.state, told?.versionId])).toEqual([
      ['0001', 'required', 'none', one.versionId],
      ['0002', 'required', 'none', one.versionId],
    ]);
    const two = await sent(one.noticeId);
    const told = await set('required', { versionId: two.versionId, codes: ['0001'] });
    expect(told.opposite).toBe(1);
    expect(await test.client.duties.takeBack({ batch: told.batch ?? 0 })).toEqual({ offices: 1 });
    expect((await states())?.opposite).toBe(2);
    await expect(test.client.duties.takeBack({ batch: told.batch ?? 0 })).rejects.toMatchObject({ code: 'not_found' });
    await test.client.duties.takeBack({ batch: flipped.batch ?? 0 });
    expect(await states()).toMatchObject({ states: { none: 6 }, opposite: 0 });
  });

  it('what was noted since stays when an older act is taken back', async () => {
    const first = await set('required');
    await set('own', { codes: ['0003'] });
    expect(await test.client.duties.takeBack({ batch: first.batch ?? 0 })).toEqual({ offices: 5 });
    expect((await states())?.states).toEqual({ undecided: 5, own: 1 });
  });

  it('notices to persons are of their own, with the day and how many', async () => {
    const { versionId } = await sent();
    const more = { incidentId, duty: 'persons', onDate: '2026-06-20', persons: 12 } as const;
    await test.client.duties.setOffices({ ...more, state: 'done', offices: { kind: 'version', versionId } });
    const { rows } = await test.client.duties.offices({ incidentId, duty: 'persons', state: 'done', search: '0002' });
    expect(rows).toMatchObject([{ code: '0002', onDate: '2026-06-20', persons: 12, told: null }]);
    await expect(
      test.client.duties.setOffices({ ...more, state: 'joint', offices: { kind: 'all' } }),
    ).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'state' } });
    await expect(
      test.client.duties.setOffices({ ...more, state: 'done', offices: { kind: 'codes', codes: ['9999'] } }),
    ).rejects.toMatchObject({ code: 'unknown_office' });
    const other = await createIncident(test.client);
    await expect(
      test.client.duties.setOffices({ ...more, incidentId: other, state: 'done', offices: { kind: 'all' }, versionId }),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect((await test.client.duties.counts({ incidentId: other })).duties[1]?.states).toEqual({ undecided: 6 });
  });

  it('two incidents keep their duties apart', async () => {
    const other = await createIncident(test.client);
    await test.client.incidents.narrow({ id: other, branches: ['東支部'] });
    await set('required');
    const duties = await test.client.duties.counts({ incidentId: other });
    expect(duties.duties[0]).toEqual({ duty: 'report', states: { undecided: 3 }, opposite: 0 });
  });
});
