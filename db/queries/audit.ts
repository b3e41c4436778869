import { createHash } from 'node:crypto';
import type { AuditEventsTable } from '../schema.ts';
import type { ReadDb, WriteTx } from '../store.ts';

/** What happened, without personal data: ids, counts, states, hashes. */
export interface AuditEntry {
  at: string;
  clerk: string;
  action: string;
  entity: string;
  entityId: number | null;
  detail: Record<string, string | number | boolean | null>;
}

/** First link of every chain. */
const GENESIS = '0'.repeat(64);

/** Adds a row to the chain inside the caller's transaction: writers come one at a time, so the last row is the last. */
export async function appendAudit(tx: WriteTx, entry: AuditEntry): Promise<void> {
  const last = await tx.selectFrom('audit_events').select('hash').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const row = {
    at: entry.at,
    clerk: entry.clerk,
    action: entry.action,
    entity: entry.entity,
    entity_id: entry.entityId,
    detail: JSON.stringify(entry.detail),
    prev_hash: last?.hash ?? GENESIS,
  };
  await tx
    .insertInto('audit_events')
    .values({ ...row, hash: auditHash(row) })
    .execute();
}

/** SHA-256 over the length-prefixed fields and the hash before, so that no two rows can be confused. */
function auditHash(row: Omit<AuditEventsTable, 'seq' | 'hash'>): string {
  const hash = createHash('sha256').update('todoke-audit-1\n');
  const fields = [row.at, row.clerk, row.action, row.entity, String(row.entity_id ?? ''), row.detail, row.prev_hash];
  for (const field of fields) hash.update(`${Buffer.byteLength(field)}:${field}\n`);
  return hash.digest('hex');
}

/** Rows newest first, before `beforeSeq`. */
export async function listAudit(db: ReadDb, beforeSeq: number | null, limit: number) {
  return db
    .selectFrom('audit_events')
    .select(['seq', 'at', 'clerk', 'action', 'entity', 'entity_id as entityId', 'detail'])
    .$if(beforeSeq !== null, (query) => query.where('seq', '<', beforeSeq ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

/** Number of rows in the chain. */
export async function countAudit(db: ReadDb): Promise<number> {
  const row = await db
    .selectFrom('audit_events')
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Up to `limit` rows after `seq`, oldest first, whole: what the verifier reads. */
async function auditAfter(db: ReadDb, seq: number, limit: number) {
  return db.selectFrom('audit_events').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

/** Walks the chain from the start; `firstBad` is the first row that does not fit. */
export async function verifyAudit(db: ReadDb): Promise<{ rows: number; ok: boolean; firstBad: number | null }> {
  let previous = GENESIS;
  let seq = 0;
  let rows = 0;
  for (;;) {
    const page = await auditAfter(db, seq, 1000);
    for (const row of page) {
      if (row.prev_hash !== previous || auditHash(row) !== row.hash) return { rows, ok: false, firstBad: row.seq };
      previous = row.hash;
      seq = row.seq;
      rows += 1;
    }
    if (page.length < 1000) return { rows, ok: true, firstBad: null };
    await new Promise(setImmediate);
  }
}

/** Number of the newest audit row, 0 without one: another whenever anything changed. */
export async function newestAudit(db: ReadDb): Promise<number> {
  const row = await db
    .selectFrom('audit_events')
    .select((e) => e.fn.max<number | null>('seq').as('seq'))
    .executeTakeFirstOrThrow();
  return Number(row.seq ?? 0);
}
