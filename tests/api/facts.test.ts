import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIncident, importOffices } from '../support/builders.ts';
import { addCopy, stateInVersion } from '../support/facts.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const SENT = ['2026-06-08T01:00:00.000Z', '2026-06-09T01:00:00.000Z'];

describe('facts', () => {
  let test: TestApp;
  let incidentId: number;
  beforeEach(async () => {
    test = await createTestApp();
    await importOffices(test, [{ code: '1' }, { code: '2' }, { code: '3' }]);
    incidentId = await createIncident(test.client);
  });
  afterEach(() => test.close());

  const list = async () => (await test.client.facts.list({ incidentId })).rows;
  const leak = async () => {
    const fact = (await list()).find(({ name }) => name === '漏えい');
    if (!fact) throw new Error('no such fact');
    return fact;
  };
  const state = async (value: string, hearsay = false, asOf = '2026-06-08') =>
    test.client.facts.state({ factId: (await leak()).id, value, asOf, source: '提供元の第2報', hearsay });
  const officeIds = async () => (await test.client.offices.list({})).rows.map((row) => row.id);

  it('an incident begins with four questions, without answers', async () => {
    expect((await list()).map(({ name, values, statedBy }) => [name, values, statedBy])).toEqual(
      ['漏えい', 'マイナンバー', '復旧', '報告'].map((name) => [name, [], []]),
    );
    await expect(test.client.facts.list({ incidentId: 99 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a name is given once in an incident, however wide its letters; one that no text could quote is refused', async () => {
    await test.client.facts.create({ incidentId, name: 'ＰＤＦ', question: '文書は出たか' });
    const again = (name: string, of = incidentId) => test.client.facts.create({ incidentId: of, name, question: '？' });
    await expect(again('PDF')).rejects.toMatchObject({ code: 'fact_taken', data: { name: 'PDF' } });
    await expect(again('漏えい')).rejects.toMatchObject({ code: 'fact_taken' });
    for (const name of ['a|b', 'a}}', '｛']) await expect(again(name)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(again('PDF', 99)).rejects.toMatchObject({ code: 'not_found' });
    expect(await list()).toHaveLength(5);
    await again('PDF', await createIncident(test.client));
  });

  it('what was stated stays; what was said last holds, whatever day it is true from', async () => {
    await state('調査中', true, '2026-06-08');
    await state('なし', false, '2026-06-06');
    const { values } = await leak();
    expect(values.map(({ value, hearsay, asOf, source, clerk }) => [value, hearsay, asOf, source, clerk])).toEqual([
      ['なし', false, '2026-06-06', '提供元の第2報', 'script'],
      ['調査中', true, '2026-06-08', '提供元の第2報', 'script'],
    ]);
    const unknown = test.client.facts.state({ factId: 999, value: 'x', asOf: '2026-06-08' });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a change says which versions and how many offices it makes outdated, and lists the offices by page', async () => {
    const first = await state('調査中', true);
    expect(first).toMatchObject({ versions: 0, offices: 0 });
    const versionId = await stateInVersion(test, {
      incidentId,
      label: '第1報',
      valueIds: [first.id],
      sentAt: SENT[0] ?? '',
    });
    for (const officeId of await officeIds()) await addCopy(test, { versionId, officeId });
    expect((await leak()).outdatedOffices).toBe(0);

    const changed = await state('あり');
    expect(changed).toMatchObject({ versions: 1, offices: 3 });
    expect(await leak()).toMatchObject({
      statedBy: [{ versionId, label: '第1報', valueId: first.id, outdated: true }],
      outdatedOffices: 3,
    });
    const factId = (await leak()).id;
    const page = await test.client.facts.outdated({ factId, limit: 2 });
    expect(page.rows.map(({ officeCode, label, value }) => [officeCode, label, value])).toEqual([
      ['1', '第1報', '調査中'],
      ['2', '第1報', '調査中'],
    ]);
    expect([page.next, page.total]).toEqual(['2', 3]);
    const rest = await test.client.facts.outdated({ factId, limit: 2, cursor: page.next ?? '' });
    expect([rest.rows.map((row) => row.officeCode), rest.next]).toEqual([['3'], null]);
    await expect(test.client.facts.outdated({ factId: 999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a correction brings up to date whom it reached; a failed copy does not, unless the office confirmed it', async () => {
    const old = await state('調査中');
    const label = '第1報';
    const one = await stateInVersion(test, { incidentId, label, valueIds: [old.id], sentAt: SENT[0] ?? '' });
    const ids = await officeIds();
    for (const officeId of ids) await addCopy(test, { versionId: one, officeId });
    const now = await state('あり');
    const two = await stateInVersion(test, { incidentId, label: '訂正', valueIds: [now.id], sentAt: SENT[1] ?? '' });
    expect((await leak()).outdatedOffices).toBe(3);
    const copies = [{}, { delivery: 'failed' }, { delivery: 'failed', acknowledgement: 'confirmed' }];
    for (const [at, copy] of copies.entries()) await addCopy(test, { versionId: two, officeId: ids[at] ?? 0, ...copy });
    const { rows } = await test.client.facts.outdated({ factId: (await leak()).id });
    expect(rows.map((row) => row.officeCode)).toEqual(['2']);
  });

  it('the same words on a later day correct nothing; hearsay that was seen to be true does', async () => {
    const heard = await state('なし', true);
    await stateInVersion(test, { incidentId, label: '第1報', valueIds: [heard.id], sentAt: null });
    expect(await state('なし', true, '2026-06-09')).toMatchObject({ versions: 0 });
    expect(await state('なし', false, '2026-06-09')).toMatchObject({ versions: 1, offices: 0 });
  });
});
