import { type RawBuilder, sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';
import { firstChannel } from './channels.ts';
import { ownNames } from './procedureRules.ts';
import { isTroubled } from './procedureTelling.ts';

// What the copies of a version are made of. Every reader of a version's text (mail, letters, preview, check) asks here,
// so that no two of them tell an office different things.

/** A fact of the incident as a version states it; the last four are null while it has no value. */
export interface StatedFact {
  name: string;
  valueId: number | null;
  value: string | null;
  asOf: string | null;
  hearsay: number | null;
}

/** A version's texts and the facts it can quote: as they are now, and after approval as they were then. */
export async function noticeSource(db: ReadDb, versionId: number) {
  const row = await db
    .selectFrom('notice_versions')
    .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
    .where('notice_versions.id', '=', versionId)
    .select([
      'notices.incident_id as incidentId',
      'notice_versions.label',
      'notice_versions.document_number as documentNumber',
      'notice_versions.dated_on as datedOn',
      'notice_versions.subject',
      'notice_versions.body',
      'notice_versions.parts',
      'notice_versions.sha256',
      'notice_versions.sent_at as sentAt',
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { incidentId, sha256, ...texts } = row;
  const approved = sha256 !== null;
  return { ...texts, approved, facts: await statedFacts(db, incidentId, approved ? versionId : null) };
}
export type NoticeSource = NonNullable<Awaited<ReturnType<typeof noticeSource>>>;

/** @param versionId the approved version whose values count; null for the newest of each fact */
async function statedFacts(db: ReadDb, incidentId: number, versionId: number | null): Promise<StatedFact[]> {
  const counts =
    versionId === null
      ? sql<boolean>`stated.id = (select max(newest.id) from fact_values as newest where newest.fact_id = facts.id)`
      : sql<boolean>`stated.id in (select fact_value_id from version_facts where version_id = ${versionId})`;
  return db
    .selectFrom('facts')
    .leftJoin('fact_values as stated', (join) => join.onRef('stated.fact_id', '=', 'facts.id').on(counts))
    .where('facts.incident_id', '=', incidentId)
    .select(['facts.name', 'stated.id as valueId', 'stated.value', 'stated.as_of as asOf', 'stated.hearsay'])
    .orderBy('facts.id')
    .execute();
}

/** Keeps which values a version states; only before it is approved. */
export async function insertVersionFacts(tx: WriteTx, versionId: number, valueIds: readonly number[]): Promise<void> {
  if (valueIds.length === 0) return;
  const rows = valueIds.map((id) => ({ version_id: versionId, fact_value_id: id }));
  await tx.insertInto('version_facts').values(rows).execute();
}

/**
 * What is known of these offices (at most 1,000) for a version, by id: whom and where, first channel, slip code and part
 * if it is a member, and its procedures that are
 * late, certain to be or stopped by an incident, the oldest first.
 * @param part the part each falls into, for a version whose members are not frozen yet
 */
export async function officesForNotice(
  db: ReadDb,
  { versionId, part = sql`slip.part` }: { versionId: number; part?: RawBuilder<number | null> },
  officeIds: readonly number[],
  today: string,
) {
  const offices = await db
    .selectFrom('offices')
    .leftJoin('audience_members as slip', (join) =>
      join.onRef('slip.office_id', '=', 'offices.id').on('slip.version_id', '=', versionId),
    )
    .where('offices.id', 'in', officeIds)
    .select([
      'offices.id as officeId',
      'offices.code',
      'offices.name',
      'offices.contact_name as contactName',
      'offices.branch',
      'offices.tags',
      'offices.postal_code as postalCode',
      'offices.address',
      'offices.fax',
      'slip.code as slipCode',
    ])
    .select([firstChannel.as('channel'), part.as('part')])
    .orderBy('offices.id')
    .execute();
  const late = await db
    .selectFrom('procedures')
    .select(['office_id as officeId', 'type', 'base_date as baseDate', 'due_on as dueOn', 'expected_on as expectedOn'])
    .select('state')
    .where('office_id', 'in', officeIds)
    .where(isTroubled(today))
    .orderBy('sort_on')
    .orderBy('id')
    .execute();
  const nameOf = late.length === 0 ? () => null : await ownNames(db);
  const named = late.map(({ baseDate, ...each }) => ({ ...each, ownName: nameOf(each.type, baseDate) }));
  const byOffice = Map.groupBy(named, (procedure) => procedure.officeId);
  return offices.map((office) => ({ ...office, late: byOffice.get(office.officeId) ?? [] }));
}
export type NoticeOffice = Awaited<ReturnType<typeof officesForNotice>>[number];

/** How many offices each of these versions (at most 1,000) is for; of versions without frozen members, those it went to. */
export async function addressedBy(db: ReadDb, versionIds: readonly number[]): Promise<Map<number, number>> {
  if (versionIds.length === 0) return new Map();
  const [members, sent] = await Promise.all(
    (['audience_members', 'recipients'] as const).map((table) =>
      db
        .selectFrom(table)
        .where('version_id', 'in', versionIds)
        .groupBy('version_id')
        .select((e) => ['version_id as versionId', e.fn.countAll<number>().as('n')])
        .execute(),
    ),
  );
  return new Map([...(sent ?? []), ...(members ?? [])].map(({ versionId, n }) => [versionId, Number(n)]));
}

/** The members a version had at an instant it took some in, by office id after `afterId`, each with its slip code. */
export async function memberCodes(db: ReadDb, versionId: number, at: string, afterId: number, limit: number) {
  return db
    .selectFrom('audience_members')
    .innerJoin('offices', 'offices.id', 'audience_members.office_id')
    .where('audience_members.version_id', '=', versionId)
    .where('audience_members.added_at', '=', at)
    .where('audience_members.office_id', '>', afterId)
    .select(['audience_members.office_id as officeId', 'offices.code', 'audience_members.code as slipCode'])
    .select('audience_members.part')
    .orderBy('audience_members.office_id')
    .limit(limit)
    .execute();
}
