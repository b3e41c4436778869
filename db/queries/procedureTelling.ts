import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';

// Which offices hear of which filings: those the table of late filings in a notice lists.

/** What puts that table into a text. */
const TABLE = '%遅延手続一覧%';

/**
 * Condition on `recipients`: the version is known to have reached the office at one address or by one way at least.
 * Its state alone would not do: an office that has it at one address shows `in_doubt` or `retry` for the other one.
 * A reminder counts as well: the frozen version stands under its words.
 */
const reached = sql<boolean>`(recipients.delivery_state = 'sent' or exists (select 1 from deliveries as arrived
  where arrived.recipient_id = recipients.id and arrived.state = 'sent'))`;

/** Condition on `procedures`: still to be made, and late, certain to be, or stopped by an incident. */
export const isTroubled = (today: string): RawBuilder<boolean> =>
  sql`(procedures.pending = 1 and (procedures.sort_on < ${today} or procedures.misses = 1
    or procedures.blocked_by is not null))`;

/** Versions of an incident that list late filings and went out, newest first. */
export async function tellingVersions(db: ReadDb, incidentId: number, limit: number) {
  const rows = await db
    .selectFrom('notice_versions')
    .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
    .select(['notice_versions.id', 'notice_versions.label', 'notice_versions.sent_at as sentAt'])
    .where('notices.incident_id', '=', incidentId)
    .where('notice_versions.body', 'like', TABLE)
    .where('notice_versions.sent_at', 'is not', null)
    .orderBy('notice_versions.sent_at', 'desc')
    .orderBy('notice_versions.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, sentAt: row.sentAt ?? '' }));
}

/** A version that went out; null when there is none, or it has not. */
export async function sentVersion(db: ReadDb, versionId: number): Promise<{ id: number; sentAt: string } | null> {
  const row = await db
    .selectFrom('notice_versions')
    .select(['id', 'sent_at as sentAt'])
    .where('id', '=', versionId)
    .executeTakeFirst();
  return row?.sentAt ? { id: row.id, sentAt: row.sentAt } : null;
}

/**
 * Filings in trouble that were noted before a version went out, whose offices it reached, and that neither it nor a
 * later one is marked to have told of.
 */
function toldBy(db: ReadDb, version: { id: number; sentAt: string }, today: string) {
  return db
    .selectFrom('procedures')
    .innerJoin('recipients', (join) =>
      join.onRef('recipients.office_id', '=', 'procedures.office_id').on('recipients.version_id', '=', version.id),
    )
    .leftJoin('notice_versions as told', 'told.id', 'procedures.told_version_id')
    .where(isTroubled(today))
    .where('procedures.created_at', '<=', version.sentAt)
    .where(reached)
    .where((e) => e.or([e('told.id', 'is', null), e('told.sent_at', '<', version.sentAt)]));
}

export async function countTold(db: ReadDb, version: { id: number; sentAt: string }, today: string): Promise<number> {
  const row = await toldBy(db, version, today)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Up to `limit` of them, by id after `afterId`. */
export async function filingsTold(
  db: ReadDb,
  version: { id: number; sentAt: string },
  today: string,
  afterId: number,
  limit: number,
): Promise<number[]> {
  const rows = await toldBy(db, version, today)
    .select('procedures.id')
    .where('procedures.id', '>', afterId)
    .orderBy('procedures.id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Filings in trouble that no version told of, and their offices. */
export async function countUntold(db: ReadDb, today: string): Promise<{ offices: number; procedures: number }> {
  const row = await db
    .selectFrom('procedures')
    .select([sql<number>`count(*)`.as('procedures'), sql<number>`count(distinct procedures.office_id)`.as('offices')])
    .where(isTroubled(today))
    .where('procedures.told_version_id', 'is', null)
    .executeTakeFirstOrThrow();
  return { offices: Number(row.offices), procedures: Number(row.procedures) };
}
