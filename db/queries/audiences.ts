import { type RawBuilder, sql } from 'kysely';
import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { isNamed, type StoredRule } from './audienceRules.ts';
import { CHANNELS, type FirstChannel, firstChannel } from './channels.ts';
import { insertRows } from './insertRows.ts';
import { officeMatches } from './offices.ts';

/** Offices as one condition on `offices`, and the place of the part each falls into, from 0; null outside all. */
export interface Audience {
  fits: RawBuilder<boolean>;
  part: RawBuilder<number | null>;
}

/** Whom a rule names; the first part that fits counts. */
export function namedBy(incidentId: number, rule: StoredRule, parts: readonly StoredRule[] = []): Audience {
  const cases = parts.map((part, place) => sql`when ${isNamed(incidentId, part)} then ${sql.lit(place)}`);
  const part = cases.length === 0 ? sql<null>`cast(null as integer)` : sql<number>`case ${sql.join(cases, sql` `)} end`;
  return { fits: isNamed(incidentId, rule), part };
}

/** Those of an audience whom a version does not leave out. */
export function withoutExcluded(audience: Audience, versionId: number): Audience {
  const fits = sql<boolean>`(${audience.fits} and not exists (select 1 from audience_exclusions as left_out
    where left_out.version_id = ${versionId} and left_out.office_id = offices.id))`;
  return { ...audience, fits };
}

/** Those of an audience who are not among a version's frozen members. */
export function withoutMembers(audience: Audience, versionId: number): Audience {
  return { ...audience, fits: sql<boolean>`(${audience.fits} and not ${membersOf(versionId).fits})` };
}

/** The frozen members of a version, without those that became part of another office since. */
export function membersOf(versionId: number): Audience {
  const member = sql`from audience_members as member
    where member.version_id = ${versionId} and member.office_id = offices.id`;
  return {
    fits: sql<boolean>`(offices.merged_into is null and exists (select 1 ${member}))`,
    part: sql<number | null>`(select member.part ${member})`,
  };
}

/** Those of an audience who are not among a version's recipients: whom it has not been queued for. */
export function withoutRecipients(audience: Audience, versionId: number): Audience {
  const fits = sql<boolean>`(${audience.fits} and not exists (select 1 from recipients as addressed
    where addressed.version_id = ${versionId} and addressed.office_id = offices.id))`;
  return { ...audience, fits };
}

/** Those of either audience, with the part the first says. */
export function eitherOf(first: Audience, second: Audience): Audience {
  return { ...first, fits: sql<boolean>`(${first.fits} or ${second.fits})` };
}

/** How many offices of an audience would be reached by which channel first. */
export async function countByChannel(db: ReadDb, { fits }: Audience): Promise<Record<FirstChannel, number>> {
  const row = await db
    // Told once for each office and then counted: to sort them by channel would take longer than all else.
    .with(
      (cte) => cte('reached').materialized(),
      (query) => query.selectFrom('offices').where(fits).select(firstChannel.as('channel')),
    )
    .selectFrom('reached')
    .select((e) =>
      [...CHANNELS, 'none' as const].map((channel) =>
        e.fn.countAll<number>().filterWhere('channel', '=', channel).as(channel),
      ),
    )
    .executeTakeFirstOrThrow();
  const { mail, fax, post, phone, none } = row;
  return { mail: Number(mail), fax: Number(fax), post: Number(post), phone: Number(phone), none: Number(none) };
}

/** Those of an audience who are reached by this channel first, and fall into this part; undefined leaves it open. */
export function narrowed(audience: Audience, channel: FirstChannel | undefined, part: number | undefined): Audience {
  const conditions = [audience.fits];
  if (channel !== undefined) conditions.push(sql<boolean>`${firstChannel} = ${channel}`);
  if (part !== undefined) conditions.push(sql<boolean>`${audience.part} = ${part}`);
  return { ...audience, fits: sql<boolean>`(${sql.join(conditions, sql` and `)})` };
}

/** How many offices of an audience fall into each part, by its place; those outside all parts are not told. */
export async function countByPart(db: ReadDb, { fits, part }: Audience): Promise<Map<number, number>> {
  const rows = await db
    .with('members', (query) => query.selectFrom('offices').where(fits).select(part.as('part')))
    .selectFrom('members')
    .where('part', 'is not', null)
    .groupBy('part')
    .select((e) => ['part', e.fn.countAll<number>().as('n')])
    .execute();
  return new Map(rows.map((row) => [Number(row.part), Number(row.n)]));
}

/** A page of an audience by code, after `afterCode`; of a search all patterns must match. */
export async function listAudience(
  db: ReadDb,
  { fits, part }: Audience,
  patterns: readonly string[],
  afterCode: string | null,
  limit: number,
) {
  return db
    .selectFrom('offices')
    .where(fits)
    .where(officeMatches(patterns))
    .$if(afterCode !== null, (query) => query.where('offices.code', '>', afterCode ?? ''))
    .select(['offices.id as officeId', 'offices.code', 'offices.name', 'offices.branch'])
    .select([firstChannel.as('channel'), part.as('part')])
    .orderBy('offices.code')
    .limit(limit)
    .execute();
}

export async function countAudience(db: ReadDb, { fits }: Audience, patterns: readonly string[] = []): Promise<number> {
  const row = await db
    .selectFrom('offices')
    .where(fits)
    .where(officeMatches(patterns))
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The next offices of an audience by id, each with its part. */
export async function nextOffices(db: ReadDb, { fits, part }: Audience, afterId: number, limit: number) {
  return db
    .selectFrom('offices')
    .where('offices.id', '>', afterId)
    .where(fits)
    .select(['offices.id as officeId', part.as('part')])
    .orderBy('offices.id')
    .limit(limit)
    .execute();
}

/** What a version says of its audience; `audience` and `parts` are JSON. */
export async function audienceOf(db: ReadDb, versionId: number) {
  const row = await db
    .selectFrom('notice_versions')
    .innerJoin('notices', 'notices.id', 'notice_versions.notice_id')
    .where('notice_versions.id', '=', versionId)
    .select(['notice_versions.id as versionId', 'notices.incident_id as incidentId', 'notice_versions.sha256'])
    .select(['notice_versions.audience', 'notice_versions.parts', 'notice_versions.approved_by as approvedBy'])
    .executeTakeFirst();
  return row ?? null;
}

export interface NewMember {
  officeId: number;
  part: number | null;
  code: string;
}

/** Adds members to a version (at most 1,000). */
export async function insertMembers(
  tx: WriteTx,
  engine: Engine,
  { versionId, at }: { versionId: number; at: string },
  members: readonly NewMember[],
): Promise<void> {
  const columns = ['version_id', 'office_id', 'part', 'code', 'added_at'];
  const cells = members.flatMap(({ officeId, part, code }) => [versionId, officeId, part, code, at]);
  await insertRows(tx, engine, 'audience_members', columns, cells);
}

/** Which of these codes (at most 1,000) are taken. */
export async function takenCodes(db: ReadDb, codes: readonly string[]): Promise<string[]> {
  const rows = await db.selectFrom('audience_members').select('code').where('code', 'in', codes).execute();
  return rows.map((row) => row.code);
}

/** Leaves an office out of a draft; a new reason goes over the old one. */
export async function excludeOffice(tx: WriteTx, versionId: number, officeId: number, reason: string): Promise<void> {
  await tx
    .insertInto('audience_exclusions')
    .values({ version_id: versionId, office_id: officeId, reason })
    .onConflict((conflict) => conflict.columns(['version_id', 'office_id']).doUpdateSet({ reason }))
    .execute();
}

/** Takes that back. Answers false when the office was not left out. */
export async function includeOffice(tx: WriteTx, versionId: number, officeId: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('audience_exclusions')
    .where('version_id', '=', versionId)
    .where('office_id', '=', officeId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The offices a version leaves out, by code. */
export async function excludedOffices(db: ReadDb, versionId: number, limit: number) {
  return db
    .selectFrom('audience_exclusions')
    .innerJoin('offices', 'offices.id', 'audience_exclusions.office_id')
    .where('audience_exclusions.version_id', '=', versionId)
    .select(['offices.code', 'offices.name', 'audience_exclusions.reason'])
    .orderBy('offices.code')
    .limit(limit)
    .execute();
}

/** Takes a draft back from review: what was given to the second clerk is no longer what stands there. */
export async function touchDraft(tx: WriteTx, versionId: number, at: string): Promise<void> {
  await tx
    .updateTable('notice_versions')
    .set({ review_asked_by: null, updated_at: at })
    .where('id', '=', versionId)
    .execute();
}
