import { sql } from 'kysely';
import type { ReadDb } from '../store.ts';
import { counted } from './recipients.ts';

/** Condition on `deliveries`; the first list lets SQLite use the partial index `deliveries_underway`. */
const inDoubt = sql<boolean>`deliveries.state in ('sending', 'handed', 'in_doubt') and deliveries.state = 'in_doubt'`;

/** Mails in doubt by id after `afterId`, of one version or of all. */
export async function listDoubts(db: ReadDb, versionId: number | null, afterId: number, limit: number) {
  const rows = await doubts(db, versionId)
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .innerJoin('notice_versions', 'notice_versions.id', 'deliveries.version_id')
    .select([
      'deliveries.id',
      'deliveries.version_id as versionId',
      'notice_versions.label as versionLabel',
      'offices.id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'offices.phone',
      'deliveries.channel',
      'deliveries.address',
      'deliveries.attempts',
      'deliveries.message_id as messageId',
      'deliveries.reminder_id as reminderId',
      'recipients.acknowledgement_state as acknowledgementState',
    ])
    .where('deliveries.id', '>', afterId)
    .orderBy('deliveries.id')
    .limit(limit)
    .execute();
  const ids = rows.map((row) => row.id);
  const [tries, mails] = [await triesOf(db, ids), await mailsOf(db, ids)];
  return rows.map((row) => ({
    ...row,
    tries: tries.get(row.id) ?? [],
    mails: mails.get(row.id) ?? [],
  }));
}

export async function countDoubts(db: ReadDb, versionId: number | null): Promise<number> {
  const row = await doubts(db, versionId)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

const doubts = (db: ReadDb, versionId: number | null) =>
  db
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .where(inDoubt)
    .where(counted)
    .$if(versionId !== null, (query) => query.where('deliveries.version_id', '=', versionId ?? 0));

async function triesOf(db: ReadDb, ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, { at: string; outcome: string; response: string }[]>();
  const rows = await db
    .selectFrom('delivery_attempts')
    .select(['delivery_id as deliveryId', 'at', 'outcome', 'response'])
    .where('delivery_id', 'in', ids)
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.deliveryId);
}

/** The newest tries of one delivery and what people decided of it, newest first. */
export async function newestTries(db: ReadDb, deliveryId: number, limit: number) {
  return db
    .selectFrom('delivery_attempts')
    .select(['at', 'outcome', 'response'])
    .where('delivery_id', '=', deliveryId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

async function mailsOf(db: ReadDb, ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, { kind: string }[]>();
  const rows = await db
    .selectFrom('incoming_mails')
    .select(['delivery_id as deliveryId', 'kind'])
    .where('delivery_id', 'in', ids)
    .execute();
  return Map.groupBy(rows, (row) => row.deliveryId ?? 0);
}
