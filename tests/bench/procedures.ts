import type Database from 'better-sqlite3';
import { bucketDays } from '../../electron/rules/procedureStates.ts';
import { type Bench, timed } from './measure.ts';
import type { Registers } from './registers.ts';

const OFFICES = 10_000;
const FILINGS = 500_000;
const TODAY = '2026-06-10';
const REPEAT = 20;

/** The board and its lists over 500,000 filings: against counts and a page straight out of an index. */
export async function procedureBenches(registers: Registers): Promise<Bench[]> {
  const { client, bare } = await registers.of(OFFICES);
  addFilings(bare);
  bare.exec('analyze');
  const days = Object.values(bucketDays(TODAY));
  const counts = days.map(({ from, until }) =>
    bare.prepare(
      `select count(*) as n from procedures where pending = 1 and sort_on >= '${from}' and sort_on < '${until}'`,
    ),
  );
  const bareCounts = () => counts.map((count) => count.get() as { n: number });
  await requireEqual(client, {}, bare.prepare<[], number[]>(`select ${SUMS} from procedures where pending = 1`).raw());
  const page = bare.prepare(
    `select procedures.*, offices.code, offices.name from procedures join offices on offices.id = office_id
      where pending = 1 and harm = 1 and sort_on < '${TODAY}' order by sort_on, procedures.id limit 100`,
  );
  return [
    {
      name: 'procedures.board, 500,000 filings',
      limit: 'six counts in an index',
      goal: 1.5,
      product: () => timed(() => client.procedures.board({ on: TODAY }), REPEAT),
      bare: () => timed(bareCounts),
    },
    ...(await narrowedBoards(client, bare)),
    {
      name: 'procedures.list, 100 urgent of 500,000',
      limit: 'the page with its offices',
      goal: 30,
      product: () => timed(() => client.procedures.list({ bucket: 'overdue', order: 'need' }), REPEAT),
      bare: () => timed(() => page.all(), REPEAT),
    },
  ];
}

type Client = Awaited<ReturnType<Registers['of']>>['client'];

/** All that the board answers with, in the order of `requireEqual`. */
const SUMS = [
  ...['1 = 1', 'harm = 1'].flatMap((those) =>
    Object.values(bucketDays(TODAY)).map(
      ({ from, until }) => `sum(sort_on >= '${from}' and sort_on < '${until}' and ${those})`,
    ),
  ),
  ...['count(*)', 'sum(misses = 1)', 'sum(blocked_by is not null)', `sum(sort_on < '${TODAY}' or misses = 1)`],
].join(', ');

/** The board of a part of them, against the same counted in one walk through the index that serves that part. */
async function narrowedBoards(client: Client, bare: Database.Database): Promise<Bench[]> {
  const parts = [
    ['one kind', { type: 'rishoku' }, "type = 'rishoku'"],
    // The index of clerks leaves out what nobody has.
    ['one clerk', { clerk: '山本' }, "clerk = '山本' and clerk <> ''"],
    ['one incident', { incidentId: 1 }, '(incident_id = 1 or blocked_by = 1)'],
    ['the offices of a search', { search: '運送' }, SEARCHED],
  ] as const;
  const benches: Bench[] = [];
  for (const [what, filter, condition] of parts) {
    const counts = bare
      .prepare<[], number[]>(`select ${SUMS} from procedures where ${condition} and pending = 1`)
      .raw();
    await requireEqual(client, filter, counts);
    benches.push({
      name: `procedures.board of ${what}, 500,000 filings`,
      limit: 'the same counts in one statement',
      goal: 1.5,
      mostBlockMs: 50,
      product: () => timed(() => client.procedures.board({ on: TODAY, ...filter }), 3),
      bare: () => timed(() => counts.get(), 3),
    });
  }
  return benches;
}

const SEARCHED = `office_id in (select offices.id from offices
  join office_search on office_search.code = offices.code where office_search.key like '%運送%')`;

/** Filings of two years around today, nine in ten still to be made. */
function addFilings(bare: Database.Database): void {
  const types = ['rishoku', 'shaho-shutoku', 'koyo-shutoku', 'shoyo', 'geppen', 'rouho-henko', '36kyotei', 'santei'];
  const insert = bare.prepare(
    `insert into procedures (office_id, type, person, base_date, due_on, sort_on, state, pending, created_at, updated_at,
      blocked_by, expected_on, harm, misses, clerk, incident_id)
    select 1 + n % ${OFFICES}, json_extract(?, '$[' || (n % 8) || ']'), 'P' || n, '2026-05-01', day, coalesce(day, '9999-12-31'),
      case when n % 10 = 0 then 'filed' else 'waiting' end, n % 10 <> 0, '', '', null, '', n % 8 in (0, 1, 6), n % 20 = 1 and day is not null,
      json_extract('["山本", "中村", "佐藤", "高橋"]', '$[' || (n % 4) || ']'), case when n % 10 = 3 then 1 end
    from (select n, case when n % 8 = 4 then null else date('${TODAY}', ((n * 7919) % 730 - 365) || ' days') end as day
      from (with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${FILINGS}) select n from counted))`,
  );
  bare.exec(`insert into incidents (id, title, provider, known_on, narrowed, created_at)
    select 1, '障害', '提供会社', '2026-06-05', 0, '' where not exists (select 1 from incidents)`);
  bare.transaction(() => insert.run(JSON.stringify(types)))();
}

async function requireEqual(
  client: Client,
  filter: { type?: string; clerk?: string; incidentId?: number; search?: string },
  counts: Database.Statement<[], number[]>,
): Promise<void> {
  const { harm, ...all } = await client.procedures.board({ on: TODAY, ...filter });
  const columns = Object.keys(bucketDays(TODAY)) as (keyof typeof harm)[];
  const across = [all.total, all.misses, all.blocked, all.delayed];
  const shown = [...columns.map((name) => all[name]), ...columns.map((name) => harm[name]), ...across];
  const counted = counts.get();
  if (all.total === 0 || JSON.stringify(shown) !== JSON.stringify(counted)) {
    throw new Error(`the board and the counted filings differ: ${JSON.stringify({ filter, shown, counted })}`);
  }
}
