import type { ReadDb } from '../../db/store.ts';

/** The maintained counters and the full GROUP BY they must always equal, in the same order. */
export async function countersAndTruth(db: ReadDb): Promise<{ counters: unknown[]; truth: unknown[] }> {
  const columns = ['version_id', 'branch', 'delivery_state', 'acknowledgement_state'] as const;
  const counters = await db
    .selectFrom('counters')
    .select([...columns, 'count'])
    .where('count', '<>', 0)
    .execute();
  const truth = await db
    .selectFrom('recipients')
    .select((e) => [...columns, e.fn.countAll<number>().as('count')])
    .groupBy(columns)
    .execute();
  const sorted = (rows: { count: number }[]) =>
    rows.map((row) => JSON.stringify({ ...row, count: Number(row.count) })).sort();
  return { counters: sorted(counters), truth: sorted(truth) };
}
