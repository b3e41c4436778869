import type { ReadDb, WriteTx } from '../store.ts';
import { counted, type RecipientFilter, recipientsOf } from './recipients.ts';

/** Writes mails to send (at most 1,000). Each keeps its Message-ID for every try. */
export async function insertDeliveries(
  tx: WriteTx,
  rows: readonly { recipientId: number; versionId: number; address: string; messageId: string; at: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('deliveries')
    .values(
      rows.map((row) => ({
        recipient_id: row.recipientId,
        version_id: row.versionId,
        channel: 'mail',
        address: row.address,
        message_id: row.messageId,
        state: 'queued',
        attempts: 0,
        response: '',
        queued_at: row.at,
        next_at: row.at,
        finished_at: null,
      })),
    )
    .execute();
}

/** Recipients of a version that some mail failed or was taken back for, or that had none, by id after `afterId`. */
export async function recipientsToRetry(tx: WriteTx, versionId: number, afterId: number, limit: number) {
  return tx
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['recipients.id as recipientId', 'recipients.office_id as officeId', 'offices.mail', 'offices.channels'])
    .where('recipients.version_id', '=', versionId)
    .where('recipients.id', '>', afterId)
    .where(counted)
    .where((e) =>
      e.or([
        e('recipients.delivery_state', '=', 'no_address'),
        e.exists(
          e
            .selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.recipient_id', '=', 'recipients.id')
            .where('deliveries.state', 'in', ['failed', 'cancelled']),
        ),
      ]),
    )
    .orderBy('recipients.id')
    .limit(limit)
    .execute();
}

/** The addresses (in small letters) of these recipients that have their mail, or may have it, or will. */
export async function addressesServed(tx: WriteTx, recipientIds: readonly number[]): Promise<Map<number, Set<string>>> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['recipient_id as recipientId', 'address'])
    .where('recipient_id', 'in', recipientIds)
    .where('state', 'not in', ['failed', 'cancelled'])
    .execute();
  const served = new Map<number, Set<string>>();
  for (const { recipientId, address } of rows) {
    const addresses = served.get(recipientId) ?? new Set();
    served.set(recipientId, addresses.add(address.toLowerCase()));
  }
  return served;
}

export async function getDelivery(
  db: ReadDb,
  id: number,
): Promise<{ id: number; versionId: number; recipientId: number; address: string } | null> {
  const row = await db
    .selectFrom('deliveries')
    .select(['id', 'version_id as versionId', 'recipient_id as recipientId', 'address'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Mails accepted since an instant. */
export async function countSentSince(db: ReadDb, since: string): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('finished_at', '>=', since)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Mails waiting and in doubt over all versions. */
export async function countUnderway(db: ReadDb): Promise<{ waiting: number; inDoubt: number }> {
  const rows = await db
    .selectFrom('counters')
    .select(['delivery_state as state', (e) => e.fn.sum<number>('count').as('n')])
    .where('delivery_state', 'in', ['queued', 'retry', 'sending', 'handed', 'in_doubt'])
    .where('acknowledgement_state', '<>', 'merged')
    .groupBy('delivery_state')
    .execute();
  const total = (states: string[]) =>
    rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.n), 0);
  return { waiting: total(['queued', 'retry', 'sending', 'handed']), inDoubt: total(['in_doubt']) };
}

/**
 * A page of recipients of a version, by office code after `afterCode`, each with the mail that makes its state:
 * of several the newest in that state.
 */
export async function listDeliveries(db: ReadDb, filter: RecipientFilter, afterCode: string | null, limit: number) {
  return recipientsOf(db, filter)
    .leftJoin('deliveries', (join) =>
      join.onRef('deliveries.recipient_id', '=', 'recipients.id').on((e) =>
        e(
          'deliveries.id',
          '=',
          e
            .selectFrom('deliveries as newest')
            .select((n) => n.fn.max<number>('newest.id').as('id'))
            .whereRef('newest.recipient_id', '=', 'recipients.id')
            .whereRef('newest.state', '=', 'recipients.delivery_state'),
        ),
      ),
    )
    .select([
      'deliveries.id',
      'offices.id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'offices.phone',
      'deliveries.address',
      'recipients.delivery_state as state',
      'deliveries.attempts',
      'deliveries.response',
      'deliveries.next_at as nextAt',
      'deliveries.finished_at as finishedAt',
      'deliveries.message_id as messageId',
    ])
    .$if(afterCode !== null, (query) => query.where('offices.code', '>', afterCode ?? ''))
    .orderBy('offices.code')
    .limit(limit)
    .execute();
}
