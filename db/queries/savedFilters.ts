import type { ReadDb, WriteTx } from '../store.ts';

/** Filters by name. `filter` is parsed JSON; the caller checks its shape. */
export async function listFilters(db: ReadDb, limit: number): Promise<{ name: string; filter: unknown }[]> {
  const rows = await db.selectFrom('saved_filters').select(['name', 'filter']).orderBy('name').limit(limit).execute();
  return rows.map(({ name, filter }) => ({ name, filter: JSON.parse(filter) }));
}

/** Saves a filter over an older one of its name. */
export async function saveFilter(tx: WriteTx, saved: { name: string; filter: unknown }, at: string): Promise<void> {
  const values = { filter: JSON.stringify(saved.filter), saved_at: at };
  await tx
    .insertInto('saved_filters')
    .values({ name: saved.name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute();
}

/** Answers whether there was a filter of that name. */
export async function removeFilter(tx: WriteTx, name: string): Promise<boolean> {
  const result = await tx.deleteFrom('saved_filters').where('name', '=', name).executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}
