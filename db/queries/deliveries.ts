import { type SelectQueryBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { officeMatches } from './offices.ts';

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

/** A mail claimed for sending, with all that its text needs. */
export interface ClaimedMail {
  id: number;
  recipientId: number;
  address: string;
  messageId: string;
  attempts: number;
  queuedAt: string;
  subject: string;
  body: string;
  officeName: string;
  contactName: string;
}

/** Takes up to `limit` due mails: they are `sending` from here on, and no other claim gets them. */
export async function claimDue(tx: WriteTx, engine: Engine, now: string, limit: number): Promise<ClaimedMail[]> {
  const due = await tx
    .selectFrom('deliveries')
    .select('id')
    .where(dueNow(now))
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  if (due.length === 0) return [];
  const ids = due.map((row) => row.id);
  await tx
    .updateTable('deliveries')
    .set((e) => ({ state: 'sending', attempts: e('attempts', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
  await copyStateToRecipients(tx, ids, 'sending');
  return tx
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .innerJoin('notice_versions', 'notice_versions.id', 'deliveries.version_id')
    .select([
      'deliveries.id',
      'deliveries.recipient_id as recipientId',
      'deliveries.address',
      'deliveries.message_id as messageId',
      'deliveries.attempts',
      'deliveries.queued_at as queuedAt',
      'notice_versions.subject',
      'notice_versions.body',
      'offices.name as officeName',
      'offices.contact_name as contactName',
    ])
    .where('deliveries.id', 'in', ids)
    .orderBy('deliveries.id')
    .execute();
}

function dueNow(now: string) {
  // The literals let SQLite use the partial index `deliveries_due`.
  return sql<boolean>`deliveries.state in ('queued', 'retry') and deliveries.next_at <= ${now}`;
}

/** When the next waiting mail is due; null when none waits. */
export async function nextDueAt(db: ReadDb): Promise<string | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('next_at')
    .where(sql<boolean>`deliveries.state in ('queued', 'retry')`)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at ?? null;
}

/** Committed just before the final dot: from here on the server may have the mail. */
export async function markHanded(tx: WriteTx, id: number): Promise<void> {
  await setState(tx, [id], 'handed', {});
}

/** How a try ended. `nextAt` only with `retry`. */
export interface Outcome {
  state: 'sent' | 'retry' | 'failed' | 'in_doubt' | 'queued';
  response: string;
  at: string;
  nextAt: string | null;
}

export async function recordOutcome(tx: WriteTx, id: number, outcome: Outcome): Promise<void> {
  const waits = outcome.state === 'retry' || outcome.state === 'queued';
  await setState(tx, [id], outcome.state, {
    response: outcome.response,
    finished_at: waits ? null : outcome.at,
    ...(outcome.nextAt ? { next_at: outcome.nextAt } : {}),
  });
  await tx
    .insertInto('delivery_attempts')
    .values({ delivery_id: id, at: outcome.at, outcome: outcome.state, response: outcome.response })
    .execute();
}

/**
 * After a crash: what was `sending` cannot have been accepted and waits again; what was `handed` may have
 * been, so it becomes `in_doubt` for a person to decide. Only the holder of the sender lock may call this.
 */
export async function recoverInterrupted(tx: WriteTx, at: string): Promise<{ queued: number; inDoubt: number }> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'state'])
    .where(sql<boolean>`deliveries.state in ('sending', 'handed', 'in_doubt') and deliveries.state <> 'in_doubt'`)
    .execute();
  const sending = rows.filter((row) => row.state === 'sending').map((row) => row.id);
  const handed = rows.filter((row) => row.state === 'handed').map((row) => row.id);
  await setState(tx, sending, 'queued', {});
  for (const id of handed) {
    await recordOutcome(tx, id, { state: 'in_doubt', response: '', at, nextAt: null });
  }
  return { queued: sending.length, inDoubt: handed.length };
}

/** Takes back the unsent mails of a version. Answers how many. */
export async function cancelWaiting(tx: WriteTx, versionId: number, at: string): Promise<number> {
  const ids = await idsInState(tx, versionId, ['queued', 'retry']);
  for (let i = 0; i < ids.length; i += 500) await setState(tx, ids.slice(i, i + 500), 'cancelled', { finished_at: at });
  return ids.length;
}

/** Recipients of a version whose mail failed or was taken back, with the office's present address. */
export async function recipientsToRetry(db: ReadDb, versionId: number) {
  return db
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['recipients.id as recipientId', 'recipients.office_id as officeId', 'offices.mail'])
    .where('recipients.version_id', '=', versionId)
    .where('recipients.delivery_state', 'in', ['failed', 'cancelled', 'no_address'])
    .orderBy('recipients.id')
    .execute();
}

export async function setRecipientState(tx: WriteTx, recipientIds: readonly number[], state: string): Promise<void> {
  if (recipientIds.length === 0) return;
  await tx.updateTable('recipients').set({ delivery_state: state }).where('id', 'in', recipientIds).execute();
}

export async function getDelivery(
  db: ReadDb,
  id: number,
): Promise<{ id: number; state: string; versionId: number; recipientId: number; address: string } | null> {
  const row = await db
    .selectFrom('deliveries')
    .select(['id', 'state', 'version_id as versionId', 'recipient_id as recipientId', 'address'])
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
    .groupBy('delivery_state')
    .execute();
  const total = (states: string[]) =>
    rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.n), 0);
  return { waiting: total(['queued', 'retry', 'sending', 'handed']), inDoubt: total(['in_doubt']) };
}

export interface DeliveryFilter {
  versionId: number;
  states: readonly string[] | null;
  patterns: readonly string[];
}

/** A page of recipients of a version with their newest mail, by office code after `afterCode`. */
export async function listDeliveries(db: ReadDb, filter: DeliveryFilter, afterCode: string | null, limit: number) {
  return recipientsOf(db, filter)
    .leftJoin('deliveries', (join) =>
      join.onRef('deliveries.recipient_id', '=', 'recipients.id').on((e) =>
        e(
          'deliveries.id',
          '=',
          e
            .selectFrom('deliveries as newest')
            .select((n) => n.fn.max<number>('newest.id').as('id'))
            .whereRef('newest.recipient_id', '=', 'recipients.id'),
        ),
      ),
    )
    .select([
      'deliveries.id',
      'offices.id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
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

export async function countDeliveries(db: ReadDb, filter: DeliveryFilter): Promise<number> {
  const row = await recipientsOf(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function recipientsOf(db: ReadDb, filter: DeliveryFilter) {
  let query: SelectQueryBuilder<Schema, 'recipients' | 'offices', object> = db
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .where('recipients.version_id', '=', filter.versionId);
  if (filter.states) query = query.where('recipients.delivery_state', 'in', filter.states);
  return query.where(officeMatches(filter.patterns));
}

async function idsInState(db: ReadDb, versionId: number, states: readonly string[]): Promise<number[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('id')
    .where('version_id', '=', versionId)
    .where('state', 'in', states)
    .execute();
  return rows.map((row) => row.id);
}

async function setState(
  tx: WriteTx,
  ids: readonly number[],
  state: string,
  more: { response?: string; finished_at?: string | null; next_at?: string },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('deliveries')
    .set({ state, ...more })
    .where('id', 'in', ids)
    .execute();
  await copyStateToRecipients(tx, ids, state);
}

async function copyStateToRecipients(tx: WriteTx, deliveryIds: readonly number[], state: string): Promise<void> {
  await tx
    .updateTable('recipients')
    .set({ delivery_state: state })
    .where('id', 'in', (e) => e.selectFrom('deliveries').select('recipient_id').where('id', 'in', deliveryIds))
    .execute();
}
