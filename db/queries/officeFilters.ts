import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';
import { foundWrong } from './callDesk.ts';
import { hasConflict } from './conflicts.ts';
import { faxChangedUnchecked } from './officeChecks.ts';

/** What may need a clerk's hand in an office, as the contract names it. */
export type OfficeNeed =
  | 'no_mail'
  | 'may_not_arrive'
  | 'shared_mail'
  | 'fax_changed'
  | 'wrong_number'
  | 'unchecked'
  | 'conflict';

/** What was brought in, changed or checked then or later is fresh: a day of Japan, and the instant it begins. */
export interface FreshSince {
  /** `YYYY-MM-DD`. */
  day: string;
  /** UTC ISO text. */
  instant: string;
}

/** Which offices; all conditions hold. */
export interface OfficeFilter {
  /** Ready LIKE patterns over the search key; all must match. */
  patterns: readonly string[];
  status?: 'entrusted' | 'released' | undefined;
  /** One of them; an empty list narrows nothing. */
  branches?: readonly string[] | undefined;
  /** All of them. */
  tags?: readonly string[] | undefined;
  need?: { what: OfficeNeed; since: FreshSince } | undefined;
}

/** Condition on `offices`: everything of the filter but the search. Doubles are listed nowhere. */
export function officeConditions({ status, branches = [], tags = [], need }: OfficeFilter): RawBuilder<boolean> {
  const conditions = [sql`offices.merged_into is null`];
  if (status) conditions.push(sql`offices.status = ${status}`);
  if (branches.length > 0) conditions.push(sql`offices.branch in (${sql.join(branches)})`);
  for (const tag of tags) conditions.push(hasTag(tag));
  if (need) conditions.push(needs[need.what](need.since));
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** Whether the maintained counts answer the filter: they know status and branch alone. */
export function isCounted({ patterns, tags = [], need }: OfficeFilter): boolean {
  return patterns.length === 0 && tags.length === 0 && !need;
}

/** Whether a search alone is asked for, which the narrow table answers. */
export function isSearchAlone({ patterns, status, branches = [], tags = [], need }: OfficeFilter): boolean {
  return patterns.length > 0 && !status && branches.length === 0 && tags.length === 0 && !need;
}

/** A tag as a whole: 食品 is not in 食品加工. `replace` minds the case on both engines, which LIKE does not. */
function hasTag(tag: string): RawBuilder<boolean> {
  const tags = sql`'; ' || offices.tags || ';'`;
  return sql<boolean>`(offices.tags <> '' and replace(${tags}, ${`; ${tag};`}, '') <> ${tags})`;
}

type Condition = (since: FreshSince) => RawBuilder<boolean>;

// Conditions such as "mail <> ''" beside an equation let SQLite use the partial indexes.
const needs: Readonly<Record<OfficeNeed, Condition>> = {
  no_mail: () => withoutMail,
  may_not_arrive: () =>
    sql`(${refusedForm(sql`offices.mail`)} or exists (${noticeContacts} and ${refusedForm(sql`people.mail`)}))`,
  shared_mail: () => sql`(offices.mail <> '' and (
    exists (select 1 from offices as others where lower(others.mail) = lower(offices.mail) and others.mail <> ''
      and others.id <> offices.id and others.merged_into is null)
    or exists (select 1 from contacts as people join offices as others on others.id = people.office_id
      where lower(people.mail) = lower(offices.mail) and people.mail <> '' and people.removed_at is null
      and people.office_id <> offices.id and others.merged_into is null)))`,
  fax_changed: () => faxChangedUnchecked,
  // The literals let SQLite use the partial index `calls_wrong_numbers`, which holds few.
  wrong_number: () => sql`(offices.id in (select found.office_id from calls as found
      where found.outcome = 'wrong_number' and found.undone_at is null)
    and (${foundWrong(sql`offices.phone`)} or exists (select 1 from contacts as people
      where people.office_id = offices.id and people.removed_at is null and ${foundWrong(sql`people.phone`)})))`,
  unchecked: (since) => sql`(offices.updated_at < ${since.instant}
    and not exists (select 1 from import_rows join imports on imports.id = import_rows.import_id
      where import_rows.office_id = offices.id and imports.undone_at is null
      and (imports.as_of >= ${since.day} or (imports.as_of = '' and imports.at >= ${since.instant})))
    and not exists (select 1 from office_checks as looks
      where looks.office_id = offices.id and looks.checked_on >= ${since.day}))`,
  conflict: hasConflict,
};

const noticeContacts = sql`select 1 from contacts as people
  where people.office_id = offices.id and people.removed_at is null and people.gets_notices = 1`;

/** Condition on `offices`: nobody in it has a mail address that gets notices. */
export const withoutMail = sql<boolean>`(offices.mail = '' and not exists (${noticeContacts} and people.mail <> ''))`;

/** A local part that begins or ends with a dot, or has two in a row (RFC 5321 4.1.2 knows none of these). */
const refusedForm = (mail: RawBuilder<unknown>) =>
  sql<boolean>`(${mail} like '%..%' or ${mail} like '%.@%' or ${mail} like '.%')`;

const everyNeed = Object.keys(needs) as OfficeNeed[];

/** How many offices need what. */
export async function countNeeds(db: ReadDb, since: FreshSince): Promise<Record<OfficeNeed, number>> {
  const counts = Object.fromEntries(everyNeed.map((what) => [what, 0])) as Record<OfficeNeed, number>;
  for (const what of everyNeed) {
    const row = await db
      .selectFrom('offices')
      .where(officeConditions({ patterns: [], need: { what, since } }))
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    counts[what] = Number(row.n);
  }
  return counts;
}

/** What one office needs, in the order of the contract. */
export async function needsOf(db: ReadDb, officeId: number, since: FreshSince): Promise<OfficeNeed[]> {
  const row = await db
    .selectFrom('offices')
    .select(everyNeed.map((what) => sql<number>`case when ${needs[what](since)} then 1 else 0 end`.as(what)))
    .where('offices.id', '=', officeId)
    .where('offices.merged_into', 'is', null)
    .executeTakeFirst();
  return row ? everyNeed.filter((what) => Number(row[what]) === 1) : [];
}

/** Every combination of tags in use, with its number of offices. */
export async function countTagged(db: ReadDb): Promise<{ tags: string; offices: number }[]> {
  const rows = await db
    .selectFrom('offices')
    .select((e) => ['tags', e.fn.countAll<number>().as('offices')])
    .where('tags', '<>', '')
    .where('merged_into', 'is', null)
    .groupBy('tags')
    .execute();
  return rows.map((row) => ({ ...row, offices: Number(row.offices) }));
}
