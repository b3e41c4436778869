import { type SelectQueryBuilder, sql } from 'kysely';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import type { ReadDb, WriteTx } from '../store.ts';
import { officeMatches } from './offices.ts';

/**
 * What stands in place of an acknowledgement state when a double's office was sent the same version: the row stays
 * for what refers to it, and nobody counts it.
 */
const MERGED = 'merged';

/** Condition on `recipients`: every reader leaves out the rows of merged doubles. */
export const counted = sql<boolean>`recipients.acknowledgement_state <> ${sql.lit(MERGED)}`;

/** Condition on `recipients`: it has arrived at one address of the office and not at another. */
export const partly = sql<boolean>`recipients.failed_deliveries > 0
  and recipients.delivery_state not in ('failed', 'in_doubt')`;

/** A member of a version's audience that it has not been addressed to yet. */
export interface NewRecipient {
  officeId: number;
  branch: string;
  mail: string;
  channels: string;
}

/** Frozen members of a version without a recipient row for it, beside their offices. */
const unaddressed = (db: ReadDb, versionId: number) =>
  db
    .selectFrom('audience_members')
    .innerJoin('offices', 'offices.id', 'audience_members.office_id')
    .where('audience_members.version_id', '=', versionId)
    .where('offices.merged_into', 'is', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('recipients')
            .select('recipients.id')
            .where('recipients.version_id', '=', versionId)
            .whereRef('recipients.office_id', '=', 'offices.id'),
        ),
      ),
    );

/** Up to `limit` of a version's members that were not addressed yet, by office id after `afterId`. */
export async function membersToAddress(
  db: ReadDb,
  versionId: number,
  afterId: number,
  limit: number,
): Promise<NewRecipient[]> {
  return unaddressed(db, versionId)
    .select(['offices.id as officeId', 'offices.branch', 'offices.mail', 'offices.channels'])
    .where('audience_members.office_id', '>', afterId)
    .orderBy('audience_members.office_id')
    .limit(limit)
    .execute();
}

/** Members of a version's audience that were not addressed yet. */
export async function countUnaddressed(db: ReadDb, versionId: number): Promise<number> {
  const row = await unaddressed(db, versionId)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** One answer of an office that stands: which version it was about, and when it was told. */
export interface GivenAnswer {
  id: number;
  number: number;
  answer: string;
  at: string;
}

/**
 * What each of these offices (at most 2,000) has answered to the versions of a notice, without what was withdrawn. The
 * cross join has SQLite look the offices up one by one; it would else go through all that was ever answered.
 */
export async function answersGiven(
  db: ReadDb,
  noticeId: number,
  officeIds: readonly number[],
): Promise<Map<number, GivenAnswer[]>> {
  const rows = await db
    .selectFrom('acknowledgements')
    .crossJoin('notice_versions')
    .whereRef('notice_versions.id', '=', 'acknowledgements.version_id')
    .select([
      'acknowledgements.id',
      'acknowledgements.office_id as officeId',
      'notice_versions.number',
      'acknowledgements.answer',
      'acknowledgements.at',
    ])
    .where('notice_versions.notice_id', '=', noticeId)
    .where('acknowledgements.office_id', 'in', officeIds)
    .where('acknowledgements.withdrawn_at', 'is', null)
    .execute();
  const given = new Map<number, GivenAnswer[]>();
  for (const { officeId, ...answer } of rows) {
    const mine = given.get(officeId);
    if (mine) mine.push(answer);
    else given.set(officeId, [answer]);
  }
  return given;
}

export interface RecipientValues {
  versionId: number;
  officeId: number;
  branch: string;
  deliveryState: string;
  acknowledgementState: string;
  confirmedNumber: number | null;
}

/** Writes recipients (at most 1,000); answers their ids by office. */
export async function insertRecipients(tx: WriteTx, rows: readonly RecipientValues[]): Promise<Map<number, number>> {
  const written = await tx
    .insertInto('recipients')
    .values(
      rows.map((row) => ({
        version_id: row.versionId,
        office_id: row.officeId,
        branch: row.branch,
        delivery_state: row.deliveryState,
        acknowledgement_state: row.acknowledgementState,
        confirmed_number: row.confirmedNumber,
      })),
    )
    .returning(['id', 'office_id'])
    .execute();
  return new Map(written.map((row) => [row.office_id, row.id]));
}

/** An office's rows for every version of a notice it was sent, oldest first. */
export async function recipientsOfOffice(db: ReadDb, noticeId: number, officeId: number) {
  return db
    .selectFrom('recipients')
    .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
    .select([
      'recipients.id',
      'recipients.version_id as versionId',
      'notice_versions.number',
      'recipients.acknowledgement_state as state',
      'recipients.confirmed_number as confirmedNumber',
    ])
    .where('notice_versions.notice_id', '=', noticeId)
    .where('recipients.office_id', '=', officeId)
    .where(counted)
    .orderBy('notice_versions.number')
    .execute();
}

/** The version that went out last of all that an office was sent; null without one. */
export async function newestVersionSentTo(db: ReadDb, officeId: number): Promise<number | null> {
  return (await newestVersionsSentTo(db, [officeId])).get(officeId) ?? null;
}

/** The same for many offices (at most 1,000), by office; without those that were sent none. */
export async function newestVersionsSentTo(db: ReadDb, officeIds: readonly number[]): Promise<Map<number, number>> {
  if (officeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('offices')
    .select((e) => [
      'offices.id',
      e
        .selectFrom('recipients')
        .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
        .select('recipients.version_id')
        .whereRef('recipients.office_id', '=', 'offices.id')
        .where(counted)
        .orderBy('notice_versions.sent_at', 'desc')
        .orderBy('notice_versions.id', 'desc')
        .limit(sql.lit(1))
        .as('versionId'),
    ])
    .where('offices.id', 'in', officeIds)
    .execute();
  return new Map(rows.flatMap(({ id, versionId }) => (versionId === null ? [] : [[id, versionId] as const])));
}

/** The rows of these offices (at most 1,000) for a version, with the offices' present mail and channels. */
export async function recipientsByOffice(db: ReadDb, versionId: number, officeIds: readonly number[]) {
  return db
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['recipients.id as recipientId', 'offices.id as officeId', 'offices.mail', 'offices.channels'])
    .where('recipients.version_id', '=', versionId)
    .where('recipients.office_id', 'in', officeIds)
    .where(counted)
    .execute();
}

/** Sets where one recipient stands. */
export const setAcknowledgementState = prepared(
  (tx, one: { recipientId: number; state: string; confirmedNumber: number | null }) =>
    tx
      .updateTable('recipients')
      .set({ acknowledgement_state: one.state, confirmed_number: one.confirmedNumber })
      .where('id', '=', one.recipientId),
);

/** One cell of the counters: so many recipients of a version are in this pair of states. */
export interface Count {
  versionId: number;
  branch: string;
  deliveryState: string;
  acknowledgementState: string;
  count: number;
}

/** The maintained counts of these versions; the same figures as a GROUP BY over all recipients. */
export async function countsOf(db: ReadDb, versionIds: readonly number[]): Promise<Count[]> {
  if (versionIds.length === 0) return [];
  return db
    .selectFrom('counters')
    .select([
      'version_id as versionId',
      'branch',
      'delivery_state as deliveryState',
      'acknowledgement_state as acknowledgementState',
      'count',
    ])
    .where('version_id', 'in', versionIds)
    .where('acknowledgement_state', '<>', MERGED)
    .where('count', '>', 0)
    .orderBy('version_id')
    .orderBy('branch')
    .execute();
}

export interface RecipientFilter {
  versionId: number;
  /** Only these values of `column`; null for all. */
  states: readonly string[] | null;
  /** LIKE patterns over the offices' search key. */
  patterns: readonly string[];
  column: 'delivery_state' | 'acknowledgement_state';
  /** Only those it has arrived at in part. */
  partly?: boolean | undefined;
  /** Only recipients in these pairs of states; null for all. */
  pair?: { acknowledgement: readonly string[] | null; delivery: readonly string[] | null };
}

/** Recipients of a version with their offices, filtered: what every list of recipients starts from. */
export function recipientsOf(db: ReadDb, filter: RecipientFilter) {
  let query: SelectQueryBuilder<Schema, 'recipients' | 'offices', object> = db
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .where('recipients.version_id', '=', filter.versionId)
    .where(counted)
    .$if(filter.partly === true, (each) => each.where(partly))
    .where(officeMatches(filter.patterns));
  const { acknowledgement = null, delivery = null } = filter.pair ?? {};
  if (acknowledgement) query = query.where('recipients.acknowledgement_state', 'in', acknowledgement);
  if (delivery) query = query.where('recipients.delivery_state', 'in', delivery);
  return filter.states ? query.where(`recipients.${filter.column}`, 'in', filter.states) : query;
}

export async function countRecipients(db: ReadDb, filter: RecipientFilter): Promise<number> {
  const row = await recipientsOf(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Id of the acknowledgement of `recipients.id` that was told last and not withdrawn; null without one. */
export const newestAcknowledgementId = sql<number | null>`(select newest.id from acknowledgements as newest
  where newest.recipient_id = recipients.id and newest.withdrawn_at is null
  order by newest.at desc, newest.id desc limit 1)`;

/** The office of a recipient; null when there is no such recipient. */
export async function officeOfRecipient(db: ReadDb, recipientId: number): Promise<number | null> {
  const row = await db.selectFrom('recipients').select('office_id').where('id', '=', recipientId).executeTakeFirst();
  return row?.office_id ?? null;
}
