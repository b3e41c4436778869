import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';

/** Stands where words were erased, in every language the same. That they were is told by `erased_at` and `erasure_items`. */
export const ERASED = '＊＊＊';

/** What has been kept long enough, but for what a clerk wants to keep on. */
export interface Expired {
  /** Japan date: what ended before it has been kept long enough. */
  before: string;
  /** The same as the UTC instant that day begins in Japan. */
  beforeAt: string;
  keepOffices: readonly number[];
  keepIncidents: readonly number[];
}

/** Ids, as subqueries, of all that belongs to a proposal. */
export interface Scope {
  offices: RawBuilder<unknown>;
  incidents: RawBuilder<unknown>;
  mails: RawBuilder<unknown>;
}

export interface ProposedOffice {
  id: number;
  code: string;
  name: string;
  /** Japan date it left on; empty where nobody entered one: then the day of its last change counts. */
  releasedOn: string;
  /** UTC instant. */
  updatedAt: string;
}

const RELEASED_ON = sql<string>`coalesce(o.released_on, '')`;
const except = (column: string, ids: readonly number[]) =>
  ids.length === 0 ? sql`` : sql`and ${sql.ref(column)} not in (${sql.join(ids)})`;

/** Offices that left before a day. */
const leftBefore = ({
  before,
  beforeAt,
}: Expired) => sql`offices o where o.status = 'released' and o.merged_into is null
  and o.erased_at is null and ((${RELEASED_ON} <> '' and o.released_on < ${before})
    or (${RELEASED_ON} = '' and o.updated_at < ${beforeAt}))`;

/** What an office that left is still part of: an incident not closed long enough, a filing still to be made. */
const stillNeeded = (beforeAt: string) => sql`(
  exists (select 1 from recipients r join notice_versions v on v.id = r.version_id join notices n on n.id = v.notice_id
    join incidents i on i.id = n.incident_id
    where r.office_id = o.id and (i.closed_at is null or i.closed_at >= ${beforeAt}))
  or exists (select 1 from affected_offices a join incidents i on i.id = a.incident_id
    where a.office_id = o.id and a.affected = 1 and (i.closed_at is null or i.closed_at >= ${beforeAt}))
  or exists (select 1 from procedures p where p.office_id = o.id and p.pending = 1 and p.removed_at is null))`;

const expiredOffices = (expired: Expired) =>
  sql`${leftBefore(expired)} and not ${stillNeeded(expired.beforeAt)} ${except('o.id', expired.keepOffices)}`;

/** Closed before the day, not erased since, and nothing of it on its way out. */
const expiredIncidents = ({ beforeAt, keepIncidents }: Expired) => sql`incidents i
  where i.closed_at < ${beforeAt} ${except('i.id', keepIncidents)}
  and not exists (select 1 from erasure_items e join erasures x on x.id = e.erasure_id
    where e.kind = 'incident' and e.entity_id = i.id and x.at > i.closed_at)
  and not exists (select 1 from deliveries d join notice_versions v on v.id = d.version_id
    join notices n on n.id = v.notice_id
    where n.incident_id = i.id and d.state in ('queued', 'sending', 'handed', 'retry'))`;

/** Versions of the incidents of a scope. */
export const versionsOf = ({ incidents }: Pick<Scope, 'incidents'>) => sql`(select v.id from notice_versions v
  join notices n on n.id = v.notice_id where n.incident_id in ${incidents})`;

/** Mails of offices and incidents, and those nobody could tell whose they were once they are old enough. */
const mailsOf = (scope: Pick<Scope, 'offices' | 'incidents'>, beforeAt: string) => sql`(select m.id
  from incoming_mails m where not exists (select 1 from erasure_items e where e.kind = 'mail' and e.entity_id = m.id)
  and (m.office_id in ${scope.offices}
    or m.version_id in ${versionsOf(scope)}
    or m.delivery_id in (select d.id from deliveries d join recipients r on r.id = d.recipient_id
      where r.office_id in ${scope.offices} or d.version_id in ${versionsOf(scope)})
    or (m.read_at < ${beforeAt} and m.office_id is null and m.version_id is null and m.delivery_id is null)))`;

/** All that would go: with an office also the doubles that were merged into it. */
export function scopeOf(expired: Expired): Scope {
  const offices = sql`(with recursive gone(id) as (select o.id from ${expiredOffices(expired)}
    union select d.id from offices d join gone on d.merged_into = gone.id) select id from gone)`;
  const incidents = sql`(select i.id from ${expiredIncidents(expired)})`;
  return { offices, incidents, mails: mailsOf({ offices, incidents }, expired.beforeAt) };
}

/** Offices that left long enough ago, by code. */
export async function listExpiredOffices(
  db: ReadDb,
  expired: Expired,
  afterCode: string | null,
  limit: number,
): Promise<ProposedOffice[]> {
  const { rows } = await sql<ProposedOffice>`select o.id, o.code, o.name, ${RELEASED_ON} as "releasedOn",
    o.updated_at as "updatedAt"
    from ${expiredOffices(expired)} ${afterCode === null ? sql`` : sql`and o.code > ${afterCode}`}
    order by o.code limit ${limit}`.execute(db);
  return rows;
}

/** Incidents closed long enough ago, the oldest first. */
export async function listExpiredIncidents(db: ReadDb, expired: Expired, limit: number) {
  const { rows } = await sql<{ id: number; title: string; closedAt: string }>`
    select i.id, i.title, i.closed_at as "closedAt" from ${expiredIncidents(expired)}
    order by i.closed_at, i.id limit ${limit}`.execute(db);
  return rows;
}

/** How many offices, incidents and mails a proposal has, and how many offices that left must wait. */
export async function countExpired(db: ReadDb, expired: Expired) {
  const { offices, incidents, mails } = scopeOf(expired);
  const { rows } = await sql<{ offices: number; incidents: number; mails: number; waiting: number }>`select
    (select count(*) from offices where merged_into is null and id in ${offices}) as offices,
    (select count(*) from incidents where id in ${incidents}) as incidents,
    (select count(*) from incoming_mails where id in ${mails}) as mails,
    (select count(*) from ${leftBefore(expired)} and ${stillNeeded(expired.beforeAt)}) as waiting`.execute(db);
  return rows[0] ?? { offices: 0, incidents: 0, mails: 0, waiting: 0 };
}

/** Erasures, newest first. */
export async function listErasures(db: ReadDb, limit: number) {
  return db
    .selectFrom('erasures')
    .select(['id', 'at', 'clerk', 'years', 'offices', 'incidents', 'mails', 'finished_at as finishedAt'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** The erasures of which copies may still lie about. */
export async function unfinishedErasures(db: ReadDb): Promise<number[]> {
  const rows = await db.selectFrom('erasures').select('id').where('finished_at', 'is', null).execute();
  return rows.map(({ id }) => id);
}

/** The newest erasure, and when the last of its copies was gone. */
export async function lastErasure(db: ReadDb): Promise<{ at: string; finishedAt: string | null } | null> {
  const [row] = await listErasures(db, 1);
  return row ? { at: row.at, finishedAt: row.finishedAt } : null;
}

/** Number of the audit row that says: the register's files were written anew after this erasure. Null before that. */
export async function rewrittenAt(db: ReadDb, erasure: number): Promise<number | null> {
  const row = await db
    .selectFrom('audit_events')
    .select((e) => e.fn.max<number | null>('seq').as('seq'))
    .where('entity', '=', 'erasure')
    .where('entity_id', '=', erasure)
    .where('action', '=', 'retention.rewrite')
    .executeTakeFirstOrThrow();
  return row.seq === null ? null : Number(row.seq);
}

/** What an erasure leaves: frozen texts, who was sent them and how it stood, the audit. */
export async function countStaying(db: ReadDb) {
  const { rows } = await sql<{ versions: number; recipients: number; auditRows: number }>`select
    (select count(*) from notice_versions) as versions,
    (select count(*) from recipients) as recipients,
    (select count(*) from audit_events) as "auditRows"`.execute(db);
  return rows[0] ?? { versions: 0, recipients: 0, auditRows: 0 };
}
