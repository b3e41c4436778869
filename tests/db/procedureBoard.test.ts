import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../electron/practice/random.ts';
import { bucketDays } from '../../electron/rules/procedureStates.ts';
import { createIncident, importOffices, manyOffices } from '../support/builders.ts';
import { engines } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const STATES = ['received', 'waiting', 'filed', 'returned', 'correcting', 'done'] as const;
const TYPES = ['rishoku', 'shaho-shutoku', 'koyo-shutoku', 'geppen', 'rouho-gaisan', 'shoyo'] as const;
const PEOPLE = ['A', 'B', 'C', 'D'] as const;

interface Narrowed {
  code?: string;
  types?: readonly string[];
  clerk?: string;
  ofIncident?: boolean;
}

describe.each(engines)('the board on $engine', ({ engine }) => {
  let test: TestApp;
  let incidentId: number;
  beforeAll(async () => {
    test = await createTestApp({ engine });
    test.clock.set('2026-06-10T01:00:00.000Z');
    await importOffices(test, manyOffices(8));
    incidentId = await createIncident(test.client);
  }, 120_000);
  afterAll(() => test.close());

  /** The counts told anew from every single row. */
  async function recount(today: string, { code, types, clerk, ofIncident }: Narrowed = {}) {
    const { rows } = await sql<{ sort_on: string; harm: number; misses: number; blocked_by: number | null }>`
      select procedures.* from procedures join offices on offices.id = procedures.office_id
      where removed_at is null and state not in ('filed', 'arrived', 'examined', 'done')
      ${code === undefined ? sql`` : sql`and offices.code = ${code}`}
      ${clerk === undefined ? sql`` : sql`and procedures.clerk = ${clerk}`}
      ${ofIncident ? sql`and ${incidentId} in (procedures.incident_id, procedures.blocked_by)` : sql``}
      ${types === undefined ? sql`` : sql`and procedures.type in (${sql.join(types)})`}`.execute(test.store.read);
    const within = (list: typeof rows) =>
      Object.fromEntries(
        Object.entries(bucketDays(today)).map(([name, { from, until }]) => [
          name,
          list.filter((row) => row.sort_on >= from && row.sort_on < until).length,
        ]),
      );
    return {
      on: today,
      ...within(rows),
      total: rows.length,
      misses: rows.filter((row) => row.misses === 1).length,
      blocked: rows.filter((row) => row.blocked_by !== null).length,
      delayed: rows.filter((row) => row.sort_on < today || row.misses === 1).length,
      harm: within(rows.filter((row) => row.harm === 1)),
    };
  }

  async function step(random: ReturnType<typeof createRandom>, known: number[], acts: number[]) {
    const day = (from: number, to: number) =>
      new Date(Date.UTC(2026, 5, 10 + random.int(from, to))).toISOString().slice(0, 10);
    const id = random.pick(known as [number, ...number[]]);
    const { procedures } = test.client;
    const what = random.int(0, 7);
    if (what <= 2) {
      const officeCode = `000${random.int(1, 8)}`;
      const made = await procedures.create({
        officeCode,
        type: random.pick(TYPES),
        person: random.pick(PEOPLE),
        baseDate: day(-30, 10),
        again: true,
        clerk: random.pick(['山本', '中村']),
        ...(random.chance(0.3) ? { incidentId } : {}),
        blockedBy: random.chance(0.3) ? incidentId : null,
        expectedOn: random.chance(0.4) ? day(-5, 30) : '',
      });
      known.push(made.id);
      acts.push(made.changeId);
    } else if (what === 3) {
      await procedures
        .update({ id, state: random.pick(STATES), stateReason: '訂正', again: true })
        .catch(ignoreRemoved);
    } else if (what === 4) {
      const rows = [...new Set([id, random.pick(known as [number, ...number[]])])].map((each) => ({ id: each }));
      const change = { state: random.pick(STATES), blockedBy: random.chance(0.5) ? incidentId : null };
      const done = await procedures.bulk({ rows, change, again: true }).catch(ignoreRemoved);
      if (done?.changeId) acts.push(done.changeId);
    } else if (what === 5) {
      const done = await procedures.remove({ id }).catch(ignoreRemoved);
      if (done) acts.push(done.changeId);
    } else if (what === 6) {
      await procedures
        .update({ id, expectedOn: day(-5, 40), baseDate: day(-30, 10), type: random.pick(TYPES) })
        .catch(ignoreRemoved);
    } else if (acts.length > 0) {
      const changeId = acts.splice(random.int(0, acts.length - 1), 1)[0] ?? 0;
      await procedures.undo({ changeId });
    }
  }

  it('always counts what a full recount counts, over random histories', async () => {
    for (const seed of [1, 2, 3]) {
      const random = createRandom(seed);
      const known = [
        (
          await test.client.procedures.create({
            officeCode: '0001',
            type: 'rishoku',
            baseDate: '2026-06-01',
            again: true,
          })
        ).id,
      ];
      const acts: number[] = [];
      for (let round = 0; round < 8; round += 1) {
        for (let n = 0; n < 12; n += 1) await step(random, known, acts);
        expect(await test.client.procedures.board({})).toEqual(await recount('2026-06-10'));
        const on = `2026-06-${random.int(10, 30)}`;
        expect(await test.client.procedures.board({ on })).toEqual(await recount(on));
        const office = await test.client.procedures.board({ search: '0003' });
        expect(office).toEqual(await recount('2026-06-10', { code: '0003' }));
        const ofIncident = await test.client.procedures.board({ incidentId });
        expect(ofIncident).toEqual(await recount('2026-06-10', { ofIncident: true }));
        const both = await test.client.procedures.board({ incidentId, search: '0003' });
        expect(both).toEqual(await recount('2026-06-10', { ofIncident: true, code: '0003' }));
        const ofClerk = await test.client.procedures.board({ clerk: '山本', on });
        expect(ofClerk).toEqual(await recount(on, { clerk: '山本' }));
        const type = random.pick(TYPES);
        expect(await test.client.procedures.board({ type })).toEqual(await recount('2026-06-10', { types: [type] }));
        const board = await test.client.procedures.board({ authority: 'ハローワーク' });
        expect(board).toEqual(await recount('2026-06-10', { types: ['rishoku', 'koyo-shutoku'] }));
        const { total } = await test.client.procedures.list({ type, bucket: 'overdue' });
        expect(total).toBe((await test.client.procedures.board({ type })).overdue);
      }
    }
    expect((await test.client.procedures.board({})).total).toBeGreaterThan(20);
  }, 240_000);

  it('leads from every number to exactly the filings it counts, the urgent ones first', async () => {
    const board = await test.client.procedures.board({});
    for (const bucket of ['overdue', 'today', 'soon', 'week', 'later', 'none'] as const) {
      const { rows, total } = await test.client.procedures.list({ bucket, order: 'need', limit: 1000 });
      expect(total, bucket).toBe(board[bucket]);
      expect(rows, bucket).toHaveLength(board[bucket]);
      const urgent = rows.filter((row) => row.harm);
      expect(rows.slice(0, urgent.length), bucket).toEqual(urgent);
      expect(urgent, bucket).toHaveLength(board.harm[bucket]);
    }
    for (const filter of [{ misses: true }, { blocked: true }, { delayed: true }]) {
      const name = Object.keys(filter)[0] as 'misses' | 'blocked' | 'delayed';
      const { rows, total } = await test.client.procedures.list({ ...filter, limit: 1000 });
      expect([total, rows.length], name).toEqual([board[name], board[name]]);
    }
  });

  it('pages through a column without losing or repeating one', async () => {
    for (const order of ['need', 'due'] as const) {
      const whole = await test.client.procedures.list({ pending: true, order, limit: 1000 });
      const paged: number[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await test.client.procedures.list({ pending: true, order, limit: 3, cursor });
        paged.push(...page.rows.map((row) => row.id));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(paged).toEqual(whole.rows.map((row) => row.id));
    }
  });

  it('narrows by authority, kind and clerk, and offers what there is', async () => {
    const made = await test.client.procedures.create({
      officeCode: '0008',
      type: 'koyo-tenkin',
      baseDate: '2026-06-01',
      clerk: '高橋',
    });
    const { authorities, clerks } = await test.client.procedures.choices({});
    expect(authorities).toContain('ハローワーク');
    expect(clerks).toEqual(['中村', '山本', '高橋']);
    expect((await test.client.procedures.board({ clerk: '高橋' })).total).toBe(1);
    const { rows } = await test.client.procedures.list({ authority: 'ハローワーク', type: 'koyo-tenkin' });
    expect(rows.map((row) => row.id)).toEqual([made.id]);
    expect((await test.client.procedures.list({ authority: '個人情報保護委員会', type: 'koyo-tenkin' })).total).toBe(0);
  });
});

/** A filing taken out meanwhile is refused; a random history meets that. */
function ignoreRemoved(error: { code?: string }): undefined {
  if (error.code !== 'not_found') throw error;
}
