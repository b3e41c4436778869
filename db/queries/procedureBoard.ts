import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';
import { filtered, type ProcedureFilter } from './procedures.ts';

/** The columns of the board with the days they span: `from` included, `until` not. */
export type BucketDays = Readonly<Record<string, { from: string; until: string }>>;

/** Where the counts come from: kept ones know kinds, days, need, blocks and misses; anything else is counted. */
function sourceOf(db: ReadDb, filter: ProcedureFilter): RawBuilder<unknown> {
  const { patterns, pending: _pending, types, ...rest } = filter;
  const isKept = patterns.length === 0 && Object.values(rest).every((value) => value === undefined);
  if (!isKept) return sql`(${grouped(db, filter)})`;
  if (types === undefined) return sql`procedure_counts`;
  const ofKinds = types.length > 0 ? sql`type in (${sql.join(types)})` : sql`1 = 0`;
  return sql`(select sort_on, harm, blocked, misses, count from procedure_kind_counts where ${ofKinds})`;
}

/**
 * How many filings still to be made each span of days holds, and of them the urgent ones under `harm_…`; beside
 * them `total`, `misses`, `blocked` and `delayed` as of `today`.
 */
export async function boardCounts(
  db: ReadDb,
  filter: ProcedureFilter,
  days: BucketDays,
  today: string,
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
    select ${sql.join(sums)} from ${sourceOf(db, filter)} as days`.execute(db);
  return Object.fromEntries(counts.map(([name]) => [name, Number(rows[0]?.[name] ?? 0)]));
}

/** The same counts out of the rows themselves, for a filter. */
function grouped(db: ReadDb, filter: ProcedureFilter) {
  return filtered(db, { ...filter, pending: true })
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
