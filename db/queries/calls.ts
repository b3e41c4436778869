import { type SelectQueryBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ReadDb, WriteTx } from '../store.ts';
import { unconfirmed } from './callDesk.ts';
import { officeMatches } from './offices.ts';
import { counted } from './recipients.ts';

/** One call as it is written down. */
export interface CallValues {
  recipientId: number;
  versionId: number;
  officeId: number;
  at: string;
  clerk: string;
  outcome: string;
  phone: string;
  name: string;
  note: string;
  callbackAt: string | null;
  acknowledgementId: number | null;
}

export async function insertCall(tx: WriteTx, values: CallValues): Promise<number> {
  const row = await tx
    .insertInto('calls')
    .values({
      recipient_id: values.recipientId,
      version_id: values.versionId,
      office_id: values.officeId,
      at: values.at,
      clerk: values.clerk,
      outcome: values.outcome,
      phone: values.phone,
      name: values.name,
      note: values.note,
      callback_at: values.callbackAt,
      acknowledgement_id: values.acknowledgementId,
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** A call that stands; null when there is none or it was taken back. */
export async function getCall(db: ReadDb, id: number) {
  const row = await db
    .selectFrom('calls')
    .select([
      'id',
      'recipient_id as recipientId',
      'version_id as versionId',
      'office_id as officeId',
      'at',
      'outcome',
      'name',
      'note',
      'acknowledgement_id as acknowledgementId',
    ])
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export async function markCallUndone(tx: WriteTx, id: number, at: string): Promise<void> {
  await tx.updateTable('calls').set({ undone_at: at }).where('id', '=', id).where('undone_at', 'is', null).execute();
}

/** The calls of a recipient that stand: how many, and the last. */
export async function standingCalls(db: ReadDb, recipientId: number) {
  const rows = await db
    .selectFrom('calls')
    .select(['id', 'outcome', 'at', 'callback_at as callbackAt'])
    .where('recipient_id', '=', recipientId)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute();
  return { count: rows.length, last: rows.at(-1) ?? null };
}

/** The row of an office for a version it was sent; null when it was not. */
export async function recipientFor(db: ReadDb, versionId: number, officeId: number) {
  const row = await db
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['recipients.id', 'offices.code', 'offices.phone'])
    .where('recipients.version_id', '=', versionId)
    .where('recipients.office_id', '=', officeId)
    .where(counted)
    .executeTakeFirst();
  return row ?? null;
}

/** Which calls; all conditions hold. */
export interface CallFilter {
  versionId?: number | undefined;
  incidentId?: number | undefined;
  officeId?: number | undefined;
  outcomes?: readonly string[] | undefined;
  patterns: readonly string[];
}

/** Calls newest first, before `beforeId`; those taken back are told too. */
export async function listCalls(db: ReadDb, filter: CallFilter, beforeId: number | null, limit: number) {
  const rows = await filtered(db, filter)
    .$if(beforeId !== null, (query) => query.where('calls.id', '<', beforeId ?? 0))
    .select([
      'calls.id',
      'calls.at',
      'calls.clerk',
      'calls.outcome',
      'calls.phone',
      'calls.name',
      'calls.note',
      'calls.callback_at as callbackAt',
      'calls.undone_at as undoneAt',
      'calls.office_id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'notice_versions.label',
      'questions.category',
      'questions.question',
    ])
    .orderBy('calls.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, category: row.category ?? '', question: row.question ?? '' }));
}
export type CallRow = Awaited<ReturnType<typeof listCalls>>[number];

export async function countCalls(db: ReadDb, filter: CallFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

type Joined = 'calls' | 'offices' | 'notice_versions' | 'questions';

function filtered(db: ReadDb, { versionId, incidentId, officeId, outcomes, patterns }: CallFilter) {
  let query = db
    .selectFrom('calls')
    .innerJoin('offices', 'offices.id', 'calls.office_id')
    .innerJoin('notice_versions', 'notice_versions.id', 'calls.version_id')
    .leftJoin('questions', 'questions.call_id', 'calls.id') as unknown as SelectQueryBuilder<Schema, Joined, object>;
  if (versionId !== undefined) query = query.where('calls.version_id', '=', versionId);
  if (officeId !== undefined) query = query.where('calls.office_id', '=', officeId);
  if (incidentId !== undefined) {
    query = query.where('notice_versions.notice_id', 'in', (e) =>
      e.selectFrom('notices').select('notices.id').where('notices.incident_id', '=', incidentId),
    );
  }
  if (outcomes) query = query.where('calls.outcome', 'in', outcomes);
  return query.where(officeMatches(patterns));
}

/** Promised call-backs whose time has come. */
export async function countPromisesDue(db: ReadDb, now: string): Promise<number> {
  const row = await db
    .selectFrom('call_entries')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('is_open', '=', 1)
    .where('callback_at', 'is not', null)
    .where('callback_at', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** How many offices of a version rest until later, and which of them is ready next. */
export async function restingCalls(db: ReadDb, versionId: number, now: string, never: string) {
  const row = await db
    .selectFrom('call_entries')
    .select((e) => [e.fn.countAll<number>().as('n'), e.fn.min<string | null>('ready_at').as('next')])
    .where('version_id', '=', versionId)
    .where('is_open', '=', 1)
    .where('ready_at', '>', now)
    .where('ready_at', '<', never)
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), next: row.next };
}

/** True while the office has not confirmed. */
export async function stillUnconfirmed(db: ReadDb, recipientId: number): Promise<boolean> {
  const row = await db
    .selectFrom('recipients')
    .select('id')
    .where('id', '=', recipientId)
    .where(unconfirmed)
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of these numbers of an office were found wrong. */
export async function wrongNumbers(db: ReadDb, officeId: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('calls')
    .select('phone')
    .distinct()
    .where('office_id', '=', officeId)
    .where(sql<boolean>`outcome = 'wrong_number' and undone_at is null`)
    .execute();
  return new Set(rows.map(({ phone }) => phone));
}
