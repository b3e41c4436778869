import type { ReadDb, WriteTx } from '../store.ts';

export interface EntryRow {
  id: number;
  incidentId: number;
  key: string;
  kind: string;
  sortKey: string;
  /** JSON, shape of `entryValues` in the contract. */
  values: string;
  removed: boolean;
}

export interface EntryFilter {
  incidentId: number;
  kinds: readonly string[] | null;
  /** Text that stands anywhere in the entry; null for all. */
  search: string | null;
}

const columns = [
  'id',
  'incident_id as incidentId',
  'key',
  'kind',
  'sort_key as sortKey',
  'values_json as values',
  'removed',
] as const;

type Stored = Omit<EntryRow, 'removed'> & { removed: number };
const withRemoved = (row: Stored): EntryRow => ({ ...row, removed: row.removed === 1 });

function matching(db: ReadDb, { incidentId, kinds, search }: EntryFilter) {
  const found = db.selectFrom('chronology_entries').where('incident_id', '=', incidentId).where('removed', '=', 0);
  const ofKinds = kinds ? found.where('kind', 'in', kinds) : found;
  return search ? ofKinds.where('values_json', 'like', `%${search.replace(/[%_\\]/g, '')}%`) : ofKinds;
}

/** In the order things happened, after an entry. */
export async function listEntries(
  db: ReadDb,
  filter: EntryFilter,
  after: { sortKey: string; id: number } | null,
  limit: number,
): Promise<EntryRow[]> {
  const rows = await matching(db, filter)
    .select(columns)
    .$if(after !== null, (query) =>
      query.where((e) =>
        e.or([
          e('sort_key', '>', after?.sortKey ?? ''),
          e.and([e('sort_key', '=', after?.sortKey ?? ''), e('id', '>', after?.id ?? 0)]),
        ]),
      ),
    )
    .orderBy('sort_key')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(withRemoved);
}

export async function countEntries(db: ReadDb, filter: EntryFilter): Promise<number> {
  const row = await matching(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** How many entries there are of each kind. */
export async function countEntriesByKind(db: ReadDb, incidentId: number) {
  const rows = await matching(db, { incidentId, kinds: null, search: null })
    .select((e) => ['kind', e.fn.countAll<number>().as('n')])
    .groupBy('kind')
    .execute();
  return rows.map(({ kind, n }) => ({ kind, n: Number(n) }));
}

/** How often each of these entries was changed after it was entered. */
export async function countEntryChanges(db: ReadDb, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('ledger_changes')
    .select((e) => ['entity_id as id', e.fn.countAll<number>().as('n')])
    .where('entity', '=', 'entry')
    .where('act', '<>', 'created')
    .where('entity_id', 'in', ids)
    .groupBy('entity_id')
    .execute();
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

export async function getEntry(db: ReadDb, id: number): Promise<EntryRow | null> {
  const row = await db.selectFrom('chronology_entries').select(columns).where('id', '=', id).executeTakeFirst();
  return row ? withRemoved(row) : null;
}

/** Every entry of an incident, those taken out too, by key. */
export async function entriesByKey(db: ReadDb, incidentId: number): Promise<Map<string, EntryRow>> {
  const rows = await db
    .selectFrom('chronology_entries')
    .select(columns)
    .where('incident_id', '=', incidentId)
    .execute();
  return new Map(rows.map((row) => [row.key, withRemoved(row)]));
}

/** A key no entry of the incident has. */
export async function freeEntryKey(db: ReadDb, incidentId: number): Promise<string> {
  const newest = await db
    .selectFrom('chronology_entries')
    .select((e) => e.fn.max<number | null>('id').as('id'))
    .executeTakeFirstOrThrow();
  for (let n = Number(newest.id ?? 0) + 1; ; n += 1) {
    const key = `e${n}`;
    const taken = await db
      .selectFrom('chronology_entries')
      .select('id')
      .where('incident_id', '=', incidentId)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!taken) return key;
  }
}

export async function insertEntry(tx: WriteTx, entry: Omit<EntryRow, 'id' | 'removed'>): Promise<number> {
  const row = await tx
    .insertInto('chronology_entries')
    .values({
      incident_id: entry.incidentId,
      key: entry.key,
      kind: entry.kind,
      sort_key: entry.sortKey,
      values_json: entry.values,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function setEntry(
  tx: WriteTx,
  id: number,
  entry: Pick<EntryRow, 'kind' | 'sortKey' | 'values'>,
): Promise<void> {
  await tx
    .updateTable('chronology_entries')
    .set({ kind: entry.kind, sort_key: entry.sortKey, values_json: entry.values, removed: 0 })
    .where('id', '=', id)
    .execute();
}

export async function setEntryRemoved(tx: WriteTx, id: number, removed: boolean): Promise<void> {
  await tx
    .updateTable('chronology_entries')
    .set({ removed: removed ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

export interface ChronologyImport {
  incidentId: number;
  at: string;
  clerk: string;
  fileName: string;
  fileSha256: string;
  created: number;
  updated: number;
  unchanged: number;
}

export async function insertChronologyImport(tx: WriteTx, done: ChronologyImport): Promise<number> {
  const { incidentId, fileName, fileSha256, ...same } = done;
  const row = await tx
    .insertInto('chronology_imports')
    .values({ ...same, incident_id: incidentId, file_name: fileName, file_sha256: fileSha256, undone_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const importColumns = [
  'id',
  'incident_id as incidentId',
  'at',
  'clerk',
  'file_name as fileName',
  'created',
  'updated',
  'undone_at as undoneAt',
] as const;

/** Newest first. */
export async function listChronologyImports(db: ReadDb, incidentId: number, limit: number) {
  return db
    .selectFrom('chronology_imports')
    .select(importColumns)
    .where('incident_id', '=', incidentId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function getChronologyImport(db: ReadDb, id: number) {
  const imports = db.selectFrom('chronology_imports').select(importColumns);
  return (await imports.where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function markChronologyImportUndone(tx: WriteTx, id: number, at: string): Promise<void> {
  await tx.updateTable('chronology_imports').set({ undone_at: at }).where('id', '=', id).execute();
}
