import { sql } from 'kysely';
import { prepared } from '../prepared.ts';
import type { ReadDb, WriteTx } from '../store.ts';
import { renewStateOf, renewStates } from './recipientStates.ts';

// Everything that moves a mail from one state to the next. Each move names the states it starts from, so that two
// who act at once (sender and clerk, or two senders) never overrule each other unseen.

/** A mail claimed for sending: which text goes to which office, and to whom there. */
export interface ClaimedMail {
  id: number;
  versionId: number;
  officeId: number;
  recipientId: number;
  /** mail, or fax by way of a gateway. */
  channel: string;
  /** Mail address or FAX number. */
  address: string;
  messageId: string;
  /** This try's number, from 1. It is the claim's fence: who was overtaken can no longer hand over or record. */
  attempts: number;
  /** When the first try ended; null at the first try. */
  firstTriedAt: string | null;
  /** Whom the address belongs to; may be empty. */
  contactName: string;
  /** The reminder it carries; null for the notice itself. */
  reminderId: number | null;
}

/**
 * A program becomes the sender, with the sender lock in its hands: answers the fencing number it claims under. Whoever
 * was the sender before can from here on neither claim nor hand over, also when it has not heard of it.
 */
export async function beginTerm(tx: WriteTx, owner: string, since: string): Promise<number> {
  const row = await tx.insertInto('sender_terms').values({ owner, since }).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** Who became the sender last, with its fencing number; null when none ever did. */
export async function newestSender(db: ReadDb): Promise<{ id: number; owner: string } | null> {
  const row = await db
    .selectFrom('sender_terms')
    .select(['id', 'owner'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

const newestTerm = sql<number>`(select max(sender_terms.id) from sender_terms)`;

/**
 * Takes up to `limit` due mails in one statement: they are `sending` from here on, and no other claim gets them. Nothing
 * when the term is over.
 */
export async function claimDue(tx: WriteTx, now: string, limit: number, term: number): Promise<ClaimedMail[]> {
  const claimed = await tx
    .updateTable('deliveries')
    .set((e) => ({ state: 'sending', attempts: e('attempts', '+', 1), term }))
    .where('id', 'in', (e) =>
      e.selectFrom('deliveries').select('id').where(dueNow(now)).orderBy('next_at').orderBy('id').limit(limit),
    )
    .where('state', 'in', ['queued', 'retry'])
    .where(sql<boolean>`${term} = ${newestTerm}`)
    .returning('id')
    .execute();
  if (claimed.length === 0) return [];
  const ids = idsOf(claimed);
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
      'deliveries.channel',
      'deliveries.address',
      'deliveries.message_id as messageId',
      'deliveries.attempts',
      'deliveries.reminder_id as reminderId',
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

// The literals let SQLite use the partial index `deliveries_due`.
const waitsForOutbox = sql<boolean>`deliveries.state in ('queued', 'retry') and deliveries.by_hand = 0`;
/** Not held back by an order that has not been let go. */
const free = sql<boolean>`(deliveries.sending_id is null or deliveries.sending_id not in
  (select sendings.id from sendings where sendings.released_at is null and sendings.taken_back_at is null))`;

function dueNow(now: string) {
  return sql<boolean>`${waitsForOutbox} and deliveries.next_at <= ${now} and ${free}`;
}

/** When the next waiting mail is due that no order holds back; null when none waits. */
export async function nextDueAt(db: ReadDb): Promise<string | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('next_at')
    .where(waitsForOutbox)
    .where(free)
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

/** Which of these mails are still claimed: the others were taken back. */
export async function stillClaimed(db: ReadDb, ids: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'sending')
    .execute();
  return idsOf(rows);
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

const handing = prepared((tx, mail: Required<Try>) =>
  tx
    .updateTable('deliveries')
    .set({ state: 'handed' })
    .where('id', '=', mail.id)
    .where('state', '=', 'sending')
    .where('attempts', '=', mail.attempts)
    .where(sql<boolean>`term = ${newestTerm}`)
    .returning('id'),
);

/**
 * Committed just before the final dot: from here on the server may have the mail. To its recipient it is on its way as
 * before. False when the claim no longer stands (taken back, or another sender took over): then the dot must not go out.
 */
export async function markHanded(tx: WriteTx, mail: Required<Try>): Promise<boolean> {
  return (await handing(tx, mail)).length > 0;
}

/** How a try ended. `nextAt` only with `retry`. */
export interface Outcome {
  state: 'sent' | 'retry' | 'failed' | 'in_doubt' | 'queued';
  response: string;
  at: string;
  nextAt: string | null;
  /** Why, one of the contract's causes, with `failed`; also with `retry` when it is known. */
  cause?: string;
}

/** Records how a try ended, if the mail still is in one of the states `from`. Answers whether it was. */
export async function recordOutcome(
  tx: WriteTx,
  mail: Try,
  from: readonly ('queued' | 'sending' | 'handed' | 'in_doubt' | 'sent' | 'failed')[],
  outcome: Outcome,
): Promise<boolean> {
  const { state, response, at, nextAt, cause = '' } = outcome;
  const waits = state === 'retry' || state === 'queued';
  const moved = await move(tx, mail, from, { state, response, cause, finishedAt: waits ? null : at, nextAt });
  if (moved) await tried(tx, { id: mail.id, at, state, response });
  return moved;
}

const tried = prepared((tx, { id, at, state, response }: { id: number; at: string; state: string; response: string }) =>
  tx.insertInto('delivery_attempts').values({ delivery_id: id, at, outcome: state, response }),
);

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
  const again = { state: 'queued', response: null, cause: null, finishedAt: null, nextAt: null };
  for (const id of sending) await move(tx, { id }, ['sending'], again);
  for (const id of handed) {
    await recordOutcome(tx, { id }, ['handed'], { state: 'in_doubt', response: '', at, nextAt: null });
  }
  return { queued: sending.length, inDoubt: handed.length };
}

/**
 * Takes back the deliveries of a version (or of one order) that have not gone out; a mail under way is stopped before
 * its final dot. Answers how many.
 */
export async function cancelWaiting(tx: WriteTx, versionId: number, at: string, sendingId?: number): Promise<number> {
  const cancelled = await tx
    .updateTable('deliveries')
    .set({ state: 'cancelled', finished_at: at })
    .where('version_id', '=', versionId)
    .where('state', 'in', ['queued', 'retry', 'sending'])
    .$if(sendingId !== undefined, (query) => query.where('sending_id', '=', sendingId ?? 0))
    .returning('id')
    .execute();
  const ids = idsOf(cancelled);
  for (let i = 0; i < ids.length; i += 500) await renewStates(tx, ids.slice(i, i + 500));
  return ids.length;
}

/** What changes in a delivery; null: stays as it is, but for the time it was finished. */
interface Moved {
  state: string;
  response: string | null;
  cause: string | null;
  finishedAt: string | null;
  nextAt: string | null;
}

/** Moves one mail and its recipient on, if the mail is in one of the states `from` (and at that try). */
async function move(tx: WriteTx, mail: Try, from: readonly string[], change: Moved): Promise<boolean> {
  const [moved] = await movingFrom(from)(tx, { ...change, id: mail.id, attempts: mail.attempts ?? null });
  if (moved) await renewStateOf(tx, { recipientId: moved.recipientId });
  return moved !== undefined;
}

type Moving = ReturnType<typeof preparedMove>;
const movings = new Map<string, Moving>();

function movingFrom(from: readonly string[]): Moving {
  const key = from.join();
  const moving = movings.get(key) ?? preparedMove(from);
  movings.set(key, moving);
  return moving;
}

function preparedMove(from: readonly string[]) {
  return prepared((tx, to: Moved & { id: number; attempts: number | null }) =>
    tx
      .updateTable('deliveries')
      .set((e) => ({
        state: to.state,
        response: e.fn.coalesce(e.val(to.response), 'response'),
        cause: e.fn.coalesce(e.val(to.cause), 'cause'),
        finished_at: to.finishedAt,
        next_at: e.fn.coalesce(e.val(to.nextAt), 'next_at'),
      }))
      .where('id', '=', to.id)
      .where('state', 'in', from)
      .where('attempts', '=', (e) => e.fn.coalesce(e.val(to.attempts), 'attempts'))
      .returning('recipient_id as recipientId'),
  );
}

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map((row) => row.id);
