import { type RawBuilder, sql } from 'kysely';
import { reckoned } from '../prepared.ts';
import type { ReadDb, WriteTx } from '../store.ts';

// Who is to be called, and who has taken whom up. Writers come one at a time on both engines; what a clerk read before
// is looked at again in the very statement that gives the office to one of them.

/** Condition on `recipients`: the office has not confirmed this version or a newer one. */
export const unconfirmed = sql<boolean>`recipients.acknowledgement_state in ('open', 'outdated')`;

/** Condition on `offices`: this number was found wrong, and it was not taken back. */
export const foundWrong = (phone: RawBuilder<string>) =>
  sql<boolean>`exists (select 1 from calls as wrong where wrong.office_id = offices.id and wrong.phone = ${phone}
    and wrong.outcome = 'wrong_number' and wrong.undone_at is null)`;

/** Condition on `offices`: there is a number to dial. */
export const hasPhone = sql<boolean>`(offices.phone <> '' and not ${foundWrong(sql`offices.phone`)}
  or exists (select 1 from contacts as people where people.office_id = offices.id and people.removed_at is null
    and people.phone <> '' and not ${foundWrong(sql`people.phone`)}))`;

/** Condition on `recipients` and `offices`. */
const callable = sql<boolean>`(${unconfirmed} and offices.merged_into is null and ${hasPhone})`;

/** What decides about the order, as `rules/callOrder.ts` reads it. */
export interface CandidateRow {
  recipientId: number;
  deliveryState: string;
  acknowledgementState: string;
  callbackAt: string | null;
  askedAt: string | null;
  harmful: number;
  attempts: number;
  lastOutcome: string;
  lastAt: string | null;
  toldAt: string;
}

/** What candidates are looked for in. `today`: filings due before it are late (`YYYY-MM-DD`). */
export interface Desk {
  versionId: number;
  /** UTC instant. */
  now: string;
  today: string;
}

/** The delivery states, the worst first: in each the longest silent come by the index, one after the other. */
const STATES = ['no_address', 'failed', 'cancelled', 'in_doubt', 'sent', 'retry', 'queued', 'sending'];

/**
 * Recipients that may be called now and that nobody has taken up, from every side the order looks from: the first
 * `limit` of each. Their order is for the rule to find.
 */
export async function callCandidates(db: ReadDb, desk: Desk, limit: number): Promise<CandidateRow[]> {
  const ids = new Set<number>();
  for (const id of await waitingEntries(db, desk, limit)) ids.add(id);
  for (const id of await harmedOffices(db, desk, limit)) ids.add(id);
  let untouched = 0;
  for (const state of STATES) {
    if (untouched >= limit) break;
    const found = await untouchedIn(db, desk.versionId, state, limit);
    untouched += found.length;
    for (const id of found) ids.add(id);
  }
  return candidateRows(db, desk, [...ids]);
}

/** Condition on `call_entries`: the sign keeps SQLite from walking all of the version for the few it stands beside. */
export const ofVersion = (versionId: number) => sql<boolean>`+call_entries.version_id = ${reckoned(versionId)}`;

/** Offices that have a place on the desk and whose time has come: promises first, then what waits longest. */
async function waitingEntries(db: ReadDb, desk: Desk, most: number): Promise<number[]> {
  const { versionId } = desk;
  const now = reckoned(desk.now);
  const limit = sql.lit(most);
  const free = sql<boolean>`call_entries.is_open = 1 and call_entries.ready_at <= ${now}
    and call_entries.held_until <= ${now} and ${callable}`;
  const rows = await sql<{ id: number }>`
    select id from (select call_entries.recipient_id as id from call_entries
      join recipients on recipients.id = call_entries.recipient_id join offices on offices.id = recipients.office_id
      where call_entries.callback_at <= ${now} and call_entries.callback_at is not null
        and ${ofVersion(versionId)} and ${free}
      order by call_entries.callback_at limit ${limit}) promised
    union all
    select id from (select call_entries.recipient_id as id from call_entries
      join recipients on recipients.id = call_entries.recipient_id join offices on offices.id = recipients.office_id
      where call_entries.version_id = ${reckoned(versionId)} and ${free}
      order by call_entries.ready_at limit ${limit}) waiting`.execute(db);
  return rows.rows.map(({ id }) => id);
}

/** Condition on `procedures`: urgent by the rules that count here, still to be made, and late or certain to be. */
const harmful = (today: string) =>
  sql<boolean>`(procedures.pending = 1 and procedures.harm = 1
    and (procedures.sort_on < ${reckoned(today)} or procedures.misses = 1))`;

/** Offices with urgent filings that are late, and those with urgent ones that are certain to be. */
async function harmedOffices(db: ReadDb, desk: Desk, limit: number): Promise<number[]> {
  const now = reckoned(desk.now);
  // Two walks, one over each index of the board: a single one would look at every urgent filing.
  const walk = (condition: RawBuilder<unknown>) => sql`select recipients.id from procedures
    join recipients on recipients.office_id = procedures.office_id and recipients.version_id = ${reckoned(desk.versionId)}
    join offices on offices.id = recipients.office_id
    left join call_entries on call_entries.recipient_id = recipients.id
    where procedures.pending = 1 and procedures.harm = 1 and ${condition}
      and ${callable} and (call_entries.recipient_id is null
        or (call_entries.ready_at <= ${now} and call_entries.held_until <= ${now}))
    order by procedures.sort_on, procedures.id limit ${sql.lit(limit)}`;
  const { rows } = await sql<{
    id: number;
  }>`select id from (${walk(sql`procedures.sort_on < ${reckoned(desk.today)}`)}) late
    union all select id from (${walk(sql`procedures.misses = 1`)}) missing`.execute(db);
  return rows.map(({ id }) => id);
}

async function untouchedIn(db: ReadDb, versionId: number, state: string, limit: number): Promise<number[]> {
  // The literals let SQLite use the partial index `recipients_to_call`.
  const { rows } = await sql<{ id: number }>`select recipients.id from recipients
    join offices on offices.id = recipients.office_id
    where recipients.version_id = ${reckoned(versionId)} and recipients.delivery_state = ${sql.lit(state)}
      and recipients.acknowledgement_state in ('open', 'outdated') and recipients.on_desk = 0
      and offices.merged_into is null and ${hasPhone}
    order by recipients.id limit ${sql.lit(limit)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What the order needs of these recipients (at most 1,000), by id. */
export async function candidateRows(db: ReadDb, desk: Desk, ids: readonly number[]): Promise<CandidateRow[]> {
  if (ids.length === 0) return [];
  const late = sql<number>`(select count(*) from procedures
    where procedures.office_id = recipients.office_id and ${harmful(desk.today)})`;
  const rows = await db
    .selectFrom('recipients')
    .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
    .leftJoin('call_entries', 'call_entries.recipient_id', 'recipients.id')
    .where('recipients.id', 'in', ids)
    .select([
      'recipients.id as recipientId',
      'recipients.delivery_state as deliveryState',
      'recipients.acknowledgement_state as acknowledgementState',
      'call_entries.callback_at as callbackAt',
      'call_entries.asked_at as askedAt',
      'call_entries.attempts',
      'call_entries.last_outcome as lastOutcome',
      'call_entries.last_at as lastAt',
      late.as('harmful'),
      toldAt.as('toldAt'),
    ])
    .orderBy('recipients.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    attempts: row.attempts ?? 0,
    lastOutcome: row.lastOutcome ?? '',
    harmful: Number(row.harmful),
  }));
}

/** When the version reached the office or, failing that, went out; beside `recipients` and `notice_versions`. */
export const toldAt = sql<string>`coalesce((select min(arrived.finished_at) from deliveries as arrived
  where arrived.recipient_id = recipients.id and arrived.state = 'sent' and arrived.reminder_id is null),
  notice_versions.sent_at, '')`;

/** Everybody who may be called, now or later, by recipient id after `afterId`. */
export async function everyCallable(db: ReadDb, versionId: number, afterId: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select recipients.id from recipients
    join offices on offices.id = recipients.office_id
    where recipients.version_id = ${versionId} and recipients.id > ${afterId} and ${callable}
      and not exists (select 1 from call_entries where call_entries.recipient_id = recipients.id
        and call_entries.last_outcome = 'refused')
    order by recipients.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Who takes an office up, and until when. */
export interface Holder {
  clerk: string;
  /** Which of the clerk's windows. */
  desk: string;
  /** UTC instants. */
  now: string;
  until: string;
}

/** Gives an office a place on the desk if it has none and has not confirmed. */
export async function openEntry(tx: WriteTx, recipientId: number): Promise<void> {
  await sql`insert into call_entries (recipient_id, version_id, is_open, attempts, last_outcome, last_at, ready_at,
      callback_at, asked_at, holder, desk, held_since, held_until, fence)
    select id, version_id, case when acknowledgement_state in ('open', 'outdated') then 1 else 0 end, 0, '', null, '',
      null, null, '', '', null, '', 0 from recipients where id = ${recipientId}
    on conflict (recipient_id) do nothing`.execute(tx);
  await tx
    .updateTable('recipients')
    .set({ on_desk: 1 })
    .where('id', '=', recipientId)
    .where('on_desk', '=', 0)
    .execute();
}

/**
 * Gives an office to a clerk, unless another has it, it has confirmed, or (without `early`) its time has not come.
 * Answers the fence of this hold; null when somebody was faster.
 */
export async function takeUp(tx: WriteTx, recipientId: number, holder: Holder, early = false): Promise<number | null> {
  await openEntry(tx, recipientId);
  const row = await tx
    .updateTable('call_entries')
    .set((e) => ({
      holder: holder.clerk,
      desk: holder.desk,
      held_since: sql<string>`case when held_until > ${holder.now} then held_since else ${holder.now} end`,
      held_until: holder.until,
      fence: e('fence', '+', 1),
    }))
    .where('recipient_id', '=', recipientId)
    .where('is_open', '=', 1)
    .where((e) =>
      e.or([e('held_until', '<=', holder.now), e.and([e('holder', '=', holder.clerk), e('desk', '=', holder.desk)])]),
    )
    .$if(!early, (query) => query.where('ready_at', '<=', holder.now))
    .returning('fence')
    .executeTakeFirst();
  return row?.fence ?? null;
}

/** Lets go of what this window has taken up, all of it or but one. Answers the recipients. */
export async function letGo(
  tx: WriteTx,
  { clerk, desk }: Pick<Holder, 'clerk' | 'desk'>,
  only?: { recipientId: number },
): Promise<number[]> {
  const rows = await tx
    .updateTable('call_entries')
    .set({ holder: '', desk: '', held_since: null, held_until: '' })
    .where('held_until', '<>', '')
    .where('holder', '=', clerk)
    .where('desk', '=', desk)
    .$if(only !== undefined, (query) => query.where('recipient_id', '=', only?.recipientId ?? 0))
    .returning('recipient_id as id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The place of an office on the desk; null when it has none. */
export async function getEntry(db: ReadDb, recipientId: number) {
  const row = await db
    .selectFrom('call_entries')
    .select([
      'recipient_id as recipientId',
      'is_open as isOpen',
      'attempts',
      'ready_at as readyAt',
      'callback_at as callbackAt',
      'holder',
      'desk',
      'held_since as heldSince',
      'held_until as heldUntil',
      'fence',
    ])
    .where('recipient_id', '=', recipientId)
    .executeTakeFirst();
  return row ?? null;
}

/** What the calls of an office amount to. */
export interface EntryStanding {
  attempts: number;
  lastOutcome: string;
  lastAt: string | null;
  readyAt: string;
  callbackAt: string | null;
}

/** Writes down what a call changed; nobody has taken the office up any more. */
export async function settleEntry(tx: WriteTx, recipientId: number, standing: EntryStanding): Promise<void> {
  await tx
    .updateTable('call_entries')
    .set({
      attempts: standing.attempts,
      last_outcome: standing.lastOutcome,
      last_at: standing.lastAt,
      ready_at: standing.readyAt,
      callback_at: standing.callbackAt,
      holder: '',
      desk: '',
      held_since: null,
      held_until: '',
    })
    .where('recipient_id', '=', recipientId)
    .execute();
}
