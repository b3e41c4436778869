import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveVersion, createIncident, importOffices } from '../support/builders.ts';
import { givePhones } from '../support/calls.ts';
import { countersAndTruth } from '../support/counters.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

describe.each(['sqlite', 'postgres'] as const)('the call desk on %s', (engine) => {
  let test: TestApp;
  let incidentId: number;
  let versionId: number;
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, [{ code: '0001' }, { code: '0002' }, { code: '0003', mail: 'c@example.jp' }]);
    await givePhones(test, ['0001', '0002', '0003']);
    incidentId = await createIncident(test.client);
    ({ versionId } = await approveVersion(test.client, incidentId));
    await test.client.deliveries.queue({ versionId });
  });
  afterEach(() => test.close());

  const next = async (clerk: string, desk = '') => (await test.client.calls.next({ clerk, desk })).call;
  const codes = async (versionOf: number, states: ('open' | 'confirmed')[]) => {
    const { rows } = await test.client.acknowledgements.list({ versionId: versionOf, states });
    return rows.map((row) => row.officeCode);
  };

  it('gives each clerk another office, with the phone and what to say; the same window gets its own again', async () => {
    const first = await next('山本');
    expect(first).toMatchObject({
      label: '第1報',
      versionId,
      office: { code: '0001', name: '事業所0001' },
      phones: [{ phone: '03-0000-0001', wrong: false }],
      points: ['本文です。'],
      acknowledgementState: 'open',
    });
    expect(first?.reasons.map((reason) => reason.why)).toContain('unreached');
    expect((await next('佐藤'))?.office.code).toBe('0002');
    expect((await next('山本'))?.office.code).toBe('0001');
    expect((await next('山本', 'second window'))?.office.code).toBe('0003');
    expect(await next('鈴木')).toBeNull();
    const { taken } = await test.client.calls.desk({ clerk: '山本', desk: '' });
    expect(taken.map((row) => [row.officeCode, row.clerk, row.mine])).toEqual([
      ['0001', '山本', true],
      ['0002', '佐藤', false],
      ['0003', '山本', false],
    ]);
  });

  it('an office left alone for fifteen minutes, or let go, is offered to the others', async () => {
    await next('山本');
    test.clock.forward(14 * 60_000);
    expect((await next('佐藤'))?.office.code).toBe('0002');
    test.clock.forward(60_000);
    expect((await next('鈴木'))?.office.code).toBe('0001');
    expect(await test.client.calls.release({ clerk: '佐藤' })).toEqual({ released: 1 });
    expect((await next('高橋'))?.office.code).toBe('0002');
  });

  it('spoken to and confirmed: one acknowledgement by phone, and never offered again', async () => {
    const card = await next('山本');
    const answer = await test.client.calls.record({
      officeCode: '0001',
      outcome: 'confirmed',
      clerk: '山本',
      fence: card?.fence,
      name: '中村',
      note: '社長に伝える',
    });
    expect(answer).toMatchObject({ readyAt: null, questionId: null });
    expect(await codes(versionId, ['confirmed'])).toEqual(['0001']);
    const { rows } = await test.client.acknowledgements.list({ versionId, search: '0001' });
    expect(rows[0]?.acknowledgement).toMatchObject({ method: 'phone', name: '中村', id: answer.acknowledgementId });
    expect((await next('山本'))?.office.code).toBe('0002');
    const { counters, truth } = await countersAndTruth(test.store.read);
    expect(counters).toEqual(truth);
  });

  it('spoken to and confirmed: what waited to be told by phone is done; taken back, it waits again', async () => {
    const choices = [{ officeId: (await next('山本'))?.office.id ?? 0, channel: 'phone' as const }];
    await test.client.deliveries.acceptProposals({ versionId, choices });
    const waiting = async () => (await test.client.deliveries.byHand({ versionId, channel: 'phone' })).total;
    const state = async () => (await test.client.deliveries.list({ versionId, search: '0001' })).rows[0]?.state;
    expect(await waiting()).toBe(1);
    await test.client.calls.record({ officeCode: '0001', outcome: 'absent', clerk: '山本' });
    expect(await waiting()).toBe(1);
    const { id } = await test.client.calls.record({ officeCode: '0001', outcome: 'confirmed', clerk: '山本' });
    expect([await waiting(), await state()]).toEqual([0, 'sent']);
    await test.client.calls.undo({ id, clerk: '山本', reason: '押し間違い' });
    expect([await waiting(), await state()]).toEqual([1, 'queued']);
    const { counters, truth } = await countersAndTruth(test.store.read);
    expect(counters).toEqual(truth);
  });

  it('a wrong number shows in the list of offices to review until it is set right or the call is taken back', async () => {
    const inNeed = async () => {
      const { rows } = await test.client.offices.list({ need: 'wrong_number' });
      expect((await test.client.offices.needs({})).wrong_number).toBe(rows.length);
      return rows.map((row) => row.code);
    };
    const wrong = (officeCode: string) =>
      test.client.calls.record({ officeCode, outcome: 'wrong_number', clerk: '山本' });
    await wrong('0001');
    const { id } = await wrong('0002');
    expect(await inNeed()).toEqual(['0001', '0002']);
    await givePhones(test, ['0001'], '03-9999-');
    expect(await inNeed()).toEqual(['0002']);
    await test.client.calls.undo({ id, clerk: '山本', reason: '押し間違い' });
    expect(await inNeed()).toEqual([]);
  });

  it('out: no acknowledgement, and offered again after a rest; in between the others come', async () => {
    await next('山本');
    await test.client.calls.record({ officeCode: '0001', outcome: 'absent', clerk: '山本' });
    expect(await codes(versionId, ['confirmed'])).toEqual([]);
    expect((await next('山本'))?.office.code).toBe('0002');
    const { left, resting, nextAt } = await test.client.calls.desk({});
    expect({ left, resting, nextAt }).toEqual({ left: 3, resting: 1, nextAt: '2026-06-08T03:00:00.000Z' });
  });

  it('a promised call-back rings when its time has come, and goes before everybody', async () => {
    const record = { officeCode: '0003', outcome: 'callback' as const, clerk: '山本' };
    await expect(test.client.calls.record(record)).rejects.toMatchObject({
      code: 'call_incomplete',
      data: { field: 'callbackAt' },
    });
    await test.client.calls.record({ ...record, callbackAt: '2026-06-08T15:00:00+09:00' });
    expect(await test.client.calls.due({})).toMatchObject({ promised: 0 });
    expect((await next('佐藤'))?.office.code).toBe('0001');
    test.clock.set('2026-06-08T06:01:00.000Z');
    expect(await test.client.calls.due({})).toMatchObject({ promised: 1 });
    const { promised } = await test.client.calls.desk({});
    expect(promised).toMatchObject([{ officeCode: '0003', due: true, at: '2026-06-08T06:00:00.000Z' }]);
    const card = await next('鈴木');
    expect(card).toMatchObject({
      office: { code: '0003' },
      reasons: [{ why: 'promised' }, { why: 'unconfirmed' }, {}],
    });
  });

  it('a chosen office is given before its time, but never one that another clerk has', async () => {
    await test.client.calls.record({ officeCode: '0001', outcome: 'absent' });
    const { call } = await test.client.calls.next({ clerk: '山本' });
    const early = await test.client.calls.next({ clerk: '佐藤', recipientId: (call?.recipientId ?? 0) - 1 });
    expect(early.call?.office.code).toBe('0001');
    await expect(test.client.calls.next({ clerk: '佐藤', recipientId: call?.recipientId })).rejects.toMatchObject({
      code: 'call_taken',
      data: { clerk: '山本' },
    });
  });

  it('who was overtaken cannot record unseen, and loses nothing: without the fence it is kept', async () => {
    const mine = await next('山本');
    test.clock.forward(16 * 60_000);
    expect((await next('佐藤'))?.office.code).toBe('0001');
    const late = { officeCode: '0001', outcome: 'absent' as const, clerk: '山本', note: '留守番電話' };
    await expect(test.client.calls.record({ ...late, fence: mine?.fence })).rejects.toMatchObject({
      code: 'call_taken',
      data: { clerk: '佐藤' },
    });
    expect((await test.client.calls.list({})).total).toBe(0);
    await test.client.calls.record(late);
    expect((await test.client.calls.list({})).rows).toMatchObject([{ clerk: '山本', note: '留守番電話' }]);
  });

  it('a hold that ran out and that nobody else took still records', async () => {
    const mine = await next('山本');
    test.clock.forward(16 * 60_000);
    await test.client.calls.record({ officeCode: '0001', outcome: 'absent', clerk: '山本', fence: mine?.fence });
    expect((await test.client.calls.list({})).total).toBe(1);
  });

  it('a wrong number is flagged for its value alone: another number of the office is dialled, a new one too', async () => {
    await next('山本');
    await test.client.calls.record({ officeCode: '0001', outcome: 'wrong_number', clerk: '山本' });
    expect((await next('山本'))?.office.code).toBe('0002');
    await test.client.calls.release({ clerk: '山本' });
    await givePhones(test, ['0001'], '03-9999-');
    const card = await next('佐藤');
    expect(card?.office.code).toBe('0002');
    await test.client.calls.record({ officeCode: '0002', outcome: 'refused', clerk: '佐藤' });
    await test.client.calls.record({ officeCode: '0003', outcome: 'refused', clerk: '佐藤' });
    expect((await next('佐藤'))?.phones).toMatchObject([{ phone: '03-9999-0001', wrong: false }]);
  });

  it('an office that confirms by another way while it is on the desk is told as such, and not offered', async () => {
    const card = await next('山本');
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'mail' });
    expect(await test.client.calls.desk({ clerk: '山本', desk: '', recipientId: card?.recipientId })).toMatchObject({
      lost: 'confirmed',
      left: 2,
    });
    expect((await next('山本'))?.office.code).toBe('0002');
  });

  it('taking a call back withdraws its acknowledgement and its question, and brings office and note back', async () => {
    await next('山本');
    const told = { officeCode: '0001', outcome: 'question' as const, clerk: '山本', note: '急ぎ', confirmed: true };
    const { id } = await test.client.calls.record({ ...told, question: '情報は漏れましたか', category: 'leak' });
    expect(await codes(versionId, ['confirmed'])).toEqual(['0001']);
    await next('山本');
    const back = await test.client.calls.undo({ id, clerk: '山本' });
    expect(back).toMatchObject({ note: '急ぎ', call: { office: { code: '0001' } } });
    expect(await codes(versionId, ['confirmed'])).toEqual([]);
    expect((await test.client.questions.list({ incidentId })).total).toBe(0);
    expect((await test.client.calls.list({})).rows[0]?.undoneAt).not.toBeNull();
    expect((await next('佐藤'))?.office.code).toBe('0002');
    await expect(test.client.calls.undo({ id, clerk: '山本' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses a question without words, an unknown office, and one that was not sent the version', async () => {
    const record = (officeCode: string, outcome: 'absent' | 'question') =>
      test.client.calls.record({ officeCode, outcome });
    await expect(record('0001', 'question')).rejects.toMatchObject({ code: 'call_incomplete' });
    await expect(record('9999', 'absent')).rejects.toMatchObject({ code: 'unknown_office' });
    await importOffices(test, [{ code: '0009' }]);
    await expect(record('0009', 'absent')).rejects.toMatchObject({ code: 'not_recipient' });
    expect((await test.client.calls.list({})).total).toBe(0);
  });

  it('is at the newest version that went out; without one it says so', async () => {
    const other = await createIncident(test.client);
    await expect(test.client.calls.next({ clerk: '山本', incidentId: other })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('offices that hurt by late filings come before others that were reached as well', async () => {
    await test.client.procedures.create({ officeCode: '0002', type: 'rishoku', baseDate: '2026-04-01' });
    expect(await next('山本')).toMatchObject({
      office: { code: '0002' },
      late: [{ type: 'rishoku', harm: true }],
      reasons: [{ why: 'harmful', count: 1 }, {}, {}],
    });
  });

  it('what is certain to be late is as urgent as what is, by the rules the association has made its own', async () => {
    const { rows } = await test.client.procedures.catalogue({});
    const kind = rows.find(({ id }) => id === 'shoyo');
    if (!kind) throw new Error('The catalogue knows it');
    const { id: _id, effectiveFrom: _from, own: _own, builtIn: _builtIn, ...rule } = kind;
    const filing = { officeCode: '0003', type: 'shoyo', baseDate: '2026-06-08' };
    const { id } = await test.client.procedures.create({ ...filing, expectedOn: '2026-07-01' });
    const first = await next('山本');
    expect(first?.reasons.map(({ why }) => why)).not.toContain('harmful');
    await test.client.calls.record({ officeCode: first?.office.code ?? '', outcome: 'absent', clerk: '山本' });
    await test.client.procedures.saveRule({ type: 'shoyo', effectiveFrom: '', rule: { ...rule, harm: true } });
    expect(await test.client.procedures.get({ id })).toMatchObject({ harm: true, misses: true });
    expect(await next('佐藤')).toMatchObject({
      office: { code: '0003' },
      reasons: expect.arrayContaining([{ why: 'harmful', count: 1 }]),
    });
  });

  it('is written as a report, and as a list to print in the order of the desk', async () => {
    await test.client.calls.record({ officeCode: '0001', outcome: 'absent', clerk: '山本', note: '=留守' });
    const { rows } = await test.client.reports.preview({ report: 'calls' });
    expect(rows[0]).toEqual(expect.arrayContaining(['2026-06-08 10:00', '0001', '不在', '山本']));
    const sheet = await test.client.calls.sheet({ file: join(test.folder, 'sheet.pdf') });
    expect(sheet).toMatchObject({ pages: 1, offices: 3, left: 0 });
    // A sheet for some of them says how many there are.
    expect(await test.client.calls.sheet({ limit: 2 })).toMatchObject({ offices: 2, left: 1 });
    expect((await stat(sheet.file)).size).toBeGreaterThan(5_000);
    for (const officeCode of ['0001', '0002', '0003']) {
      await test.client.calls.record({ officeCode, outcome: 'confirmed' });
    }
    await expect(test.client.calls.sheet({})).rejects.toMatchObject({ code: 'empty_audience' });
  });

  it('every change wrote its audit row, and it names nobody', async () => {
    await next('山本');
    await test.client.calls.record({ officeCode: '0001', outcome: 'confirmed', clerk: '山本', name: '中村' });
    const { rows } = await test.client.audit.list({});
    expect(rows.slice(0, 2).map((row) => row.action)).toEqual(['calls.record', 'calls.next']);
    expect(JSON.stringify(rows)).not.toMatch(/中村|山本|03-0000/);
  });
});
