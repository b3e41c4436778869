import type { ReadDb, WriteTx } from '../store.ts';

/** One stored setting, parsed from JSON; null when never set. The caller checks its shape. */
export async function readSetting(db: ReadDb, key: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row ? JSON.parse(row.value) : null;
}

export async function writeSetting(tx: WriteTx, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await tx
    .insertInto('settings')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}
