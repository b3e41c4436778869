import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callCandidates, letGo, settleEntry, takeUp } from '../../db/queries/callDesk.ts';
import { heldBy } from '../../db/queries/callHolds.ts';
import type { Store } from '../../db/store.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { inCallOrder, readyAfter } from '../../electron/rules/callOrder.ts';
import { engines, type TestStore } from '../support/engines.ts';

const OFFICES = 12;
const STEPS = 1_000;
/** Looking at the whole desk takes the longest: every so many steps. */
const LOOK = 4;
const MINUTE = 60_000;
const HOLD = 15 * MINUTE;
const CLERKS = ['山本', '佐藤', '鈴木'] as const;
const OUTCOMES = ['absent', 'refused', 'question', 'callback'] as const;

/** What a plain list in memory says of an office. */
interface Known {
  confirmed: boolean;
  holder: string | null;
  until: number;
  ready: number;
}

describe.each(engines)('the call desk on $engine', ({ open }) => {
  let opened: TestStore;
  let store: Store;
  beforeEach(async () => {
    opened = await open();
    store = opened.store;
    await store.write(async (tx) => {
      const statements = [
        `insert into incidents (title, provider, known_on, narrowed, created_at) values ('a', 'b', '2026-06-05', 0, '')`,
        `insert into notices (incident_id, title, created_at) values (1, 'n', '')`,
        `insert into notice_versions (notice_id, number, label, subject, body, updated_at, sent_at)
          values (1, 1, '', '', '', '', '2026-06-05T00:00:00.000Z')`,
        ...Array.from(
          { length: OFFICES },
          (
            _,
            i,
          ) => `insert into offices (code, name, kana, branch, postal_code, address, phone, fax, mail, contact_name,
            labor_number, status, updated_at)
            values ('${i}', '', '', '', '', '', '03-0000-000${i}', '', '', '', '', 'entrusted', '')`,
        ),
        `insert into recipients (version_id, office_id, branch, delivery_state, acknowledgement_state, confirmed_number)
          select 1, id, '', 'sent', 'open', null from offices order by id`,
      ];
      for (const statement of statements) await sql.raw(statement).execute(tx);
    });
  });
  afterEach(() => opened.close());

  const desk = (now: number) => ({
    versionId: 1,
    now: new Date(now).toISOString(),
    today: '2026-06-08',
  });
  const holder = (clerk: string, now: number) => ({
    clerk,
    desk: '',
    now: new Date(now).toISOString(),
    until: new Date(now + HOLD).toISOString(),
  });
  const offer = async (now: number) => {
    const at = desk(now);
    return inCallOrder(await callCandidates(store.read, at, 50), at.now).map((row) => row.recipientId);
  };
  const confirm = (id: number, state: string) =>
    store.write((tx) =>
      tx.updateTable('recipients').set({ acknowledgement_state: state }).where('id', '=', id).execute(),
    );

  /** Three clerks at one desk, acting at random, beside a plain list in memory of what must be true. */
  function createDrill() {
    const random = createRandom(11);
    const known = new Map<number, Known>(
      Array.from({ length: OFFICES }, (_, i) => [i + 1, { confirmed: false, holder: null, until: 0, ready: 0 }]),
    );
    const seen = { taken: 0, refused: 0, expired: 0, confirmed: 0, recorded: 0 };
    const of = (id: number) => known.get(id) as Known;
    const isFree = (id: number, now: number) =>
      !of(id).confirmed && of(id).ready <= now && (of(id).holder === null || of(id).until <= now);
    const free = (now: number) => [...known.keys()].filter((each) => isFree(each, now));

    const take = async (clerk: string, now: number) => {
      // What this clerk read may be old by now: any office at all is asked for.
      const wanted = random.chance(0.7) ? (free(now)[0] ?? 1) : random.int(1, OFFICES);
      const { confirmed, ready, until } = of(wanted);
      const may = isFree(wanted, now) || (of(wanted).holder === clerk && !confirmed && ready <= now);
      const fence = await store.write((tx) => takeUp(tx, wanted, holder(clerk, now)));
      expect(fence !== null, `${clerk} takes ${wanted} at ${now}`).toBe(may);
      if (fence === null) seen.refused += 1;
      if (fence === null) return;
      if (of(wanted).holder !== null && until <= now) seen.expired += 1;
      seen.taken += 1;
      Object.assign(of(wanted), { holder: clerk, until: now + HOLD });
      expect(await heldBy(store.read, holder(clerk, now), 1)).not.toBeNull();
    };
    const settle = async () => {
      const id = random.int(1, OFFICES);
      const state = random.pick(['confirmed', 'superseded', 'exempt', 'open', 'outdated'] as const);
      await confirm(id, state);
      of(id).confirmed = !['open', 'outdated'].includes(state);
      if (of(id).confirmed) seen.confirmed += 1;
    };
    const leave = async (clerk: string) => {
      const gone = await store.write((tx) => letGo(tx, { clerk, desk: '' }));
      for (const each of gone) Object.assign(of(each), { holder: null, until: 0 });
      expect([...known].filter(([, each]) => each.holder === clerk)).toEqual([]);
    };
    const record = async (clerk: string, now: number) => {
      const mine = [...known].find(([, each]) => each.holder === clerk);
      if (!mine) return;
      const outcome = random.pick(OUTCOMES);
      const promise = new Date(now + random.int(1, 90) * MINUTE).toISOString();
      const rest = readyAfter(outcome, random.int(1, 3), new Date(now), promise);
      // Who rests until tomorrow would empty the desk: here it is an hour.
      const ready = Math.min(Date.parse(rest), now + 60 * MINUTE);
      const callbackAt = outcome === 'callback' ? promise : null;
      const readyAt = new Date(ready).toISOString();
      const standing = { attempts: 1, lastOutcome: outcome, lastAt: desk(now).now, readyAt, callbackAt };
      await store.write((tx) => settleEntry(tx, mine[0], standing));
      Object.assign(mine[1], { holder: null, until: 0, ready });
      seen.recorded += 1;
    };
    const act = (now: number) => {
      const clerk = random.pick(CLERKS);
      const die = random.int(1, 10);
      if (die <= 5) return take(clerk, now);
      if (die === 6) return settle();
      return die === 7 ? leave(clerk) : record(clerk, now);
    };
    return { act, free, seen, pause: () => random.int(0, 4) * MINUTE };
  }

  it(`over ${STEPS} random steps of three clerks: never offered to two, never after it confirmed, never in its rest`, async () => {
    const drill = createDrill();
    let now = Date.parse('2026-06-08T00:00:00.000Z');
    for (let step = 0; step < STEPS; step += 1) {
      now += drill.pause();
      if (step % LOOK === 0) {
        const offered = await offer(now);
        expect(
          offered.toSorted((a, b) => a - b),
          `step ${step}`,
        ).toEqual(drill.free(now));
      }
      await drill.act(now);
    }
    for (const [what, count] of Object.entries(drill.seen)) expect(count, what).toBeGreaterThan(10);
    const { rows } = await sql<{ is_open: number; on_desk: number; unconfirmed: number }>`select
      call_entries.is_open, recipients.on_desk,
      case when recipients.acknowledgement_state in ('open', 'outdated') then 1 else 0 end as unconfirmed
      from call_entries join recipients on recipients.id = call_entries.recipient_id`.execute(store.read);
    expect(rows.filter((row) => row.is_open !== row.unconfirmed || row.on_desk !== 1)).toEqual([]);
  }, 180_000);

  it('of two who take the same office at once exactly one gets it, and each hold has a fence of its own', async () => {
    const now = Date.parse('2026-06-08T00:00:00.000Z');
    for (let round = 0; round < 20; round += 1) {
      const at = now + round * 20 * MINUTE;
      const fences = await Promise.all(CLERKS.map((clerk) => store.write((tx) => takeUp(tx, 1, holder(clerk, at)))));
      expect(fences.filter((fence) => fence !== null)).toEqual([round + 1]);
    }
  });

  it('an office without a number that could be dialled is not offered', async () => {
    const now = Date.parse('2026-06-08T00:00:00.000Z');
    await store.write((tx) => sql`update offices set phone = '' where id <= 3`.execute(tx));
    await store.write((tx) =>
      sql`insert into contacts (office_id, role, name, mail, phone, fax, gets_notices, note, updated_at)
        values (2, '', '', '', '03-0000-9999', '', 0, '', '')`.execute(tx),
    );
    expect(await offer(now)).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('a call is taken back once and never changed or deleted', async () => {
    await store.write((tx) =>
      sql`insert into calls (recipient_id, version_id, office_id, at, clerk, outcome, phone, name, note)
        values (1, 1, 1, '2026-06-08T00:00:00.000Z', '山本', 'absent', '', '', '')`.execute(tx),
    );
    const run = (statement: string) => store.write((tx) => sql.raw(statement).execute(tx));
    await expect(run(`update calls set note = 'x'`)).rejects.toThrow(/taken back/);
    await expect(run(`update calls set outcome = 'refused'`)).rejects.toThrow(/taken back/);
    await expect(run('delete from calls')).rejects.toThrow(/taken back/);
    await run(`update calls set undone_at = '2026-06-08T00:01:00.000Z'`);
    await expect(run(`update calls set undone_at = null`)).rejects.toThrow(/taken back/);
  });
});
