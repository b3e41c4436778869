import { auditHash, ChainWalk, GENESIS } from '../auditHash.ts';
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

/** From an instant on, and before another; null for no bound. */
export interface AuditRange {
  from: string | null;
  before: string | null;
}

function inRange(db: ReadDb, { from, before }: AuditRange) {
  return db
    .selectFrom('audit_events')
    .$if(from !== null, (query) => query.where('at', '>=', from ?? ''))
    .$if(before !== null, (query) => query.where('at', '<', before ?? ''));
}

/** Rows of a range with their hash, oldest first, after a row. */
export async function auditPage(db: ReadDb, range: AuditRange, afterSeq: number, limit: number) {
  return inRange(db, range)
    .select(['seq', 'at', 'clerk', 'action', 'entity', 'entity_id as entityId', 'detail', 'hash'])
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function countAuditRange(db: ReadDb, range: AuditRange): Promise<number> {
  const row = await inRange(db, range)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
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

/** Walks the chain from the start; `firstBad` is the first row that does not fit. `head` is the last good row's hash. */
export async function verifyAudit(
  db: ReadDb,
): Promise<{ rows: number; ok: boolean; firstBad: number | null; head: string }> {
  const walk = new ChainWalk();
  for (;;) {
    const page = await auditAfter(db, walk.seq, 1000);
    for (const row of page) {
      if (!walk.take(row)) return { rows: walk.rows, ok: false, firstBad: row.seq, head: walk.head };
    }
    if (page.length < 1000) return { rows: walk.rows, ok: true, firstBad: null, head: walk.head };
    await new Promise(setImmediate);
  }
}

/** Number and hash of the newest row; of the genesis without one. */
export async function auditHead(db: ReadDb): Promise<{ seq: number; hash: string }> {
  const row = await db
    .selectFrom('audit_events')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { seq: 0, hash: GENESIS };
}

/** Number of the newest audit row, 0 without one: another whenever anything changed. */
export async function newestAudit(db: ReadDb): Promise<number> {
  const row = await db
    .selectFrom('audit_events')
    .select((e) => e.fn.max<number | null>('seq').as('seq'))
    .executeTakeFirstOrThrow();
  return Number(row.seq ?? 0);
}
