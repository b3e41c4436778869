import type { ReadDb, WriteTx } from '../store.ts';

/** One stored setting, parsed from JSON; null when never set. The caller checks its shape. */
export async function readSetting(db: ReadDb, key: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row ? JSON.parse(row.value) : null;
}

/** Several stored settings as they stand at one moment, each parsed from JSON; null when never set. */
export async function readSettingsOf<K extends string>(db: ReadDb, keys: readonly K[]): Promise<Record<K, unknown>> {
  const rows = await db.selectFrom('settings').select(['key', 'value']).where('key', 'in', keys).execute();
  const found = new Map<string, unknown>(rows.map(({ key, value }) => [key, JSON.parse(value)]));
  return Object.fromEntries(keys.map((key) => [key, found.get(key) ?? null])) as Record<K, unknown>;
}

export async function writeSetting(tx: WriteTx, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await tx
    .insertInto('settings')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}
