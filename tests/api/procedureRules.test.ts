import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../electron/rules/catalogue.ts';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const { id: _id, ...rishoku } = catalogue.find((rule) => rule.id === 'rishoku') ?? Object.assign({}, catalogue[0]);
const sevenDays = {
  ...rishoku,
  rule: { type: 'days_after' as const, days: 7 },
  ruleJa: '7日以内',
  law: '雇保則7条（改正後）',
};

describe("the association's own rules", () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createTestApp();
    test.clock.set('2026-06-08T01:00:00.000Z');
    await importOffices(test, manyOffices(2));
  });
  afterEach(() => test.close());

  const create = (baseDate: string, type = 'rishoku') =>
    test.client.procedures.create({ officeCode: '0001', type, baseDate, person: baseDate });
  const due = async (baseDate: string, type = 'rishoku') =>
    (await test.client.procedures.due({ type, baseDate })).dueOn;

  it("count from their day on, and the house's before it", async () => {
    await test.client.procedures.saveRule({ type: 'rishoku', effectiveFrom: '2026-07-01', rule: sevenDays });
    expect([await due('2026-06-30'), await due('2026-07-01')]).toEqual(['2026-07-10', '2026-07-08']);
    const { steps } = await test.client.procedures.due({ type: 'rishoku', baseDate: '2026-07-01' });
    expect(steps.at(-1)?.text).toBe('根拠: 雇保則7条（改正後）');
    const today = await test.client.procedures.catalogue({});
    const later = await test.client.procedures.catalogue({ on: '2026-07-01' });
    const kind = (list: typeof today) => list.rows.find((row) => row.id === 'rishoku');
    expect(kind(today)).toMatchObject({ own: false, ruleJa: rishoku.ruleJa });
    expect(kind(later)).toMatchObject({ own: true, builtIn: true, effectiveFrom: '2026-07-01', ruleJa: '7日以内' });
  });

  it('move the due dates that follow from them, say so in the history, and move them back when taken out', async () => {
    const before = await create('2026-06-30');
    const after = await create('2026-07-01');
    const given = await test.client.procedures.create({
      officeCode: '0001',
      type: 'rishoku',
      baseDate: '2026-07-02',
      dueOn: '2026-07-31',
    });
    const filed = await create('2026-07-03');
    await test.client.procedures.update({ id: filed.id, state: 'filed' });
    const saved = await test.client.procedures.saveRule({
      type: 'rishoku',
      effectiveFrom: '2026-07-01',
      rule: sevenDays,
    });
    expect(saved.moved).toBe(1);
    const dates = async () => {
      const rows = await Promise.all([before, after, given, filed].map(({ id }) => test.client.procedures.get({ id })));
      return rows.map((row) => row.dueOn);
    };
    expect(await dates()).toEqual(['2026-07-10', '2026-07-08', '2026-07-31', '2026-07-13']);
    const { rows } = await test.client.procedures.history({ id: after.id });
    expect(rows[0]).toMatchObject({ action: 'rule', field: 'dueOn', from: '2026-07-13', to: '2026-07-08' });
    expect(await test.client.procedures.removeRule({ id: saved.id })).toEqual({ moved: 1 });
    expect(await dates()).toEqual(['2026-07-10', '2026-07-13', '2026-07-31', '2026-07-13']);
    expect(await test.client.procedures.removeRule({ id: saved.id, removed: false })).toEqual({ moved: 1 });
    expect((await dates())[1]).toBe('2026-07-08');
  });

  it('may be for a kind the house does not know; such a kind stays while it has filings', async () => {
    const rule = { ...sevenDays, nameJa: '賃金等の報告の回収', authority: '当会', law: '当会の取り決め', harm: false };
    const { id, type } = await test.client.procedures.saveRule({ effectiveFrom: '2026-04-01', rule });
    expect(type).toBe('own-1');
    const { rows } = await test.client.procedures.catalogue({});
    expect(rows.at(-1)).toMatchObject({ id: 'own-1', own: true, builtIn: false, nameJa: '賃金等の報告の回収' });
    await expect(create('2026-03-31', type)).rejects.toMatchObject({ code: 'unknown_procedure' });
    const filing = await create('2026-04-01', type);
    expect(filing.dueOn).toBe('2026-04-08');
    await expect(test.client.procedures.removeRule({ id })).rejects.toMatchObject({ code: 'rule_used' });
    expect((await test.client.procedures.rules({})).rows[0]?.removedAt).toBeNull();
    expect((await test.client.procedures.saveRule({ effectiveFrom: '', rule })).type).toBe('own-2');
  });

  it("never write over the house's: a newer row for the same day counts, and both stay to be read", async () => {
    const rule = { type: 'rishoku', effectiveFrom: '', rule: sevenDays };
    await test.client.procedures.saveRule(rule);
    const five = { ...sevenDays, rule: { type: 'days_after' as const, days: 5 } };
    await test.client.procedures.saveRule({ ...rule, rule: five });
    expect(await due('2026-07-01')).toBe('2026-07-06');
    const { rows } = await test.client.procedures.rules({});
    expect(rows.map((row) => row.body.rule)).toEqual([five.rule, sevenDays.rule]);
    const { sql } = await import('kysely');
    const overwrite = sql`update procedure_rules set body = '{}'`;
    await expect(test.store.write((tx) => overwrite.execute(tx))).rejects.toThrow('superseded');
  });

  it('are tried on a date before they are saved', async () => {
    const { dueOn, steps } = await test.client.procedures.tryRule({ rule: sevenDays, baseDate: '2026-07-11' });
    expect(dueOn).toBe('2026-07-21');
    expect(steps.map((step) => step.text)).toContain('閉庁日（土曜日）のため次の開庁日 7/21(火)');
    expect((await test.client.procedures.rules({})).rows).toEqual([]);
  });

  it('of a bad shape are refused with the field, and nothing is written', async () => {
    const bad = [
      { rule: { ...sevenDays, nameJa: '' }, field: 'rule.nameJa' },
      { rule: { ...sevenDays, rule: { type: 'days_after', days: 0 } }, field: 'rule.rule.days' },
      { rule: { ...sevenDays, sources: ['javascript:alert(1)'] }, field: 'rule.sources.0' },
    ];
    for (const { rule, field } of bad) {
      const refused = test.client.procedures.saveRule({ type: 'rishoku', effectiveFrom: '', rule: rule as never });
      await expect(refused).rejects.toMatchObject({ code: 'invalid_input', data: { field } });
    }
    const unknown = test.client.procedures.saveRule({ type: 'nothing', effectiveFrom: '', rule: sevenDays });
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_procedure' });
    expect((await test.client.procedures.rules({})).rows).toEqual([]);
  });

  it('count days the association is closed, once it has said so', async () => {
    const { id } = await create('2026-07-01');
    const rows = [{ day: '2026-07-13', name: '臨時の閉庁' }];
    expect(await test.client.procedures.setClosedDays({ rows })).toEqual({ moved: 1 });
    expect(await test.client.procedures.closedDays({})).toEqual({ rows });
    expect((await test.client.procedures.get({ id })).dueOn).toBe('2026-07-14');
    // A Saturday is closed as it is.
    const saturday = { day: '2026-07-11', name: '' };
    expect(await test.client.procedures.setClosedDays({ rows: [...rows, saturday] })).toEqual({ moved: 0 });
    expect(await test.client.procedures.setClosedDays({ rows: [] })).toEqual({ moved: 1 });
    expect((await test.client.procedures.get({ id })).dueOn).toBe('2026-07-13');
    const option = { closedDays: ['2026-07-13'] };
    expect((await test.client.procedures.due({ type: 'rishoku', baseDate: '2026-07-01', options: option })).dueOn).toBe(
      '2026-07-14',
    );
  });
});
