import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recipientList } from '../../electron/contract/acknowledgementStates.ts';
import { acknowledgementAnswer } from '../../electron/contract/acknowledgements.ts';
import { deliveryState } from '../../electron/contract/deliveries.ts';
import { createRandom, type Random } from '../../electron/practice/random.ts';
import { RISK } from '../../electron/rules/recipientStates.ts';
import { approveVersion, createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { countersAndTruth } from '../support/counters.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const OFFICES = 12;
/** One of a closed list. */
const any = <T>(random: Random, list: readonly T[]): T => list[random.int(0, list.length - 1)] as T;

describe.each(['sqlite', 'postgres'] as const)('where offices stand on %s', (engine) => {
  let test: TestApp;
  let incidentId: number;
  let first: { noticeId: number; versionId: number };
  beforeEach(async () => {
    test = await createTestApp({ engine });
    await importOffices(test, manyOffices(OFFICES));
    incidentId = await createIncident(test.client);
    first = await approveVersion(test.client, incidentId);
    await test.client.deliveries.queue({ versionId: first.versionId });
  });
  afterEach(() => test.close());

  const sendNext = async () => {
    const { versionId } = await approveVersion(test.client, incidentId, first.noticeId);
    await test.client.deliveries.queue({ versionId });
    return versionId;
  };
  const setDelivery = (versionId: number, officeCode: string, state: string) =>
    test.store.write((tx) =>
      sql`update recipients set delivery_state = ${state} where version_id = ${versionId}
        and office_id = (select id from offices where code = ${officeCode})`.execute(tx),
    );
  const matrixRows = async (choice: { versionId?: number; list?: (typeof recipientList.options)[number] }) => {
    const { total, anchors } = await test.client.acknowledgements.matrixAnchors({ incidentId, ...choice, step: 20 });
    const rows = [];
    for (const cursor of [undefined, ...anchors]) {
      const part = await test.client.acknowledgements.matrix({ incidentId, ...choice, cursor, limit: 20 });
      rows.push(...part.rows);
    }
    expect(rows).toHaveLength(total);
    return rows;
  };

  /** One random thing that happens to a register in the middle of an incident. */
  async function happen(random: Random, versions: readonly [number, ...number[]]): Promise<void> {
    const versionId = random.pick(versions);
    const officeCode = String(random.int(1, OFFICES)).padStart(4, '0');
    const what = random.int(1, 5);
    if (what === 1) return setDelivery(versionId, officeCode, any(random, deliveryState.options)).then(() => undefined);
    if (what === 2) {
      const standing = await test.store.read
        .selectFrom('acknowledgements')
        .select('id')
        .where('withdrawn_at', 'is', null)
        .execute();
      if (standing.length === 0) return;
      const { id } = any(random, standing);
      await test.client.acknowledgements.withdraw({ id, reason: '誤り' });
      return;
    }
    const answer = any(random, acknowledgementAnswer.options);
    const at = `2026-06-0${random.int(5, 8)}`;
    await test.client.acknowledgements.record({ versionId, officeCode, method: 'phone', answer, at });
  }

  it('summary, strip, lists and matrix agree with each other and with the rows, over random histories', async () => {
    const random = createRandom(engine === 'sqlite' ? 11 : 12);
    const versions = [first.versionId, await sendNext(), await sendNext()] as const;
    for (let round = 0; round < 6; round += 1) {
      for (let step = 0; step < 12; step += 1) await happen(random, versions);
      const { counters, truth } = await countersAndTruth(test.store.read);
      expect(counters).toEqual(truth);
      const { versions: strip } = await test.client.incidents.overview({ incidentId });
      for (const versionId of versions) {
        const numbers = await test.client.acknowledgements.summary({ versionId });
        expect(Object.values(numbers.byState).reduce((sum, n) => sum + n, 0)).toBe(OFFICES);
        const shown = strip.find((version) => version.versionId === versionId);
        for (const list of ['confirmed', 'open', 'outdated', 'superseded', 'undelivered'] as const) {
          expect(shown?.[list]).toBe(numbers.byList[list]);
        }
        for (const list of recipientList.options) {
          const { total, rows } = await test.client.acknowledgements.list({ versionId, list });
          expect([total, rows.length]).toEqual([numbers.byList[list], numbers.byList[list]]);
          const matrix = await matrixRows({ versionId, list });
          expect(matrix.map((row) => row.code).sort()).toEqual(rows.map((row) => row.officeCode).sort());
        }
        const column = versions.indexOf(versionId);
        const cells = (await matrixRows({ versionId })).map((row) => row.cells[column] ?? 'none');
        for (const state of RISK) {
          const expected = state === 'none' ? 0 : numbers.byState[state];
          expect(cells.filter((cell) => cell === state)).toHaveLength(expected);
        }
        const risks = cells.map((cell) => RISK.indexOf(cell));
        expect(risks).toEqual([...risks].sort((a, b) => a - b));
      }
    }
  });

  it('the matrix tells who was sent which version, and how many days the oldest unanswered one is old', async () => {
    await test.client.incidents.narrow({ id: incidentId, branches: ['東支部'] });
    test.clock.forward(3 * 86_400_000);
    const second = await sendNext();
    test.clock.forward(86_400_000);
    await test.client.acknowledgements.record({ versionId: first.versionId, officeCode: '0001', method: 'phone' });
    await setDelivery(second, '0003', 'failed');
    const { versions, rows } = await test.client.acknowledgements.matrix({ incidentId, order: 'code' });
    expect(versions.map((version) => version.label)).toEqual(['第1報', '第2報']);
    expect(rows.map((row) => row.code)).toEqual(manyOffices(OFFICES).map((office) => office.code));
    const byCode = new Map(rows.map((row) => [row.code, row]));
    expect(byCode.get('0001')).toMatchObject({ cells: ['confirmed', 'moving'], daysOpen: 1 });
    expect(byCode.get('0002')).toMatchObject({ cells: ['moving', 'none'], daysOpen: 4 });
    expect(byCode.get('0003')).toMatchObject({ cells: ['moving', 'undelivered'] });
    const risky = await test.client.acknowledgements.matrix({ incidentId });
    expect(risky.rows[0]?.code).toBe('0003');
    const west = await test.client.acknowledgements.matrix({
      incidentId,
      versionId: first.versionId,
      branch: '西支部',
    });
    expect(west.rows).toHaveLength(OFFICES / 2);
    const found = await test.client.acknowledgements.matrix({ incidentId, search: '0005' });
    expect(found.rows.map((row) => row.code)).toEqual(['0005']);
    const none = await test.client.acknowledgements.matrix({ incidentId, versionId: 9999 });
    expect(none.rows).toEqual([]);
    const bad = test.client.acknowledgements.matrix({ incidentId, cursor: 'x' });
    await expect(bad).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'cursor' } });
  });

  it('the proof of an office and a version has every copy and every answer, the withdrawn ones too', async () => {
    const scan = join(test.folder, 'slip.pdf');
    await writeFile(scan, '%PDF-1.7 scan');
    const { versionId } = first;
    const one = await test.client.acknowledgements.record({ officeCode: '0001', method: 'phone', name: '中村' });
    await test.client.acknowledgements.withdraw({ id: one.id, reason: '別の事業所だった' });
    await test.client.acknowledgements.record({ officeCode: '0001', method: 'fax', answer: 'agreed', evidence: scan });
    const { rows } = await test.client.acknowledgements.list({ versionId, search: '0001' });
    const proof = await test.client.acknowledgements.proof({ versionId, officeId: rows[0]?.officeId ?? 0 });
    expect(proof).toMatchObject({ state: 'confirmed', confirmedNumber: 1, office: { code: '0001' } });
    expect(proof.version.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(proof.slipCode).toMatch(/^\w{4}-\w{4}-\w$/);
    expect(proof.deliveries).toMatchObject([{ channel: 'mail', address: 'office0001@example.jp' }]);
    expect(proof.answers).toMatchObject([
      { answer: 'confirmed', name: '中村', withdrawnReason: '別の事業所だった', evidence: [] },
      { answer: 'agreed', door: 'hand', withdrawnAt: null, evidence: [{ fileName: 'slip.pdf' }] },
    ]);
    const sha256 = proof.answers[1]?.evidence[0]?.sha256 ?? '';
    const { file } = await test.client.acknowledgements.evidence({ sha256 });
    expect(await readFile(file, 'utf8')).toBe('%PDF-1.7 scan');
    await expect(test.client.acknowledgements.evidence({ sha256: 'a'.repeat(64) })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(test.client.acknowledgements.proof({ versionId: 99, officeId: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('a slip tells before anything is recorded whose it is, how old it is, and whether it has been taken in', async () => {
    const second = await sendNext();
    const codes = await test.store.read
      .selectFrom('audience_members')
      .innerJoin('offices', 'offices.id', 'audience_members.office_id')
      .select(['audience_members.code', 'version_id as versionId'])
      .where('offices.code', '=', '0002')
      .execute();
    const old = codes.find((row) => row.versionId === first.versionId)?.code ?? '';
    expect(await test.client.acknowledgements.slip({ code: old })).toMatchObject({
      officeCode: '0002',
      number: 1,
      newest: { versionId: second, number: 2, label: '第2報' },
      acknowledgement: null,
    });
    await test.client.acknowledgements.record({ code: old, method: 'fax' });
    expect((await test.client.acknowledgements.slip({ code: old })).acknowledgement).toMatchObject({ method: 'fax' });
    await expect(test.client.acknowledgements.slip({ code: 'ABC' })).rejects.toMatchObject({ code: 'slip_misread' });
  });

  it('progress has the first confirmation of each office once, by day, and the hours to the middle one', async () => {
    const { versionId } = first;
    test.clock.forward(3 * 3_600_000);
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'fax' });
    await test.client.acknowledgements.record({ versionId, officeCode: '0001', method: 'phone' });
    test.clock.forward(3_600_000);
    await test.client.acknowledgements.record({ versionId, officeCode: '0002', method: 'fax' });
    await test.client.acknowledgements.record({
      versionId,
      officeCode: '0004',
      method: 'fax',
      answer: 'contact_changed',
    });
    test.clock.forward(20 * 3_600_000);
    await test.client.acknowledgements.record({ versionId, officeCode: '0003', method: 'mail' });
    const progress = await test.client.acknowledgements.progress({ incidentId });
    expect(progress.growth).toEqual([
      { versionId, on: '2026-06-08', confirmed: 2 },
      { versionId, on: '2026-06-09', confirmed: 1 },
    ]);
    expect(progress.versions).toMatchObject([{ versionId, recipients: OFFICES, confirmed: 3, medianHours: 4 }]);
    expect(progress.channels).toEqual([
      { channel: 'mail', recipients: OFFICES, confirmed: 3, outdated: 0, open: OFFICES - 3 },
    ]);
    expect(progress.methods).toEqual([
      { method: 'fax', offices: 3 },
      { method: 'mail', offices: 1 },
      { method: 'phone', offices: 1 },
    ]);
    expect(await test.client.acknowledgements.summary({ versionId })).toMatchObject({ days: 1, medianHours: 4 });
  });

  it('members of the audience that were not addressed yet are nothing sent, not open', async () => {
    const { versionId } = await approveVersion(test.client, incidentId, first.noticeId);
    expect(await test.client.acknowledgements.summary({ versionId })).toMatchObject({
      recipients: 0,
      notSent: OFFICES,
      days: null,
      medianHours: null,
    });
  });
});
