import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { hasPhone, toldAt, unconfirmed } from './callDesk.ts';
import { officeMatches } from './offices.ts';

/** The version's own ladder as JSON; null when it follows the house. */
export async function ladderOf(db: ReadDb, versionId: number): Promise<unknown> {
  const row = await db
    .selectFrom('reminder_ladders')
    .select('steps')
    .where('version_id', '=', versionId)
    .executeTakeFirst();
  return row ? JSON.parse(row.steps) : null;
}

/** Writes a version's own ladder; null gives it the house's again. */
export async function setLadder(tx: WriteTx, versionId: number, steps: unknown | null, at: string): Promise<void> {
  await tx.deleteFrom('reminder_ladders').where('version_id', '=', versionId).execute();
  if (steps === null) return;
  const row = { version_id: versionId, steps: JSON.stringify(steps), updated_at: at };
  await tx.insertInto('reminder_ladders').values(row).execute();
}

/** A step asked of the register. */
export interface StepQuestion {
  versionId: number;
  /** Its key. */
  step: string;
  channel: 'mail' | 'fax' | 'phone';
  /** Whoever was told before this instant is due. */
  before: string;
}

/** Condition on `recipients`: the step was released for it. */
const asked = ({ step }: StepQuestion) =>
  sql<boolean>`exists (select 1 from reminder_recipients as former join reminders on reminders.id = former.reminder_id
    where former.recipient_id = recipients.id and reminders.step = ${step})`;

/** Conditions on `recipients` and `offices`: this way leads to the office, and nothing by it has failed or is in doubt. */
const reachable = {
  mail: sql<boolean>`(recipients.delivery_state <> 'in_doubt' and exists (select 1 from deliveries as arrived
    where arrived.recipient_id = recipients.id and arrived.channel = 'mail' and arrived.state = 'sent'
      and arrived.reminder_id is null and arrived.replaced_by is null))`,
  fax: sql<boolean>`(recipients.delivery_state <> 'in_doubt' and offices.fax <> ''
    and not exists (select 1 from deliveries as lost where lost.recipient_id = recipients.id and lost.channel = 'fax'
      and lost.state = 'failed' and lost.replaced_by is null))`,
  phone: hasPhone,
} as const;

/** Where a due recipient stands as to a step. */
const standing = (question: StepQuestion) => sql<'offices' | 'inDoubt' | 'undeliverable' | 'reminded'>`case
  when ${asked(question)} then 'reminded'
  when ${reachable[question.channel]} then 'offices'
  when recipients.delivery_state = 'in_doubt' then 'inDoubt' else 'undeliverable' end`;

function due(db: ReadDb, { versionId, before }: StepQuestion) {
  return db
    .selectFrom('recipients')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .innerJoin('notice_versions', 'notice_versions.id', 'recipients.version_id')
    .where('recipients.version_id', '=', versionId)
    .where(unconfirmed)
    .where('offices.merged_into', 'is', null)
    .where(sql<boolean>`${toldAt} < ${before}`);
}

/** How many of the unconfirmed whose day has come stand where. */
export async function countDue(db: ReadDb, question: StepQuestion): Promise<Map<string, number>> {
  const where = standing(question);
  const rows = await db
    .selectFrom(due(db, question).select(where.as('standing')).as('due'))
    .select((e) => ['due.standing', e.fn.countAll<number>().as('n')])
    .groupBy('due.standing')
    .execute();
  return new Map(rows.map((row) => [row.standing, Number(row.n)]));
}

const toRemind = (db: ReadDb, question: StepQuestion) =>
  due(db, question)
    .where(reachable[question.channel])
    .where(sql<boolean>`not ${asked(question)}`);

/** Whom a step would go to, by office code after `afterCode`. */
export async function listToRemind(
  db: ReadDb,
  question: StepQuestion,
  patterns: readonly string[],
  afterCode: string | null,
  limit: number,
) {
  return toRemind(db, question)
    .where(officeMatches(patterns))
    .$if(afterCode !== null, (query) => query.where('offices.code', '>', afterCode ?? ''))
    .select([
      'recipients.id as recipientId',
      'offices.id as officeId',
      'offices.code as officeCode',
      'offices.name as officeName',
      'offices.branch',
      'offices.fax',
      'offices.phone',
      toldAt.as('toldAt'),
    ])
    .select(
      sql<string>`coalesce((select min(arrived.address) from deliveries as arrived
        where arrived.recipient_id = recipients.id and arrived.channel = 'mail' and arrived.state = 'sent'
          and arrived.reminder_id is null and arrived.replaced_by is null), '')`.as('mail'),
    )
    .orderBy('offices.code')
    .limit(limit)
    .execute();
}

export async function countToRemind(
  db: ReadDb,
  question: StepQuestion,
  patterns: readonly string[] = [],
): Promise<number> {
  const row = await toRemind(db, question)
    .where(officeMatches(patterns))
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export interface ReminderValues {
  versionId: number;
  step: string;
  channel: string;
  subject: string;
  covering: string;
  sha256: string;
  at: string;
  clerk: string;
}

export async function insertReminder(tx: WriteTx, values: ReminderValues): Promise<number> {
  const { versionId, at, ...rest } = values;
  const row = await tx
    .insertInto('reminders')
    .values({ version_id: versionId, released_at: at, ...rest })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Writes down, in one go, whom a reminder is for: everybody its step would go to now. Answers how many. */
export async function takeRecipients(tx: WriteTx, reminderId: number, question: StepQuestion): Promise<number> {
  const chosen = toRemind(tx, question)
    .select('recipients.id')
    .select(sql<number>`cast(${reminderId} as integer)`.as('reminder_id'));
  const result = await tx
    .insertInto('reminder_recipients')
    .columns(['recipient_id', 'reminder_id'])
    .expression(chosen)
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0);
}

/** The mail addresses that have the notice, of the recipients of a reminder, by recipient id after `afterId`. */
export async function addressesToRemind(db: ReadDb, reminderId: number, afterId: number, limit: number) {
  const rows = await sql<{ recipientId: number; address: string }>`
    select deliveries.recipient_id as "recipientId", min(deliveries.address) as address from deliveries
    where deliveries.recipient_id in (select recipient_id from reminder_recipients where reminder_id = ${reminderId}
        and recipient_id > ${afterId} order by recipient_id limit ${limit})
      and deliveries.channel = 'mail' and deliveries.state = 'sent' and deliveries.reminder_id is null
      and deliveries.replaced_by is null
    group by deliveries.recipient_id, lower(deliveries.address) order by deliveries.recipient_id`.execute(db);
  return rows.rows;
}

/** The FAX numbers a reminder goes to by the gateway, one an office, after a recipient. */
export async function faxesToRemind(db: ReadDb, reminderId: number, afterId: number, limit: number) {
  return db
    .selectFrom('reminder_recipients')
    .innerJoin('recipients', 'recipients.id', 'reminder_recipients.recipient_id')
    .innerJoin('offices', 'offices.id', 'recipients.office_id')
    .select(['recipients.id as recipientId', 'offices.fax as address'])
    .where('reminder_recipients.reminder_id', '=', reminderId)
    .where('recipients.id', '>', afterId)
    .orderBy('recipients.id')
    .limit(limit)
    .execute();
}

/** The offices of a reminder that have not confirmed. */
export async function officesStillToRemind(db: ReadDb, reminderId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('reminder_recipients')
    .innerJoin('recipients', 'recipients.id', 'reminder_recipients.recipient_id')
    .select('recipients.office_id as id')
    .where('reminder_recipients.reminder_id', '=', reminderId)
    .where(unconfirmed)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Makes the deliveries of an order the mails of a reminder: they are sent like any, and count for nothing in the state
 * of the notice, which has arrived already.
 */
export async function markReminders(tx: WriteTx, sendingId: number, reminderId: number): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set((e) => ({ reminder_id: reminderId, replaced_by: e.ref('deliveries.id') }))
    .where('sending_id', '=', sendingId)
    .execute();
}

/** An order's mail takes the place of a former mail of its reminder. */
export async function replaceReminder(tx: WriteTx, formerId: number, sendingId: number): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set((e) => ({
      replaced_by: e
        .selectFrom('deliveries as newer')
        .select((n) => n.fn.min<number>('newer.id').as('id'))
        .where('newer.sending_id', '=', sendingId),
    }))
    .where('id', '=', formerId)
    .execute();
}

/** Puts the recipients of a reminder on the call desk, to be called at once. */
export async function askByPhone(tx: WriteTx, reminderId: number, at: string): Promise<void> {
  const whom = sql`(select recipient_id from reminder_recipients where reminder_id = ${reminderId})`;
  await sql`insert into call_entries (recipient_id, version_id, is_open, attempts, last_outcome, last_at, ready_at,
      callback_at, asked_at, holder, desk, held_since, held_until, fence)
    select id, version_id, 1, 0, '', null, '', null, null, '', '', null, '', 0 from recipients where id in ${whom}
    on conflict (recipient_id) do nothing`.execute(tx);
  await sql`update call_entries set asked_at = ${at} where recipient_id in ${whom}`.execute(tx);
  await sql`update recipients set on_desk = 1 where id in ${whom} and on_desk = 0`.execute(tx);
}

/** The frozen words of a reminder; null when there is none. */
export async function reminderTexts(db: ReadDb, id: number) {
  const row = await db
    .selectFrom('reminders')
    .select(['version_id as versionId', 'channel', 'subject', 'covering'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** What was released of a version, newest first, with what became of its mails. */
export async function remindersOf(db: ReadDb, versionId: number, limit: number) {
  const rows = await db
    .selectFrom('reminders')
    .select(['id', 'step', 'channel', 'subject', 'sha256', 'released_at as releasedAt', 'clerk'])
    .where('version_id', '=', versionId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const whom = await db
    .selectFrom('reminder_recipients')
    .innerJoin('recipients', 'recipients.id', 'reminder_recipients.recipient_id')
    .select((e) => ['reminder_id as id', e.fn.countAll<number>().as('n')])
    .select(sql<number>`sum(case when ${unconfirmed} then 0 else 1 end)`.as('confirmed'))
    .where('reminder_id', 'in', ids)
    .groupBy('reminder_id')
    .execute();
  const mails = await db
    .selectFrom('deliveries')
    .select((e) => ['reminder_id as id', 'state', e.fn.countAll<number>().as('n')])
    .where('recipient_id', 'in', (e) =>
      e.selectFrom('reminder_recipients').select('recipient_id').where('reminder_id', 'in', ids),
    )
    .where('reminder_id', 'in', ids)
    // Without what was sent once more.
    .whereRef('replaced_by', '=', 'deliveries.id')
    .groupBy(['reminder_id', 'state'])
    .execute();
  return rows.map((row) => {
    const counted = whom.find(({ id }) => id === row.id);
    const states = mails.filter(({ id }) => id === row.id).map(({ state, n }) => [state, Number(n)] as const);
    return {
      ...row,
      offices: Number(counted?.n ?? 0),
      confirmed: Number(counted?.confirmed ?? 0),
      states: new Map(states),
    };
  });
}

/** Which steps were released for each of these versions. */
export async function releasedSteps(db: ReadDb, versionIds: readonly number[]): Promise<Map<number, Set<string>>> {
  const steps = new Map<number, Set<string>>();
  if (versionIds.length === 0) return steps;
  const rows = await db
    .selectFrom('reminders')
    .select(['version_id as versionId', 'step'])
    .distinct()
    .where('version_id', 'in', versionIds)
    .execute();
  for (const { versionId, step } of rows) steps.set(versionId, (steps.get(versionId) ?? new Set()).add(step));
  return steps;
}
