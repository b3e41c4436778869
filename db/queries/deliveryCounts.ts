import { sql } from 'kysely';
import type { ReadDb } from '../store.ts';
import { counted, partly } from './recipients.ts';

// How the sending stands in numbers, and what failed, by cause.

/** Mails and FAX of the outbox accepted since an instant. */
export async function countSentSince(db: ReadDb, since: string): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('finished_at', '>=', since)
    .where('state', '=', 'sent')
    .where('by_hand', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** When the `skip`-th (from 0) of the mails accepted since an instant was; null when there are not so many. */
export async function sentAfter(db: ReadDb, since: string, skip: number): Promise<string | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('finished_at as at')
    .where('finished_at', '>=', since)
    .where('state', '=', 'sent')
    .where('by_hand', '=', 0)
    .orderBy('finished_at')
    .offset(skip)
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Deliveries that count, of a version or of all, by channel and state: the kept counts. */
export async function deliveryCounts(db: ReadDb, versionId?: number) {
  const rows = await db
    .selectFrom('delivery_counts')
    .select(['channel', 'state', (e) => e.fn.sum<number>('count').as('n')])
    .$if(versionId !== undefined, (query) => query.where('version_id', '=', versionId ?? 0))
    .where('count', '>', 0)
    .groupBy(['channel', 'state'])
    .execute();
  return rows.map(({ channel, state, n }) => ({ channel, state, count: Number(n) }));
}

/** Deliveries that wait for a person, of a version or of all. */
export async function countByHand(db: ReadDb, versionId?: number): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where(sql<boolean>`deliveries.state = 'queued' and deliveries.by_hand = 1`)
    .$if(versionId !== undefined, (query) => query.where('version_id', '=', versionId ?? 0))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

const WAITING = ['queued', 'retry', 'sending', 'handed'];

/** What the outbox still has to send and what is in doubt, of a version or of all, and what waits for a person. */
export async function countUnderway(
  db: ReadDb,
  versionId?: number,
): Promise<{ waiting: number; inDoubt: number; byHand: number }> {
  const [counted, byHand] = await Promise.all([deliveryCounts(db, versionId), countByHand(db, versionId)]);
  const total = (states: string[]) =>
    counted.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
  return { waiting: total(WAITING) - byHand, inDoubt: total(['in_doubt']), byHand };
}

/** Recipients of a version that have it at one address and not at another. */
export async function countPartly(db: ReadDb, versionId: number): Promise<number> {
  const row = await db
    .selectFrom('recipients')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('version_id', '=', versionId)
    .where(partly)
    .where(counted)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Failed deliveries of a version by channel and cause, most first. */
export async function failureGroups(db: ReadDb, versionId: number) {
  const groups = await db
    .selectFrom('deliveries')
    .select(['channel', 'cause', (e) => e.fn.countAll<number>().as('n')])
    .where('version_id', '=', versionId)
    .where(failedNow)
    .groupBy(['channel', 'cause'])
    .execute();
  return groups
    .map(({ channel, cause, n }) => ({ channel, cause, count: Number(n) }))
    .sort((one, other) => other.count - one.count);
}

// The literals let SQLite use the partial index `deliveries_failed`.
const failedNow = sql<boolean>`deliveries.state = 'failed' and deliveries.replaced_by is null`;

/** A channel and a cause of a version's failed deliveries. */
export interface FailureGroup {
  versionId: number;
  channel: string;
  cause: string;
}

/** The most frequent words of a group. */
export async function failureWords(db: ReadDb, group: FailureGroup, limit: number) {
  const rows = await db
    .selectFrom('deliveries')
    .select(['response', (e) => e.fn.countAll<number>().as('n')])
    .where('version_id', '=', group.versionId)
    .where('channel', '=', group.channel)
    .where('cause', '=', group.cause)
    .where(failedNow)
    .groupBy('response')
    .orderBy('n', 'desc')
    .orderBy('response')
    .limit(limit)
    .execute();
  return rows.map(({ response, n }) => ({ response, count: Number(n) }));
}

/** The failed deliveries of a group by id, after `afterId`, with their offices. */
export async function failedOfGroup(db: ReadDb, group: FailureGroup, afterId: number, limit: number) {
  return db
    .selectFrom('deliveries')
    .innerJoin('recipients', 'recipients.id', 'deliveries.recipient_id')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['deliveries.id', 'offices.id as officeId', 'offices.code as officeCode', 'offices.name as officeName'])
    .select(['offices.phone', 'deliveries.address', 'deliveries.response', 'deliveries.finished_at as at'])
    .where('deliveries.version_id', '=', group.versionId)
    .where('deliveries.channel', '=', group.channel)
    .where('deliveries.cause', '=', group.cause)
    .where(failedNow)
    .where('deliveries.id', '>', afterId)
    .orderBy('deliveries.id')
    .limit(limit)
    .execute();
}
