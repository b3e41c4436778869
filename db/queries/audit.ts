import { type Insertable, sql } from 'kysely';
import type { ChainVerifier } from '../auditCheckpoint.ts';
import { auditHash, GENESIS } from '../auditHash.ts';
import { prepared } from '../prepared.ts';
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

const lastHash = prepared((tx, _: object) =>
  tx.selectFrom('audit_events').select('hash').orderBy('seq', 'desc').limit(sql.lit(1)),
);

const addRow = prepared((tx, row: Insertable<AuditEventsTable>) => {
  const { at, clerk, action, entity, entity_id, detail, prev_hash, hash } = row;
  return tx.insertInto('audit_events').values({ at, clerk, action, entity, entity_id, detail, prev_hash, hash });
});

/** Adds a row to the chain inside the caller's transaction: writers come one at a time, so the last row is the last. */
export async function appendAudit(tx: WriteTx, entry: AuditEntry): Promise<void> {
  const [last] = await lastHash(tx, {});
  const row = {
    at: entry.at,
    clerk: entry.clerk,
    action: entry.action,
    entity: entry.entity,
    entity_id: entry.entityId,
    detail: JSON.stringify(entry.detail),
    prev_hash: last?.hash ?? GENESIS,
  };
  await addRow(tx, { ...row, hash: auditHash(row) });
}

/** Which rows: all fields optional, all of them must hold. */
export interface AuditFilter {
  clerk?: string | undefined;
  /** Rows about this office, be it named by the row or belonging to what the row is about. */
  officeId?: number | undefined;
  /** First and last instant, the last not included. */
  from?: string | undefined;
  until?: string | undefined;
}

function chosen(db: ReadDb, filter: AuditFilter) {
  return db
    .selectFrom('audit_events')
    .$if(filter.clerk !== undefined, (query) => query.where('clerk', '=', filter.clerk ?? ''))
    .$if(filter.from !== undefined, (query) => query.where('at', '>=', filter.from ?? ''))
    .$if(filter.until !== undefined, (query) => query.where('at', '<', filter.until ?? ''))
    .$if(filter.officeId !== undefined, (query) => query.where(ofOffice(filter.officeId ?? 0)));
}

/** The details of a row name an office by one of these keys. */
const OFFICE_KEYS = ['officeId', 'office', 'otherId', 'keptId', 'droppedId'];

function ofOffice(id: number) {
  const named = OFFICE_KEYS.flatMap((key) => [
    sql<boolean>`detail like ${`%"${key}":${id},%`}`,
    sql<boolean>`detail like ${`%"${key}":${id}}%`}`,
  ]);
  return sql<boolean>`((entity = 'office' and entity_id = ${id})
    or (entity = 'procedure' and entity_id in (select id from procedures where office_id = ${id}))
    or (entity = 'delivery' and entity_id in (select deliveries.id from deliveries
      join recipients on recipients.id = deliveries.recipient_id where recipients.office_id = ${id}))
    or ${sql.join(named, sql` or `)})`;
}

/** Rows newest first, before `beforeSeq`. */
export async function listAudit(db: ReadDb, filter: AuditFilter, beforeSeq: number | null, limit: number) {
  return chosen(db, filter)
    .select(['seq', 'at', 'clerk', 'action', 'entity', 'entity_id as entityId', 'detail'])
    .$if(beforeSeq !== null, (query) => query.where('seq', '<', beforeSeq ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

/** Number of the rows. */
export async function countAudit(db: ReadDb, filter: AuditFilter): Promise<number> {
  const row = await chosen(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
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

/** Who has done something, for choosing one. */
export async function listClerks(db: ReadDb): Promise<string[]> {
  const rows = await db.selectFrom('audit_events').select('clerk').distinct().orderBy('clerk').limit(200).execute();
  return rows.map((row) => row.clerk);
}

/** Up to `limit` rows after `seq`, oldest first, whole: what the verifier reads. */
async function auditAfter(db: ReadDb, seq: number, limit: number) {
  return db.selectFrom('audit_events').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

/** Walks the chain from the start and holds it against the checkpoints of the verifier; yields to other work. */
export async function verifyAudit(db: ReadDb, verifier: ChainVerifier): Promise<void> {
  for (;;) {
    const page = await auditAfter(db, verifier.walk.seq, 1000);
    for (const row of page) if (!verifier.take(row)) return;
    if (page.length < 1000) return;
    await new Promise(setImmediate);
  }
}

/** The signed states, newest first. */
export async function listCheckpoints(db: ReadDb, limit: number) {
  return db.selectFrom('audit_checkpoints').select(['seq', 'at', 'note']).orderBy('id', 'desc').limit(limit).execute();
}

export async function addCheckpoint(tx: WriteTx, row: { seq: number; at: string; note: string }): Promise<void> {
  await tx.insertInto('audit_checkpoints').values(row).execute();
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
