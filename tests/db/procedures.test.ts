import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryState } from '../../electron/contract/deliveryShapes.ts';
import { createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const filing = { officeCode: '0001', type: 'rishoku', baseDate: '2026-06-01', person: 'K.N.' };

describe.each(engines)('acts over filings on $engine', ({ engine }) => {
  let test: TestApp;
  let incidentId: number;
  beforeAll(async () => {
    test = await createTestApp({ engine });
    test.clock.set('2026-06-08T01:00:00.000Z');
    await importOffices(test, manyOffices(6));
    incidentId = await createIncident(test.client);
  }, 120_000);
  afterAll(() => test.close());

  const create = (values: object = {}) => test.client.procedures.create({ ...filing, ...values });
  const get = (id: number) => test.client.procedures.get({ id });

  it('keep everything a clerk enters, and tell it back with the way to the due date', async () => {
    const { id, dueOn } = await create({
      person: 'A.A.',
      receivedOn: '2026-06-02',
      route: 'paper',
      evidence: '引受 123-45',
      blockedBy: incidentId,
      reason: '提供元の障害',
      expectedOn: '2026-06-30',
      clerk: '山本',
    });
    expect(dueOn).toBe('2026-06-11');
    expect(await get(id)).toMatchObject({
      person: 'A.A.',
      receivedOn: '2026-06-02',
      route: 'paper',
      evidence: '引受 123-45',
      blockedBy: incidentId,
      blockedByTitle: '障害',
      reason: '提供元の障害',
      expectedOn: '2026-06-30',
      clerk: '山本',
      harm: true,
      misses: true,
      delayed: true,
      alternatives: ['egov', 'paper'],
      steps: expect.arrayContaining([{ on: '2026-06-11', text: '+10日 = 6/11(木)' }]),
      way: '被保険者でなくなった日（離職日の翌日） 6/1(月) → +10日 = 6/11(木)',
    });
  });

  it('are refused when another window has written since, and nothing is overwritten', async () => {
    const { id } = await create({ person: 'B.B.' });
    const { revision } = await get(id);
    await test.client.procedures.update({ id, revision, reason: '先に書いた' });
    const late = test.client.procedures.update({ id, revision, reason: 'あとから' });
    await expect(late).rejects.toMatchObject({ code: 'procedure_changed' });
    expect((await get(id)).reason).toBe('先に書いた');
  });

  it('stand in the history with who, when, from and to; nobody can rewrite it', async () => {
    const { id } = await create({ person: 'C.C.' });
    await test.client.procedures.update({ id, state: 'waiting', route: 'egov' });
    const { rows, total } = await test.client.procedures.history({ id });
    expect(total).toBe(3);
    expect(rows.map(({ field, from, to, action }) => [action, field, from, to])).toEqual([
      ['update', 'route', '', 'egov'],
      ['update', 'state', 'received', 'waiting'],
      ['create', 'entry', '', '1'],
    ]);
    const again = await test.client.procedures.history({ id, limit: 2 });
    const rest = await test.client.procedures.history({ id, limit: 2, cursor: again.next ?? '' });
    expect([...again.rows, ...rest.rows]).toEqual(rows);
    for (const statement of ["update procedure_events set to_value = 'x'", 'delete from procedure_events']) {
      await expect(test.store.write((tx) => sql.raw(statement).execute(tx))).rejects.toThrow('append-only');
    }
    const rewritten = sql`update procedure_changes set clerk = 'x'`;
    await expect(test.store.write((tx) => rewritten.execute(tx))).rejects.toThrow('never changed');
  });

  it('over many change what they can, name what they skip, and go back as one', async () => {
    const ids = [];
    for (const person of ['D1', 'D2', 'D3']) ids.push((await create({ person })).id);
    const [first = 0, second = 0, third = 0] = ids;
    await test.client.procedures.update({ id: second, clerk: '佐藤' });
    const done = await test.client.procedures.bulk({
      rows: [{ id: first }, { id: second, revision: 1 }, { id: third, revision: 1 }],
      change: { route: 'paper', state: 'waiting', clerk: '山本' },
    });
    expect(done).toMatchObject({
      changed: 2,
      skipped: [{ id: second, officeCode: '0001', reason: 'changed_since' }],
    });
    await test.client.procedures.update({ id: third, clerk: '鈴木' });
    expect(await test.client.procedures.undo({ changeId: done.changeId ?? 0 })).toEqual({ restored: 2, kept: 1 });
    expect(await get(first)).toMatchObject({ route: '', state: 'received', clerk: '' });
    expect(await get(second)).toMatchObject({ route: '', clerk: '佐藤' });
    expect(await get(third)).toMatchObject({ route: '', state: 'received', clerk: '鈴木' });
    const twice = test.client.procedures.undo({ changeId: done.changeId ?? 0 });
    await expect(twice).rejects.toMatchObject({ code: 'not_found' });
    const { rows } = await test.client.procedures.changes({});
    expect(rows[0]).toMatchObject({ action: 'bulk', rows: 2, undoneAt: '2026-06-08T01:00:00.000Z' });
  });

  it('take a filing out that was a mistake, and bring it back', async () => {
    const { id } = await create({ person: 'E.E.', officeCode: '0002' });
    const { changeId } = await test.client.procedures.remove({ id });
    const listed = async () => (await test.client.procedures.list({ search: '0002' })).total;
    expect(await listed()).toBe(0);
    expect((await get(id)).removed).toBe(true);
    await test.client.procedures.undo({ changeId });
    expect(await listed()).toBe(1);
    expect((await get(id)).removed).toBe(false);
  });

  it('never file the same thing twice unless a clerk says so', async () => {
    const { id } = await create({ person: 'F.F.' });
    const paper = await create({ person: 'F.F.' });
    await test.client.procedures.update({ id: paper.id, state: 'filed', route: 'paper', evidence: '窓口 6/8' });
    await expect(create({ person: 'F.F.' })).rejects.toMatchObject({ code: 'filed_already' });
    const twice = test.client.procedures.update({ id, state: 'filed', route: 'electronic' });
    await expect(twice).rejects.toMatchObject({ code: 'filed_already', data: { code: '0001' } });
    const bulk = await test.client.procedures.bulk({ rows: [{ id }], change: { state: 'filed' } });
    expect(bulk).toMatchObject({ changed: 0, changeId: null, skipped: [{ id, reason: 'filed_already' }] });
    expect((await get(id)).state).toBe('received');
    expect((await get(id)).twins).toEqual([
      { id: paper.id, state: 'filed', route: 'paper', evidence: '窓口 6/8', receivedOn: '' },
    ]);
    await test.client.procedures.update({ id, state: 'filed', again: true });
    expect((await get(id)).state).toBe('filed');
  });

  it('are not filed twice within one change of many either', async () => {
    const ids = [(await create({ person: 'F2' })).id, (await create({ person: 'F2' })).id];
    const rows = ids.map((id) => ({ id }));
    const done = await test.client.procedures.bulk({ rows, change: { state: 'filed' } });
    expect(done).toMatchObject({ changed: 1, skipped: [{ id: ids[1], reason: 'filed_already' }] });
    const unknown = test.client.procedures.update({ id: ids[0] ?? 0, type: 'nothing' });
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_procedure' });
  });

  it('take a due date the authority named, and go back to the rule', async () => {
    const { id } = await create({ type: 'konen-kyufu', person: 'G.G.', dueOn: '2026-08-31' });
    expect(await get(id)).toMatchObject({ dueOn: '2026-08-31', dueGiven: true });
    await test.client.procedures.update({ id, dueOn: null });
    expect(await get(id)).toMatchObject({ dueOn: '2026-09-30', dueGiven: false });
  });

  it('mark what a sent version told of, once, and let it be taken back', async () => {
    const late = await create({ officeCode: '0003', baseDate: '2026-05-01', person: 'H.H.' });
    const later = await create({ officeCode: '0003', type: 'rouho-gaisan', person: 'H.H.' });
    const notice = await test.client.notices.create({ incidentId, title: '遅延' });
    const body = '遅れている手続きです。\n\n{{遅延手続一覧}}';
    const { id: versionId } = await test.client.notices.draft({ noticeId: notice.id, subject: '遅延', body });
    const unsent = test.client.procedures.tell({ versionId });
    await expect(unsent).rejects.toMatchObject({ code: 'not_found' });
    await test.store.write(async (tx) => {
      await sql`insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state)
        select ${versionId}, id, branch, case when code = '0004' then 'failed' else 'sent' end, 'open' from offices
        where code in ('0003', '0004')`.execute(tx);
      await sql`update notice_versions set sent_at = '2026-06-09T01:00:00.000Z' where id = ${versionId}`.execute(tx);
    });
    await create({ officeCode: '0004', baseDate: '2026-05-01', person: 'H.H.' });
    const before = await test.client.procedures.untold({ incidentId });
    expect(before.rows).toEqual([{ versionId, label: '第1報', sentOn: '2026-06-09', procedures: 1 }]);
    const { told, changeId } = await test.client.procedures.tell({ versionId });
    expect(told).toBe(1);
    expect(await get(late.id)).toMatchObject({ toldVersionId: versionId, toldLabel: '第1報', toldOn: '2026-06-09' });
    expect((await get(later.id)).toldVersionId).toBeNull();
    expect((await test.client.procedures.untold({ incidentId })).rows).toEqual([]);
    expect((await test.client.procedures.tell({ versionId })).told).toBe(0);
    await test.client.procedures.undo({ changeId: changeId ?? 0 });
    expect((await get(late.id)).toldVersionId).toBeNull();
  });

  it('are told of to an office once the version has reached it by any way, and to no other', async () => {
    const own = (await test.client.incidents.create({ title: '到達', provider: '丙', knownOn: '2026-06-05' })).id;
    const ways = [...deliveryState.options, 'partly'];
    await importOffices(
      test,
      ways.map((_, i) => ({ code: `W${i}`, name: `経路${i}` })),
    );
    const notice = await test.client.notices.create({ incidentId: own, title: '到達' });
    const { id: versionId } = await test.client.notices.draft({
      noticeId: notice.id,
      subject: '到達',
      body: '{{遅延手続一覧}}',
    });
    for (const [i] of ways.entries())
      await create({ officeCode: `W${i}`, type: 'koyo-shutoku', baseDate: '2026-04-01' });
    await test.store.write(async (tx) => {
      for (const [i, way] of ways.entries()) {
        // Posted by hand to one address, while nobody knows about the other.
        const state = way === 'partly' ? 'in_doubt' : way;
        await sql`insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state)
          select ${versionId}, id, branch, ${state}, 'open' from offices where code = ${`W${i}`}`.execute(tx);
      }
      await sql`insert into deliveries (recipient_id, version_id, channel, address, message_id, state, attempts, response,
          queued_at, next_at, finished_at, by_hand)
        select recipients.id, ${versionId}, 'post', '', '<partly@example.jp>', 'sent', 1, '', '', '', '', 1 from recipients
        join offices on offices.id = recipients.office_id
        where version_id = ${versionId} and code = ${`W${ways.indexOf('partly')}`}`.execute(tx);
      await sql`update notice_versions set sent_at = '2026-06-09T01:00:00.000Z' where id = ${versionId}`.execute(tx);
    });
    const { rows } = await test.client.procedures.untold({ incidentId: own });
    expect(rows).toEqual([expect.objectContaining({ versionId, procedures: 2 })]);
    expect((await test.client.procedures.tell({ versionId })).told).toBe(2);
    const told = (await test.client.procedures.list({ search: '経路', limit: 100 })).rows.filter((row) => row.toldOn);
    expect(told.map((row) => ways[Number(row.officeCode.slice(1))]).toSorted()).toEqual(['partly', 'sent']);
  });

  it('list what is to be filed after recovery, and what was filed by another way meanwhile', async () => {
    const other = (await test.client.incidents.create({ title: '別', provider: '甲', knownOn: '2026-06-05' })).id;
    const base = { officeCode: '0005', incidentId: other };
    const open = await create({ ...base, person: 'R1', blockedBy: other });
    const unproven = await create({ ...base, person: 'R2', type: 'geppen' });
    await test.client.procedures.update({ id: unproven.id, state: 'filed', route: 'electronic' });
    const returned = await create({ ...base, person: 'R3', state: 'returned' });
    const arrived = await create({ ...base, person: 'R4' });
    await test.client.procedures.update({ id: arrived.id, state: 'arrived', evidence: '202606080101010001' });
    const paper = await create({ officeCode: '0005', person: 'R1', type: 'rishoku' });
    await test.client.procedures.update({ id: paper.id, state: 'filed', route: 'paper' });
    const { rows, total } = await test.client.procedures.refile({ incidentId: other });
    expect(total).toBe(3);
    expect(rows.map(({ id, why, filed }) => [id, why, filed?.id ?? null])).toEqual([
      [open.id, 'blocked', paper.id],
      [returned.id, 'returned', null],
      [unproven.id, 'unproven', null],
    ]);
    const report = await test.client.reports.preview({ report: 'procedures-refile', incidentId: other });
    expect(report.total).toBe(3);
    const pending = await test.client.reports.preview({ report: 'procedures-pending' });
    expect(pending.total).toBe((await test.client.procedures.board({})).total);
    const delayed = await test.client.reports.preview({ report: 'procedures-delayed' });
    expect(delayed.total).toBe((await test.client.procedures.board({})).delayed);
    const page = await test.client.procedures.refile({ incidentId: other, limit: 2 });
    const next = await test.client.procedures.refile({ incidentId: other, limit: 2, cursor: page.next ?? '' });
    expect([...page.rows, ...next.rows].map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it('name the offices to tell, by what is wrong, of which kind, and whether they have heard', async () => {
    const own = (await test.client.incidents.create({ title: '第二', provider: '乙', knownOn: '2026-06-05' })).id;
    const codes = async (rule: object) => {
      const full = { kind: 'filings' as const, which: 'troubled' as const, types: ['36kyotei', 'shoyo'], ...rule };
      const { rows } = await test.client.audiences.list({ incidentId: own, rule: full });
      return rows.map((row) => row.code);
    };
    expect(await codes({})).toEqual([]);
    await create({ officeCode: '0001', type: '36kyotei', baseDate: '2026-06-05' });
    await create({ officeCode: '0002', type: 'shoyo', baseDate: '2026-06-20', blockedBy: own });
    await create({ officeCode: '0003', type: 'shoyo', baseDate: '2026-06-20', expectedOn: '2026-07-20' });
    await create({ officeCode: '0004', type: 'shoyo', baseDate: '2026-06-20' });
    expect(await codes({})).toEqual(['0001', '0002', '0003']);
    expect(await codes({ which: 'delayed' })).toEqual(['0001', '0003']);
    expect(await codes({ which: 'blocked' })).toEqual(['0002']);
    expect(await codes({ types: ['36kyotei'], untold: true })).toEqual(['0001']);
  });

  it('stand in the table of a notice with the date they are expected on', async () => {
    const notice = await test.client.notices.create({ incidentId, title: '表' });
    const { id: versionId } = await test.client.notices.draft({
      noticeId: notice.id,
      subject: '表',
      body: '{{遅延手続一覧}}',
    });
    await create({ officeCode: '0006', type: 'shoyo', baseDate: '2026-06-20', expectedOn: '2026-07-20' });
    await create({ officeCode: '0006', type: 'santei', baseDate: '2026-06-20' });
    const { text } = await test.client.notices.preview({ versionId, officeCode: '0006', form: 'text' });
    expect(text).toContain('健康保険・厚生年金保険 被保険者賞与支払届');
    expect(text).toContain('受付、2026年7月20日提出の見込み');
    expect(text).not.toContain('算定基礎届');
  });

  it('are My-Number-safe in every text', async () => {
    const refused = create({ person: '123456789018' });
    await expect(refused).rejects.toMatchObject({ code: 'my_number' });
    const { id } = await create({ person: 'Z.Z.' });
    const reason = test.client.procedures.update({ id, reason: '番号 1234-5678-9018' });
    await expect(reason).rejects.toMatchObject({ code: 'my_number' });
  });
});
