import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freezeVersion } from '../../db/queries/notices.ts';
import type { AudienceRule } from '../../electron/contract/audiences.ts';
import { freezeAudience } from '../../electron/features/audienceReading.ts';
import { parseSlipCode } from '../../electron/rules/slipCode.ts';
import { seeded } from '../rules/random.ts';
import { channelOf, createRegister, type Known, ruleOf, VERSIONS } from '../support/audiences.ts';
import { createIncident, importOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const AT = '2026-06-08T00:00:00.000Z';

describe.each(engines)('audiences on $engine', ({ engine }) => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp({ engine });
  });
  afterEach(() => test.close());

  const codes = async (incidentId: number, rule: AudienceRule) => {
    const { rows, total } = await test.client.audiences.list({ incidentId, rule, limit: 1000 });
    const count = await test.client.audiences.count({ incidentId, rule });
    const byChannel = Object.values(count.byChannel).reduce((sum, n) => sum + n, 0);
    expect([total, count.offices, byChannel], JSON.stringify(rule)).toEqual(Array(3).fill(rows.length));
    return rows.map((row) => row.code);
  };

  /** A draft with this audience. */
  const draftFor = (incidentId: number, audience: AudienceRule, parts: { title: string; rule: AudienceRule }[] = []) =>
    test.store.write(async (tx) => {
      const notice = { incident_id: incidentId, title: 'お知らせ', created_at: AT };
      const { id } = await tx.insertInto('notices').values(notice).returning('id').executeTakeFirstOrThrow();
      const text = { notice_id: id, number: 1, label: '第1報', subject: '件名', body: '本文', sha256: null };
      const named = {
        audience: JSON.stringify(audience),
        parts: JSON.stringify(parts.map((part) => ({ ...part, covering: '' }))),
      };
      const row = await tx
        .insertInto('notice_versions')
        .values({ ...text, ...named, updated_at: AT, approved_at: null, sent_at: null, review_asked_by: 'clerk-1' })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    });
  const approve = (versionId: number) =>
    test.store.write(async (tx) => {
      const added = await freezeAudience(tx, engine, versionId, AT);
      await freezeVersion(tx, versionId, { sha256: 'aa', at: AT, clerk: '' });
      return added;
    });
  const membersOf = async (versionId: number) => {
    const { rows, total } = await test.client.audiences.ofVersion({ versionId, limit: 1000 });
    expect(total).toBe(rows.length);
    return rows.map((row) => row.code);
  };
  const storedMembers = () => test.store.read.selectFrom('audience_members').selectAll().orderBy('office_id').execute();

  it('a rule names what set algebra names: 250 random ones over a register of all states', async () => {
    const random = seeded(20260608);
    const { incidentId, versionIds, offices } = await createRegister(test, random);
    expect(versionIds).toHaveLength(VERSIONS);
    const standing = offices.filter((office) => office.merged === null);
    for (let round = 0; round < 250; round += 1) {
      const { rule, names } = ruleOf(random, versionIds, 3);
      const expected = standing.filter(names).map((office) => office.code);
      expect(await codes(incidentId, rule), JSON.stringify(rule)).toEqual(expected);
    }
    const affected = standing.filter((office) => office.affected).length;
    const [incident] = (await test.client.incidents.list({})).rows;
    expect(incident?.affected).toBe(affected);
    expect(affected).toBeGreaterThan(10);
  });

  it('an office counts for the first of its channels that it has an address for', async () => {
    const { incidentId, offices } = await createRegister(test, seeded(3));
    const expected = { mail: 0, fax: 0, post: 0, phone: 0, none: 0 };
    const affected = offices.filter((office: Known) => office.affected && office.merged === null);
    for (const office of affected) expected[channelOf(office)] += 1;
    expect((await test.client.audiences.count({ incidentId, rule: { kind: 'affected' } })).byChannel).toEqual(expected);
    expect(Object.values(expected).every((n) => n > 0)).toBe(true);
    const { rows } = await test.client.audiences.list({ incidentId, rule: { kind: 'affected' }, limit: 1000 });
    expect(rows.map((row) => row.channel)).toEqual(affected.map(channelOf));
  });

  it('a list is cut in pages by code, and searched', async () => {
    const { incidentId } = await createRegister(test, seeded(5));
    const rule = { kind: 'affected' } as const;
    const all = await codes(incidentId, rule);
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await test.client.audiences.list({ incidentId, rule, limit: 7, cursor });
      found.push(...page.rows.map((row) => row.code));
      expect(page.total).toBe(all.length);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(found).toEqual(all);
    const searched = await test.client.audiences.list({ incidentId, rule, search: '名二', limit: 1000 });
    expect(searched.rows.every((row) => row.name === '名二')).toBe(true);
    expect(searched.total).toBe(searched.rows.length);
    expect(searched.total).toBeGreaterThan(0);
  });

  it('a rule too large to be asked is refused, and one of an unknown incident', async () => {
    const incidentId = await createIncident(test.client);
    let deep: AudienceRule = { kind: 'affected' };
    for (let depth = 0; depth < 12; depth += 1) deep = { kind: 'union', of: [deep] };
    const long = {
      kind: 'union',
      of: [1, 2, 3].map(() => ({ kind: 'offices', codes: Array(999).fill('1') })),
    } as AudienceRule;
    for (const rule of [deep, long])
      await expect(test.client.audiences.count({ incidentId, rule })).rejects.toMatchObject({ code: 'invalid_input' });
    const rule = { kind: 'every' } as const;
    await expect(test.client.audiences.list({ incidentId: 99, rule })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a large rule that is let through is answered', async () => {
    await importOffices(test, [{ code: '0001' }, { code: '0002' }]);
    const incidentId = await createIncident(test.client);
    const listed = Array.from({ length: 1000 }, (_, at) => String(at + 2).padStart(4, '0'));
    let rule: AudienceRule = { kind: 'union', of: [1, 2].map(() => ({ kind: 'offices', codes: listed })) };
    for (let depth = 0; depth < 9; depth += 1)
      rule = { kind: 'union', of: [...Array(3).fill({ kind: 'delayed' }), rule] };
    expect(await codes(incidentId, rule)).toEqual(['0002']);
  });

  it('the audience of a version is counted by channel and part, as it is listed by them', async () => {
    const { incidentId } = await createRegister(test, seeded(7));
    const parts: { title: string; rule: AudienceRule }[] = [
      { title: '西', rule: { kind: 'filter', filter: { branches: ['西'] } } },
      { title: '遅れ', rule: { kind: 'delayed' } },
    ];
    const versionId = await draftFor(incidentId, { kind: 'affected' }, parts);
    const check = async () => {
      const count = await test.client.audiences.countOfVersion({ versionId });
      const all = (await test.client.audiences.ofVersion({ versionId, limit: 1000 })).rows;
      expect(count.offices).toBe(all.length);
      for (const channel of ['mail', 'fax', 'post', 'phone', 'none'] as const) {
        const { rows, total } = await test.client.audiences.ofVersion({ versionId, channel, limit: 1000 });
        expect(rows).toEqual(all.filter((row) => row.channel === channel));
        expect([total, count.byChannel[channel]]).toEqual([rows.length, rows.length]);
      }
      expect(count.parts.map(({ title }) => title)).toEqual(['西', '遅れ']);
      for (const [part, { title, offices }] of count.parts.entries()) {
        const { rows, total } = await test.client.audiences.ofVersion({ versionId, part, limit: 1000 });
        expect(rows).toEqual(all.filter((row) => row.part === title));
        expect([total, offices]).toEqual([rows.length, rows.length]);
        expect(offices).toBeGreaterThan(0);
      }
      return count;
    };
    const before = await check();
    await approve(versionId);
    expect(await check()).toEqual(before);
  });

  it('what is still to be sent is what queueing then addresses, with channels and parts; the others are told apart', async () => {
    await importOffices(test, [{ code: '2' }, { code: '3', mail: 'c@example.jp' }]);
    const incidentId = await createIncident(test.client);
    const only = (...listed: string[]) => ({ kind: 'offices' as const, codes: listed });
    const versionId = await draftFor(incidentId, { kind: 'affected' }, [{ title: '三', rule: only('3', '4') }]);
    const toSend = () => test.client.audiences.toSend({ versionId });
    await expect(toSend()).rejects.toMatchObject({ code: 'not_approved' });
    await approve(versionId);
    const everybody = { offices: 2, already: 0, parts: [{ title: '三', offices: 1 }] };
    expect(await toSend()).toMatchObject({ ...everybody, byChannel: { mail: 1 } });
    const queue = () => test.client.deliveries.queue({ versionId, audience: 'affected' });
    expect(await queue()).toMatchObject({ queued: 1, withoutAddress: 1 });
    expect(await toSend()).toMatchObject({ offices: 0, already: 2, parts: [{ title: '三', offices: 0 }] });
    await importOffices(test, [{ code: '4', mail: 'd@example.jp' }]);
    expect(await toSend()).toMatchObject({ offices: 0, already: 2 });
    await test.client.audiences.topUp({ versionId, commit: true });
    const joined = { offices: 1, already: 2, parts: [{ title: '三', offices: 1 }] };
    expect(await toSend()).toMatchObject({ ...joined, byChannel: { mail: 1 } });
    expect(await queue()).toMatchObject({ queued: 1 });
    expect(await toSend()).toMatchObject({ offices: 0, already: 3 });
  });

  it('a version approved before audiences were frozen is still to be sent to whom its rule names now', async () => {
    await importOffices(test, [{ code: '1', mail: 'a@example.jp' }]);
    const versionId = await draftFor(await createIncident(test.client), { kind: 'affected' });
    await test.store.write((tx) =>
      tx.updateTable('notice_versions').set({ sha256: 'aa', approved_at: AT }).where('id', '=', versionId).execute(),
    );
    expect(await test.client.audiences.toSend({ versionId })).toMatchObject({ offices: 1, already: 0 });
    await test.client.deliveries.queue({ versionId, audience: 'affected' });
    expect(await test.client.audiences.toSend({ versionId })).toMatchObject({ offices: 0, already: 1 });
  });

  it('a draft leaves offices out with a reason, and takes that back; it goes back from review', async () => {
    await importOffices(
      test,
      ['1', '2', '3'].map((code) => ({ code })),
    );
    const versionId = await draftFor(await createIncident(test.client), { kind: 'affected' });
    await test.client.audiences.exclude({ versionId, officeCode: '2', reason: '廃業' });
    await test.client.audiences.exclude({ versionId, officeCode: '2', reason: '先月で廃業' });
    await test.client.audiences.exclude({ versionId, officeCode: '3', reason: '重複' });
    const excluded = await test.client.audiences.excluded({ versionId });
    expect(excluded.rows.map(({ code, reason }) => [code, reason])).toEqual([
      ['2', '先月で廃業'],
      ['3', '重複'],
    ]);
    await test.client.audiences.include({ versionId, officeCode: '3' });
    expect(await membersOf(versionId)).toEqual(['1', '3']);
    const [draft] = await test.store.read.selectFrom('notice_versions').selectAll().execute();
    expect(draft?.review_asked_by).toBeNull();
    const unknown = test.client.audiences.exclude({ versionId, officeCode: '9', reason: 'x' });
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_office' });
    await approve(versionId);
    for (const change of [
      test.client.audiences.exclude({ versionId, officeCode: '1', reason: 'x' }),
      test.client.audiences.include({ versionId, officeCode: '2' }),
    ])
      await expect(change).rejects.toMatchObject({ code: 'frozen' });
    expect(await membersOf(versionId)).toEqual(['1', '3']);
  });

  it('of several parts the first that fits counts, before the approval and after it', async () => {
    await importOffices(test, [
      { code: '1', branch: '東' },
      { code: '2', branch: '西' },
      { code: '3', branch: '南' },
    ]);
    const of = (...branches: string[]): AudienceRule => ({ kind: 'filter', filter: { branches } });
    const parts = [
      { title: '西の皆様', rule: of('西') },
      { title: '東西の皆様', rule: of('東', '西') },
    ];
    const versionId = await draftFor(await createIncident(test.client), { kind: 'affected' }, parts);
    const titles = async () => (await test.client.audiences.ofVersion({ versionId })).rows.map((row) => row.part);
    expect(await titles()).toEqual(['東西の皆様', '西の皆様', null]);
    await approve(versionId);
    expect(await titles()).toEqual(['東西の皆様', '西の皆様', null]);
    expect((await storedMembers()).map((row) => row.part)).toEqual([1, 0, null]);
  });

  it('an approved audience stays as it was; who joined later is added when asked, with a code of its own', async () => {
    await importOffices(test, [{ code: '1' }, { code: '2' }]);
    const incidentId = await createIncident(test.client);
    const versionId = await draftFor(incidentId, { kind: 'affected' });
    await test.client.audiences.exclude({ versionId, officeCode: '2', reason: '廃業' });
    await expect(test.client.audiences.topUp({ versionId, commit: true })).rejects.toMatchObject({
      code: 'not_approved',
    });
    expect(await approve(versionId)).toBe(1);
    await importOffices(test, [{ code: '3' }, { code: '4' }]);
    expect(await membersOf(versionId)).toEqual(['1']);
    expect(await test.client.audiences.topUp({ versionId, commit: false })).toEqual({ added: 2 });
    expect(await membersOf(versionId)).toEqual(['1']);
    expect(await test.client.audiences.topUp({ versionId, commit: true })).toEqual({ added: 2 });
    expect(await test.client.audiences.topUp({ versionId, commit: true })).toEqual({ added: 0 });
    expect(await membersOf(versionId)).toEqual(['1', '3', '4']);
    const codesOf = (await storedMembers()).map((row) => row.code);
    expect(codesOf.every((code) => parseSlipCode(code) === code)).toBe(true);
    expect(new Set(codesOf).size).toBe(3);
    await expect(test.client.audiences.ofVersion({ versionId: 99 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('freezes thousands in order, none twice', async () => {
    const many = Array.from({ length: 1203 }, (_, at) => ({ code: String(at).padStart(5, '0') }));
    await importOffices(test, many);
    const versionId = await draftFor(await createIncident(test.client), { kind: 'every' });
    expect(await approve(versionId)).toBe(1203);
    expect(new Set((await storedMembers()).map((row) => row.code)).size).toBe(1203);
    const { total } = await test.client.audiences.ofVersion({ versionId, limit: 10 });
    expect(total).toBe(1203);
  });

  it('an office that became part of another is no longer listed; the other one joins in its place', async () => {
    await importOffices(test, [{ code: '1' }, { code: '2' }, { code: '3' }]);
    const incidentId = await createIncident(test.client);
    const versionId = await draftFor(incidentId, { kind: 'offices', codes: ['1', '2'] });
    await approve(versionId);
    const [, two, three] = (await test.client.offices.list({})).rows;
    await test.store.write((tx) =>
      tx
        .updateTable('offices')
        .set({ merged_into: three?.id ?? 0 })
        .where('id', '=', two?.id ?? 0)
        .execute(),
    );
    expect(await membersOf(versionId)).toEqual(['1']);
    expect(await test.client.audiences.topUp({ versionId, commit: true })).toEqual({ added: 1 });
    expect(await membersOf(versionId)).toEqual(['1', '3']);
  });

  it('an import is not undone for an office that a version was for', async () => {
    await importOffices(test, [{ code: '1' }, { code: '2' }]);
    const versionId = await draftFor(await createIncident(test.client), { kind: 'offices', codes: ['1'] });
    await approve(versionId);
    const [last] = (await test.client.offices.imports({})).rows;
    const undone = await test.client.offices.undoImport({ id: last?.id ?? 0 });
    expect(undone).toMatchObject({ removed: 1 });
    expect(await membersOf(versionId)).toEqual(['1']);
  });
});
