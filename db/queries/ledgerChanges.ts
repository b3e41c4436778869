import type { ReadDb, WriteTx } from '../store.ts';

/** What became of an entry of the ledger. `before` is JSON of what stood there; null where the entry began. */
export interface LedgerChange {
  incidentId: number;
  entity: 'entry' | 'bulletin';
  entityId: number;
  act: 'created' | 'changed' | 'removed' | 'restored';
  before: unknown;
  at: string;
  clerk: string;
  importId?: number | null;
}

/** Answers the change's id, by which it can be taken back. */
export async function insertLedgerChange(tx: WriteTx, change: LedgerChange): Promise<number> {
  const row = await tx
    .insertInto('ledger_changes')
    .values({
      incident_id: change.incidentId,
      entity: change.entity,
      entity_id: change.entityId,
      act: change.act,
      before_json: change.before === null ? null : JSON.stringify(change.before),
      at: change.at,
      clerk: change.clerk,
      import_id: change.importId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const columns = ['id', 'entity', 'entity_id as entityId', 'act', 'before_json as before', 'at', 'clerk'] as const;

export async function getLedgerChange(db: ReadDb, id: number, entity: LedgerChange['entity']) {
  const changes = db.selectFrom('ledger_changes').select(columns);
  return (await changes.where('id', '=', id).where('entity', '=', entity).executeTakeFirst()) ?? null;
}

/** Newest first. */
export async function ledgerChangesOf(db: ReadDb, entity: LedgerChange['entity'], entityId: number, limit: number) {
  return db
    .selectFrom('ledger_changes')
    .select(columns)
    .where('entity', '=', entity)
    .where('entity_id', '=', entityId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Changes of an import, newest first. */
export async function ledgerChangesOfImport(db: ReadDb, importId: number) {
  return db
    .selectFrom('ledger_changes')
    .select(columns)
    .where('import_id', '=', importId)
    .orderBy('id', 'desc')
    .execute();
}
