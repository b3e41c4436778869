import type { ReadDb, WriteTx } from '../store.ts';

/** A mapping saved by name. `mapping` is parsed JSON; the caller checks its shape. */
export interface SavedMapping {
  name: string;
  headers: string[];
  mapping: unknown;
}

/** Mappings, the last saved first. */
export async function listMappings(db: ReadDb, limit: number): Promise<SavedMapping[]> {
  const rows = await db
    .selectFrom('saved_mappings')
    .select(['name', 'headers', 'mapping'])
    .orderBy('saved_at', 'desc')
    .orderBy('name')
    .limit(limit)
    .execute();
  return rows.map(({ name, headers, mapping }) => ({
    name,
    headers: JSON.parse(headers),
    mapping: JSON.parse(mapping),
  }));
}

/** Saves a mapping over an older one of its name. */
export async function saveMapping(tx: WriteTx, saved: SavedMapping, at: string): Promise<void> {
  const values = { headers: JSON.stringify(saved.headers), mapping: JSON.stringify(saved.mapping), saved_at: at };
  await tx
    .insertInto('saved_mappings')
    .values({ name: saved.name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute();
}
