import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';
import { filtered, type ProcedureFilter } from './procedures.ts';

/** The columns of the board with the days they span: `from` included, `until` not. */
export type BucketDays = Readonly<Record<string, { from: string; until: string }>>;

/** Whether the counts of a filter are kept: by kind, day, need, block and miss. Anything else is counted. */
export function isKept({ patterns, pending: _pending, types: _types, ...rest }: ProcedureFilter): boolean {
  return patterns.length === 0 && Object.values(rest).every((value) => value === undefined);
}

/** A part of the filings: `from` included, `until` not, of what an index walks by. */
export type Part =
  | { by: 'day'; from: string; until: string }
  | { by: 'procedure' | 'office'; from: number; until: number };

/** How many filings a part holds at most, unless a single day holds more. */
const MOST = 20_000;
const PARTS = 24;

/**
 * The filings of a filter in parts, so that no single count keeps others waiting: by what the index of that filter
 * walks through.
 */
export async function partsOf(db: ReadDb, { patterns, incidentId }: ProcedureFilter): Promise<Part[]> {
  if (incidentId !== undefined) return idParts('procedure', await lastId(db, 'procedures'));
  if (patterns.length > 0) return idParts('office', await lastId(db, 'offices'));
  const days = await db
    .selectFrom('procedure_counts')
    .select((e) => ['sort_on as on', e.fn.sum<number>('count').as('n')])
    .groupBy('sort_on')
    .orderBy('sort_on')
    .execute();
  const bounds: string[] = [];
  let held = 0;
  for (const { on, n } of days) {
    if (held > 0 && held + Number(n) > MOST) {
      bounds.push(on);
      held = 0;
    }
    held += Number(n);
  }
  return ['', ...bounds].map((from, at) => ({ by: 'day', from, until: bounds[at] ?? '~' }));
}

async function lastId(db: ReadDb, of: 'procedures' | 'offices'): Promise<number> {
  const row = await db
    .selectFrom(of)
    .select((e) => e.fn.max<number | null>('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

function idParts(by: 'procedure' | 'office', last: number): Part[] {
  const step = Math.max(1, Math.ceil((last + 1) / PARTS));
  return Array.from({ length: Math.ceil((last + 1) / step) }, (_, at) => {
    return { by, from: at * step, until: (at + 1) * step };
  });
}

/** Where the counts come from. */
function sourceOf(db: ReadDb, filter: ProcedureFilter, part?: Part): RawBuilder<unknown> {
  const { types } = filter;
  if (!isKept(filter)) return sql`(${grouped(db, filter, part)})`;
  if (types === undefined) return sql`procedure_counts`;
  const ofKinds = types.length > 0 ? sql`type in (${sql.join(types)})` : sql`1 = 0`;
  return sql`(select sort_on, harm, blocked, misses, count from procedure_kind_counts where ${ofKinds})`;
}

/**
 * How many filings still to be made each span of days holds, and of them the urgent ones under `harm_…`; beside
 * them `total`, `misses`, `blocked` and `delayed` as of `today`. Of a `part` where the counts are not kept.
 */
export async function boardCounts(
  db: ReadDb,
  filter: ProcedureFilter,
  days: BucketDays,
  today: string,
  part?: Part,
): Promise<Record<string, number>> {
  const spans = Object.entries(days).flatMap(([name, { from, until }]) => {
    const within = sql`days.sort_on >= ${from} and days.sort_on < ${until}`;
    return [
      [name, within],
      [`harm_${name}`, sql`${within} and days.harm = 1`],
    ] as const;
  });
  const counts: (readonly [string, RawBuilder<unknown>])[] = [
    ...spans,
    ['total', sql`1 = 1`],
    ['misses', sql`days.misses = 1`],
    ['blocked', sql`days.blocked = 1`],
    ['delayed', sql`(days.sort_on < ${today} or days.misses = 1)`],
  ];
  const sums = counts.map(
    ([name, condition]) => sql`sum(case when ${condition} then days.count else 0 end) as ${sql.ref(name)}`,
  );
  const { rows } = await sql<Record<string, number | null>>`
    select ${sql.join(sums)} from ${sourceOf(db, filter, part)} as days`.execute(db);
  return Object.fromEntries(counts.map(([name]) => [name, Number(rows[0]?.[name] ?? 0)]));
}

/** The same counts out of the rows themselves, for a filter. */
function grouped(db: ReadDb, filter: ProcedureFilter, part?: Part) {
  const columns = { day: 'procedures.sort_on', procedure: 'procedures.id', office: 'procedures.office_id' } as const;
  return filtered(db, { ...filter, pending: true }, true)
    .$if(part !== undefined, (query) => {
      const column = sql.ref(columns[part?.by ?? 'day']);
      return query.where(sql<boolean>`${column} >= ${part?.from ?? ''} and ${column} < ${part?.until ?? ''}`);
    })
    .select((e) => [
      'procedures.sort_on',
      'procedures.harm',
      sql<number>`case when procedures.blocked_by is null then 0 else 1 end`.as('blocked'),
      'procedures.misses',
      e.fn.countAll<number>().as('count'),
    ])
    .groupBy(['procedures.sort_on', 'procedures.harm', 'blocked', 'procedures.misses']);
}

/** Filings late or certain to be, and those due on the day. */
export async function countLate(db: ReadDb, today: string): Promise<{ delayed: number; dueToday: number }> {
  const row = await db
    .selectFrom('procedure_counts')
    .select([
      sql<number | null>`sum(case when sort_on < ${today} or misses = 1 then count else 0 end)`.as('delayed'),
      sql<number | null>`sum(case when sort_on = ${today} then count else 0 end)`.as('dueToday'),
    ])
    .executeTakeFirstOrThrow();
  return { delayed: Number(row.delayed ?? 0), dueToday: Number(row.dueToday ?? 0) };
}
