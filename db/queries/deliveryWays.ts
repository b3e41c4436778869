import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { officeMatches } from './offices.ts';
import { counted } from './recipients.ts';

// Ways beside mail: what to try next, and what a person does.

/** An office nothing has reached, with all it could be reached by. */
export interface UnreachedRow {
  recipientId: number;
  officeId: number;
  officeCode: string;
  officeName: string;
  channels: string;
  mail: string;
  fax: string;
  phone: string;
  postalCode: string;
  address: string;
}

interface Unreached {
  versionId: number;
  patterns?: readonly string[];
  /** Only these offices (at most 1,000). */
  officeIds?: readonly number[];
}

function unreached(db: ReadDb, { versionId, patterns = [], officeIds }: Unreached) {
  return db
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .where('recipients.version_id', '=', versionId)
    .where('recipients.delivery_state', 'in', ['failed', 'no_address'])
    .where(counted)
    .where(officeMatches(patterns))
    .$if(officeIds !== undefined, (query) => query.where('offices.id', 'in', officeIds ?? []));
}

/** Offices a version has not reached by any way, and has under way by none: by code, after `afterCode`. */
export async function unreachedOffices(
  db: ReadDb,
  which: Unreached,
  afterCode: string | null,
  limit: number,
): Promise<UnreachedRow[]> {
  return unreached(db, which)
    .select(['recipients.id as recipientId', 'offices.id as officeId', 'offices.code as officeCode'])
    .select(['offices.name as officeName', 'offices.channels', 'offices.mail', 'offices.fax', 'offices.phone'])
    .select(['offices.postal_code as postalCode', 'offices.address'])
    .$if(afterCode !== null, (query) => query.where('offices.code', '>', afterCode ?? ''))
    .orderBy('offices.code')
    .limit(limit)
    .execute();
}

export async function countUnreached(db: ReadDb, which: Unreached): Promise<number> {
  const row = await unreached(db, which)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** What failed for these recipients (at most 1,000), also what another delivery took the place of, oldest first. */
export async function triedWays(db: ReadDb, recipientIds: readonly number[]) {
  if (recipientIds.length === 0) return [];
  return db
    .selectFrom('deliveries')
    .select(['recipient_id as recipientId', 'channel', 'cause', 'address'])
    .where('recipient_id', 'in', recipientIds)
    .where('state', '=', 'failed')
    .orderBy('id')
    .execute();
}

interface ByHand {
  versionId: number;
  channel: string;
  /** What was done instead of what waits. */
  done?: boolean;
  patterns?: readonly string[];
}

function byHand(db: ReadDb, { versionId, channel, done = false, patterns = [] }: ByHand) {
  return (
    db
      .selectFrom('deliveries')
      .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
      .innerJoin('offices', 'offices.id', 'recipients.office_id')
      .where('deliveries.version_id', '=', versionId)
      .where('deliveries.channel', '=', channel)
      // The literals let SQLite use the partial index `deliveries_by_hand`.
      .where(
        done
          ? sql<boolean>`deliveries.state = 'sent' and deliveries.by_hand = 1`
          : sql<boolean>`deliveries.state = 'queued' and deliveries.by_hand = 1`,
      )
      .where(officeMatches(patterns))
  );
}

/** What waits for a person by one way, or was done, by id after `afterId`. */
export async function waitingByHand(db: ReadDb, which: ByHand, afterId: number, limit: number) {
  return byHand(db, which)
    .select(['deliveries.id', 'offices.id as officeId', 'offices.code as officeCode', 'offices.name as officeName'])
    .select(['offices.phone', 'deliveries.address', 'deliveries.printed_at as printedAt'])
    .select(['deliveries.queued_at as queuedAt', 'deliveries.finished_at as finishedAt'])
    .select(['deliveries.posted_on as postedOn', 'deliveries.tracking_number as trackingNumber'])
    .where('deliveries.id', '>', afterId)
    .orderBy('deliveries.id')
    .limit(limit)
    .execute();
}

export async function countWaitingByHand(db: ReadDb, which: ByHand): Promise<number> {
  const row = await byHand(db, which)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Marks all that waits for a person by one way as printed. */
export async function markPrinted(tx: WriteTx, versionId: number, channel: string, at: string): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ printed_at: at })
    .where('version_id', '=', versionId)
    .where('channel', '=', channel)
    .where(sql<boolean>`deliveries.state = 'queued' and deliveries.by_hand = 1`)
    .execute();
}

/** What a delivery is, for who records how it ended. */
export async function wayOf(db: ReadDb, id: number) {
  return db
    .selectFrom('deliveries')
    .select(['id', 'channel', 'by_hand as byHand', 'replaced_by as replacedBy', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Deliveries by phone to a recipient that wait for a person or, with an instant, were done then. */
export async function phoneWays(db: ReadDb, recipientId: number, doneAt: string | null) {
  return db
    .selectFrom('deliveries')
    .select('id')
    .where('recipient_id', '=', recipientId)
    .where('channel', '=', 'phone')
    .where('by_hand', '=', 1)
    .where('replaced_by', 'is', null)
    .where('state', '=', doneAt === null ? 'queued' : 'sent')
    .$if(doneAt !== null, (query) => query.where('finished_at', '=', doneAt))
    .execute();
}

/** Notes when and under which number a letter was posted; null: it was not. */
export async function notePosting(
  tx: WriteTx,
  id: number,
  { postedOn, trackingNumber }: { postedOn: string | null; trackingNumber: string },
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ posted_on: postedOn, ...(trackingNumber === '' ? {} : { tracking_number: trackingNumber }) })
    .where('id', '=', id)
    .execute();
}
