import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store.ts';
import { officeMatches } from './offices.ts';
import { filtered, type ProcedureFilter } from './procedures.ts';

/** The columns of the board with the days they span: `from` included, `until` not. */
export type BucketDays = Readonly<Record<string, { from: string; until: string }>>;

/** Whether the counts of a filter are kept: by kind, day, need, block and miss. Anything else is counted. */
export function isKept({ patterns, pending: _pending, types: _types, ...rest }: ProcedureFilter): boolean {
  return patterns.length === 0 && Object.values(rest).every((value) => value === undefined);
}

/**
 * A part of the filings, `from` included, `until` not: by day; those of an incident, by id; those of some of the offices
 * that were searched for. It stands in the place of the filter it was made from.
 */
export type Part =
  | { by: 'day'; from: string; until: string }
  | { by: 'incident'; incidentId: number; from: number; until: number }
  | { by: 'office'; ids: readonly number[] };

/** How many filings a part holds at most, unless a single day holds more. */
const MOST = 20_000;
const INCIDENT_PARTS = 20;
const OFFICES_A_PART = 200;

/**
 * The filings of a filter in parts, so that no single count keeps others waiting: by what the index of that filter
 * walks through.
 */
export async function partsOf(db: ReadDb, { patterns, incidentId }: ProcedureFilter): Promise<Part[]> {
  if (patterns.length > 0) return officeParts(db, patterns);
  if (incidentId !== undefined) return incidentParts(db, incidentId);
  const days = await db
    .selectFrom('procedure_counts')
    .select((e) => ['sort_on as on', e.fn.sum<number>('count').as('n')])
    .groupBy('sort_on')
    .orderBy('sort_on')
    .execute();
  const bounds: string[] = [];
  let held = 0;
  for (const { on, n } of days) {
    if (held > 0 && held + Number(n) > MOST) {
      bounds.push(on);
      held = 0;
    }
    held += Number(n);
  }
  return ['', ...bounds].map((from, at) => ({ by: 'day', from, until: bounds[at] ?? '~' }));
}

async function incidentParts(db: ReadDb, incidentId: number): Promise<Part[]> {
  const { last } = await db
    .selectFrom('procedures')
    .select((e) => e.fn.max<number | null>('id').as('last'))
    .executeTakeFirstOrThrow();
  const step = Math.max(1, Math.ceil(((last ?? 0) + 1) / INCIDENT_PARTS));
  return Array.from({ length: INCIDENT_PARTS }, (_, at) => {
    return { by: 'incident', incidentId, from: at * step, until: (at + 1) * step };
  });
}

/** The offices are searched once, not for each part again. */
async function officeParts(db: ReadDb, patterns: readonly string[]): Promise<Part[]> {
  const found = await db.selectFrom('offices').select('id').where(officeMatches(patterns)).orderBy('id').execute();
  const ids = found.map(({ id }) => id);
  return Array.from({ length: Math.ceil(ids.length / OFFICES_A_PART) }, (_, at) => ({
    by: 'office',
    ids: ids.slice(at * OFFICES_A_PART, (at + 1) * OFFICES_A_PART),
  }));
}

/** Days with how many filings each holds, and of them the urgent, blocked and missing ones. */
function sourceOf(db: ReadDb, filter: ProcedureFilter, part?: Part): RawBuilder<unknown> {
  const { types } = filter;
  if (!isKept(filter)) return sql`(${byDay(db, filter, part)})`;
  const ofEach = sql`sort_on, count, harm * count as harm, blocked * count as blocked, misses * count as misses`;
  if (types === undefined) return sql`(select ${ofEach} from procedure_counts)`;
  const ofKinds = types.length > 0 ? sql`type in (${sql.join(types)})` : sql`1 = 0`;
  return sql`(select ${ofEach} from procedure_kind_counts where ${ofKinds})`;
}

/**
 * How many filings still to be made each span of days holds, and of them the urgent ones under `harm_…`; beside
 * them `total`, `misses`, `blocked` and `delayed` as of `today`. Of a `part` where the counts are not kept.
 */
export async function boardCounts(
  db: ReadDb,
  filter: ProcedureFilter,
  days: BucketDays,
  today: string,
  part?: Part,
): Promise<Record<string, number>> {
  const spans = Object.entries(days).flatMap(([name, { from, until }]) => {
    const isWithin = sql`days.sort_on >= ${from} and days.sort_on < ${until}`;
    return [
      [name, sql`case when ${isWithin} then days.count else 0 end`],
      [`harm_${name}`, sql`case when ${isWithin} then days.harm else 0 end`],
    ] as const;
  });
  const counts: (readonly [string, RawBuilder<unknown>])[] = [
    ...spans,
    ['total', sql`days.count`],
    ['misses', sql`days.misses`],
    ['blocked', sql`days.blocked`],
    ['delayed', sql`case when days.sort_on < ${today} then days.count else days.misses end`],
  ];
  const sums = counts.map(([name, counted]) => sql`sum(${counted}) as ${sql.ref(name)}`);
  const { rows } = await sql<Record<string, number | null>>`
    select ${sql.join(sums)} from ${sourceOf(db, filter, part)} as days`.execute(db);
  return Object.fromEntries(counts.map(([name]) => [name, Number(rows[0]?.[name] ?? 0)]));
}

/** The same out of the rows themselves, for a filter. By day alone: in that order the indexes walk. */
function byDay(db: ReadDb, filter: ProcedureFilter, part?: Part) {
  const left = {
    patterns: part?.by === 'office' ? [] : filter.patterns,
    incidentId: part?.by === 'incident' ? undefined : filter.incidentId,
  };
  const query = filtered(db, { ...filter, ...left, pending: true }, true);
  return within(query, part)
    .select((e) => [
      'procedures.sort_on',
      e.fn.countAll<number>().as('count'),
      e.fn.sum<number>('procedures.harm').as('harm'),
      e.fn.count<number>('procedures.blocked_by').as('blocked'),
      e.fn.sum<number>('procedures.misses').as('misses'),
    ])
    .groupBy('procedures.sort_on');
}

function within(query: ReturnType<typeof filtered>, part?: Part) {
  if (part === undefined) return query;
  if (part.by === 'office') return query.where('procedures.office_id', 'in', part.ids);
  if (part.by === 'day') {
    return query.where('procedures.sort_on', '>=', part.from).where('procedures.sort_on', '<', part.until);
  }
  const { incidentId, from, until } = part;
  // Left to itself SQLite walks through the filings of all for this.
  return query.where(sql<boolean>`procedures.id in (
    select id from procedures where incident_id = ${incidentId} and id >= ${from} and id < ${until}
    union select id from procedures where blocked_by = ${incidentId} and id >= ${from} and id < ${until})`);
}

/** Filings late or certain to be, and those due on the day. */
export async function countLate(db: ReadDb, today: string): Promise<{ delayed: number; dueToday: number }> {
  const row = await db
    .selectFrom('procedure_counts')
    .select([
      sql<number | null>`sum(case when sort_on < ${today} or misses = 1 then count else 0 end)`.as('delayed'),
      sql<number | null>`sum(case when sort_on = ${today} then count else 0 end)`.as('dueToday'),
    ])
    .executeTakeFirstOrThrow();
  return { delayed: Number(row.delayed ?? 0), dueToday: Number(row.dueToday ?? 0) };
}
