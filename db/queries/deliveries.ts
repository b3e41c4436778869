import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { counted, type RecipientFilter, recipientsOf } from './recipients.ts';

export interface NewDelivery {
  recipientId: number;
  versionId: number;
  sendingId: number;
  channel: string;
  /** Frozen from here on. */
  address: string;
  messageId: string;
  at: string;
  /** When it may go. */
  goesAt: string;
  byHand: boolean;
}

/** Writes deliveries (at most 1,000). Each keeps its Message-ID for every try. */
export async function insertDeliveries(tx: WriteTx, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('deliveries')
    .values(
      rows.map((row) => ({
        recipient_id: row.recipientId,
        version_id: row.versionId,
        sending_id: row.sendingId,
        channel: row.channel,
        address: row.address,
        message_id: row.messageId,
        state: 'queued',
        attempts: 0,
        response: '',
        queued_at: row.at,
        next_at: row.goesAt,
        finished_at: null,
        by_hand: row.byHand ? 1 : 0,
      })),
    )
    .execute();
}

/** Which earlier deliveries of the same office an order takes the place of. */
export interface Replacing {
  states: readonly string[];
  /** Only those by the same channel as the new one. */
  sameChannel: boolean;
  /** Only those to the same address. */
  sameAddress?: boolean;
}

/** Marks the earlier deliveries of these recipients (at most 1,000) that this order's take the place of. */
export async function replaceEarlier(
  tx: WriteTx,
  sendingId: number,
  recipientIds: readonly number[],
  { states, sameChannel, sameAddress = false }: Replacing,
): Promise<void> {
  const conditions = sql.join(
    [
      sql`newer.sending_id = ${sendingId} and newer.recipient_id = deliveries.recipient_id`,
      ...(sameChannel ? [sql`newer.channel = deliveries.channel`] : []),
      ...(sameAddress ? [sql`lower(newer.address) = lower(deliveries.address)`] : []),
    ],
    sql` and `,
  );
  await tx
    .updateTable('deliveries')
    .set({ replaced_by: sql<number>`(select min(newer.id) from deliveries as newer where ${conditions})` })
    .where('recipient_id', 'in', recipientIds)
    .where('replaced_by', 'is', null)
    .where('state', 'in', states)
    .where(sql<boolean>`(deliveries.sending_id is null or deliveries.sending_id <> ${sendingId})`)
    .where(sql<boolean>`exists (select 1 from deliveries as newer where ${conditions})`)
    .execute();
}

/** Deliveries that count no more are left out. */
const counts = sql<boolean>`deliveries.replaced_by is null`;

/** Only what failed by this channel or for this cause. */
export interface FailedFilter {
  channel?: string | undefined;
  cause?: string | undefined;
}

/**
 * Recipients of a version that some mail failed or was taken back for, or (without a filter) that had none, by id after
 * `afterId`.
 */
export async function recipientsToRetry(
  tx: WriteTx,
  versionId: number,
  filter: FailedFilter,
  afterId: number,
  limit: number,
) {
  const all = filter.channel === undefined && filter.cause === undefined;
  return tx
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['recipients.id as recipientId', 'recipients.office_id as officeId', 'offices.mail', 'offices.channels'])
    .where('recipients.version_id', '=', versionId)
    .where('recipients.id', '>', afterId)
    .where(counted)
    .where((e) =>
      e.or([
        ...(all ? [e('recipients.delivery_state', '=', 'no_address')] : []),
        e.exists(
          e
            .selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.recipient_id', '=', 'recipients.id')
            .where('deliveries.channel', '=', 'mail')
            .where('deliveries.state', 'in', all ? ['failed', 'cancelled'] : ['failed'])
            .where(counts)
            .$if(filter.cause !== undefined, (query) => query.where('deliveries.cause', '=', filter.cause ?? '')),
        ),
      ]),
    )
    .orderBy('recipients.id')
    .limit(limit)
    .execute();
}

/** Deliveries other than mail that failed or were taken back, with the office's present addresses, by id. */
export async function otherWaysToRetry(
  tx: WriteTx,
  versionId: number,
  filter: FailedFilter,
  afterId: number,
  limit: number,
) {
  return tx
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['deliveries.id', 'deliveries.channel', 'recipients.id as recipientId'])
    .select(['offices.fax', 'offices.phone', 'offices.postal_code as postalCode', 'offices.address'])
    .where('deliveries.version_id', '=', versionId)
    .where('deliveries.id', '>', afterId)
    .where('deliveries.channel', '<>', 'mail')
    .where('deliveries.state', 'in', filter.cause === undefined ? ['failed', 'cancelled'] : ['failed'])
    .where(counts)
    .where(counted)
    .$if(filter.cause !== undefined, (query) => query.where('deliveries.cause', '=', filter.cause ?? ''))
    .$if(filter.channel !== undefined, (query) => query.where('deliveries.channel', '=', filter.channel ?? ''))
    .orderBy('deliveries.id')
    .limit(limit)
    .execute();
}

/** The mail addresses (in small letters) of these recipients with a mail in any but these states: they have it, or will. */
export async function addressesServed(
  tx: WriteTx,
  recipientIds: readonly number[],
  states: readonly string[] = ['failed', 'cancelled'],
): Promise<Map<number, Set<string>>> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['recipient_id as recipientId', 'address'])
    .where('recipient_id', 'in', recipientIds)
    .where('channel', '=', 'mail')
    .where('state', 'not in', states)
    .execute();
  const served = new Map<number, Set<string>>();
  for (const { recipientId, address } of rows) {
    const addresses = served.get(recipientId) ?? new Set();
    served.set(recipientId, addresses.add(address.toLowerCase()));
  }
  return served;
}

export async function getDelivery(db: ReadDb, id: number) {
  const row = await db
    .selectFrom('deliveries')
    .select(['id', 'version_id as versionId', 'recipient_id as recipientId', 'channel', 'address'])
    .select(['reminder_id as reminderId', 'replaced_by as replacedBy', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * A page of recipients of a version, by office code after `afterCode`, each with the delivery that makes its state:
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
            .whereRef('newest.state', '=', 'recipients.delivery_state')
            .where('newest.replaced_by', 'is', null),
        ),
      ),
    )
    .select([
      'deliveries.id',
      'offices.id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'offices.phone',
      'offices.branch',
      'deliveries.channel',
      'deliveries.address',
      'deliveries.cause',
      'deliveries.posted_on as postedOn',
      'deliveries.tracking_number as trackingNumber',
      'recipients.delivery_state as state',
      'recipients.failed_deliveries as failedDeliveries',
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
