import type { ReadDb } from '../../db/store.ts';

/** Kept counts and the full GROUP BY they must always equal, in the same order. */
export interface Counted {
  counters: unknown[];
  truth: unknown[];
}

/** The counts of recipients by version, branch and states. */
export async function countersAndTruth(db: ReadDb): Promise<Counted> {
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
  return { counters: sorted(counters), truth: sorted(truth) };
}

/** The kept counts of deliveries by channel and state, beside the full count of those that count. */
export async function deliveryCountsAndTruth(db: ReadDb): Promise<{ counts: unknown[]; truth: unknown[] }> {
  const columns = ['version_id', 'channel', 'state'] as const;
  const counts = await db
    .selectFrom('delivery_counts')
    .select([...columns, 'count'])
    .where('count', '<>', 0)
    .execute();
  const truth = await db
    .selectFrom('deliveries')
    .select((e) => [...columns, e.fn.countAll<number>().as('count')])
    .where('replaced_by', 'is', null)
    .groupBy(columns)
    .execute();
  return { counts: sorted(counts), truth: sorted(truth) };
}

/** The counts of offices by status and branch, without those merged into another. */
export async function officeCountsAndTruth(db: ReadDb): Promise<Counted> {
  const columns = ['status', 'branch'] as const;
  const counters = await db
    .selectFrom('office_counts')
    .select([...columns, 'count'])
    .where('count', '<>', 0)
    .execute();
  const truth = await db
    .selectFrom('offices')
    .select((e) => [...columns, e.fn.countAll<number>().as('count')])
    .where('merged_into', 'is', null)
    .groupBy(columns)
    .execute();
  return { counters: sorted(counters), truth: sorted(truth) };
}

const sorted = (rows: { count: number }[]) =>
  rows.map((row) => JSON.stringify({ ...row, count: Number(row.count) })).sort();
