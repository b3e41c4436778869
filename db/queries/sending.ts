import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';

// Everything that moves a mail from one state to the next. Each move names the states it starts from, so that two
// who act at once (sender and clerk, or two senders) never overrule each other unseen.

/** A mail claimed for sending: which text goes to which office, and to whom there. */
export interface ClaimedMail {
  id: number;
  versionId: number;
  officeId: number;
  recipientId: number;
  address: string;
  messageId: string;
  /** This try's number, from 1. It is the claim's fence: who was overtaken can no longer hand over or record. */
  attempts: number;
  /** When the first try ended; null at the first try. */
  firstTriedAt: string | null;
  /** Whom the address belongs to; may be empty. */
  contactName: string;
}

/** Takes up to `limit` due mails: they are `sending` from here on, and no other claim gets them. */
export async function claimDue(tx: WriteTx, now: string, limit: number): Promise<ClaimedMail[]> {
  const due = await tx
    .selectFrom('deliveries')
    .select('id')
    .where(dueNow(now))
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  if (due.length === 0) return [];
  const ids = due.map((row) => row.id);
  await tx
    .updateTable('deliveries')
    .set((e) => ({ state: 'sending', attempts: e('attempts', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
  await renewStates(tx, ids);
  return tx
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select([
      'deliveries.id',
      'deliveries.version_id as versionId',
      'deliveries.recipient_id as recipientId',
      'recipients.office_id as officeId',
      'deliveries.address',
      'deliveries.message_id as messageId',
      'deliveries.attempts',
      addressedTo.as('contactName'),
      (e) =>
        e
          .selectFrom('delivery_attempts as tries')
          .select((t) => t.fn.min<string | null>('tries.at').as('at'))
          .whereRef('tries.delivery_id', '=', 'deliveries.id')
          .as('firstTriedAt'),
    ])
    .where('deliveries.id', 'in', ids)
    .orderBy('deliveries.id')
    .execute();
}

/**
 * The name of the person a mail is for: the office's own contact at the office's own address, else the contact with
 * that address, though it was taken out since. Empty when nobody has that address any more.
 */
const addressedTo = sql<string>`case when lower(deliveries.address) = lower(offices.mail) then offices.contact_name
  else coalesce((select people.name from contacts as people where people.office_id = offices.id
    and lower(people.mail) = lower(deliveries.address)
    order by case when people.removed_at is null then 0 else 1 end, people.id limit 1), '') end`;

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

/** Makes every mail that waits for another try due now: what kept the former try back is no longer there. */
export async function retryNow(tx: WriteTx, now: string): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ next_at: now })
    .where('state', '=', 'retry')
    .where('next_at', '>', now)
    .execute();
}

/** Puts claimed mails back that were never begun: nothing was tried. */
export async function releaseClaimed(tx: WriteTx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const released = await tx
    .updateTable('deliveries')
    .set((e) => ({ state: 'queued', attempts: e('attempts', '-', 1) }))
    .where('id', 'in', ids)
    .where('state', '=', 'sending')
    .returning('id')
    .execute();
  await renewStates(tx, idsOf(released));
}

/** A claimed mail, or one a person decides about: which row, and at which try if that matters. */
export interface Try {
  id: number;
  attempts?: number;
}

/**
 * Committed just before the final dot: from here on the server may have the mail.
 * False when the claim no longer stands (taken back, or another sender took over): then the dot must not go out.
 */
export async function markHanded(tx: WriteTx, mail: Try): Promise<boolean> {
  return move(tx, mail, ['sending'], 'handed', {});
}

/** How a try ended. `nextAt` only with `retry`. */
export interface Outcome {
  state: 'sent' | 'retry' | 'failed' | 'in_doubt' | 'queued';
  response: string;
  at: string;
  nextAt: string | null;
}

/** Records how a try ended, if the mail still is in one of the states `from`. Answers whether it was. */
export async function recordOutcome(
  tx: WriteTx,
  mail: Try,
  from: readonly ('sending' | 'handed' | 'in_doubt')[],
  outcome: Outcome,
): Promise<boolean> {
  const waits = outcome.state === 'retry' || outcome.state === 'queued';
  const moved = await move(tx, mail, from, outcome.state, {
    response: outcome.response,
    finished_at: waits ? null : outcome.at,
    ...(outcome.nextAt ? { next_at: outcome.nextAt } : {}),
  });
  if (!moved) return false;
  await tx
    .insertInto('delivery_attempts')
    .values({ delivery_id: mail.id, at: outcome.at, outcome: outcome.state, response: outcome.response })
    .execute();
  return true;
}

/**
 * After a crash: what was `sending` cannot have been accepted and waits again; what was `handed` may have
 * been, so it becomes `in_doubt` for a person to decide. Only the holder of the sender lock may call this.
 */
export async function recoverInterrupted(tx: WriteTx, at: string): Promise<{ queued: number; inDoubt: number }> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'state'])
    // The first literal list lets SQLite use the partial index `deliveries_underway`.
    .where(sql<boolean>`deliveries.state in ('sending', 'handed', 'in_doubt') and deliveries.state <> 'in_doubt'`)
    .execute();
  const sending = idsOf(rows.filter((row) => row.state === 'sending'));
  const handed = idsOf(rows.filter((row) => row.state === 'handed'));
  for (const id of sending) await move(tx, { id }, ['sending'], 'queued', {});
  for (const id of handed) {
    await recordOutcome(tx, { id }, ['handed'], { state: 'in_doubt', response: '', at, nextAt: null });
  }
  return { queued: sending.length, inDoubt: handed.length };
}

/**
 * Takes back the mails of a version that the server does not have; one under way is stopped before its final dot.
 * Answers how many.
 */
export async function cancelWaiting(tx: WriteTx, versionId: number, at: string): Promise<number> {
  const cancelled = await tx
    .updateTable('deliveries')
    .set({ state: 'cancelled', finished_at: at })
    .where('version_id', '=', versionId)
    .where('state', 'in', ['queued', 'retry', 'sending'])
    .returning('id')
    .execute();
  const ids = idsOf(cancelled);
  for (let i = 0; i < ids.length; i += 500) await renewStates(tx, ids.slice(i, i + 500));
  return ids.length;
}

/** Moves one mail and its recipient on, if the mail is in one of the states `from` (and at that try). */
async function move(
  tx: WriteTx,
  mail: Try,
  from: readonly string[],
  state: string,
  more: { response?: string; finished_at?: string | null; next_at?: string },
): Promise<boolean> {
  const moved = await tx
    .updateTable('deliveries')
    .set({ state, ...more })
    .where('id', '=', mail.id)
    .where('state', 'in', from)
    .$if(mail.attempts !== undefined, (query) => query.where('attempts', '=', mail.attempts ?? 0))
    .returning('id')
    .execute();
  await renewStates(tx, idsOf(moved));
  return moved.length > 0;
}

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map((row) => row.id);

/**
 * What a recipient's mails amount to, taken the newest to each address: in doubt if any is, for a person must
 * decide; else under way if any is, the furthest first; else sent if any address has it; failed or cancelled only
 * when none has.
 */
const WORST_FIRST = ['in_doubt', 'handed', 'sending', 'retry', 'queued', 'sent', 'failed', 'cancelled'];
const standing = sql<string>`(select mails.state from deliveries as mails
  where mails.recipient_id = recipients.id
    and not exists (select 1 from deliveries as later where later.recipient_id = mails.recipient_id
      and later.id > mails.id and lower(later.address) = lower(mails.address))
  order by case mails.state ${sql.raw(WORST_FIRST.map((state, rank) => `when '${state}' then ${rank}`).join(' '))} end
  limit 1)`;

/** Makes the state of the recipients of these mails (at most 1,000) what their mails amount to. */
async function renewStates(tx: WriteTx, deliveryIds: readonly number[]): Promise<void> {
  if (deliveryIds.length === 0) return;
  await tx
    .updateTable('recipients')
    .set({ delivery_state: standing })
    .where('id', 'in', (e) => e.selectFrom('deliveries').select('recipient_id').where('id', 'in', deliveryIds))
    .execute();
}

/** Makes the state of recipients (at most 1,000) that have a mail what their mails amount to. */
export async function renewRecipientStates(tx: WriteTx, recipientIds: readonly number[]): Promise<void> {
  if (recipientIds.length === 0) return;
  await tx.updateTable('recipients').set({ delivery_state: standing }).where('id', 'in', recipientIds).execute();
}
