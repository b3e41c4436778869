import { type SelectQueryBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { ReadDb } from '../store.ts';
import { officeMatches } from './offices.ts';

/** States in which the authority has the filing. */
export const FILED_STATES = ['filed', 'arrived', 'examined', 'done'] as const;

/** Which filings; all conditions hold. What was taken out is never among them. */
export interface ProcedureFilter {
  patterns: readonly string[];
  /** Only those still to be made that are due before this day, or certain to miss their day. */
  delayedOn?: string | undefined;
  pending?: boolean | undefined;
  /** `sort_on` from the first day on, before the second. */
  days?: { from: string; until: string } | undefined;
  /** Still to be made, and expected after it is due. */
  misses?: boolean | undefined;
  /** Still to be made, and stopped by an incident. */
  blocked?: boolean | undefined;
  state?: string | undefined;
  /** One of these kinds. */
  types?: readonly string[] | undefined;
  officeId?: number | undefined;
  clerk?: string | undefined;
  /** Noted in this incident or stopped by it. */
  incidentId?: number | undefined;
  /** What the incident leaves to be filed again: nothing the authority has for certain. */
  refile?: boolean | undefined;
}

/** The place of a row in a list. */
export interface ProcedurePlace {
  harm: number;
  sortOn: string;
  id: number;
}

/** How a list is ordered: by due date, or by it within those whose delay hurts people and the others. */
export type ProcedureOrder = 'due' | 'need';

const SELECTION = [
  'procedures.id',
  'procedures.office_id as officeId',
  'offices.code as officeCode',
  'offices.name as officeName',
  'procedures.incident_id as incidentId',
  'procedures.type',
  'procedures.person',
  'procedures.base_date as baseDate',
  'procedures.due_on as dueOn',
  'procedures.due_given as dueGiven',
  'procedures.sort_on as sortOn',
  'procedures.state',
  'procedures.received_on as receivedOn',
  'procedures.route',
  'procedures.evidence',
  'procedures.blocked_by as blockedBy',
  'blockers.title as blockedByTitle',
  'procedures.reason',
  'procedures.expected_on as expectedOn',
  'procedures.clerk',
  'procedures.told_version_id as toldVersionId',
  'telling.label as toldLabel',
  'procedures.told_on as toldOn',
  'procedures.harm',
  'procedures.misses',
  'procedures.revision',
  'procedures.removed_at as removedAt',
] as const;

/** A page in the given order, after a row's place. */
export async function listProcedures(
  db: ReadDb,
  filter: ProcedureFilter,
  after: ProcedurePlace | null,
  limit: number,
  order: ProcedureOrder = 'due',
): Promise<ProcedureRow[]> {
  if (order === 'due') return pageOf(db, filter, after, limit);
  // One index serves each half; a single walk over both would sort all of them first.
  const urgent = after?.harm === 0 ? [] : await pageOf(db, { ...filter, harm: 1 }, after, limit);
  if (urgent.length === limit) return urgent;
  const from = after?.harm === 0 ? after : null;
  return [...urgent, ...(await pageOf(db, { ...filter, harm: 0 }, from, limit - urgent.length))];
}

function pageOf(db: ReadDb, filter: ProcedureFilter & { harm?: number }, after: ProcedurePlace | null, limit: number) {
  let query = filtered(db, filter)
    .leftJoin('incidents as blockers', 'blockers.id', 'procedures.blocked_by')
    .leftJoin('notice_versions as telling', 'telling.id', 'procedures.told_version_id');
  if (filter.harm !== undefined) query = query.where('procedures.harm', '=', filter.harm);
  if (after) {
    query = query.where((e) =>
      e.or([
        e('procedures.sort_on', '>', after.sortOn),
        e.and([e('procedures.sort_on', '=', after.sortOn), e('procedures.id', '>', after.id)]),
      ]),
    );
  }
  return query.select(SELECTION).orderBy('procedures.sort_on').orderBy('procedures.id').limit(limit).execute();
}
export type ProcedureRow = Awaited<ReturnType<typeof pageOf>>[number];

/** One filing, taken out or not; null when there is none. */
export async function getProcedure(db: ReadDb, id: number): Promise<ProcedureRow | null> {
  const [row] = await proceduresById(db, [id]);
  return row ?? null;
}

/** The filings with these ids (at most 1,000), taken out or not, by id. */
export async function proceduresById(db: ReadDb, ids: readonly number[]): Promise<ProcedureRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('procedures')
    .innerJoin('offices', 'offices.id', 'procedures.office_id')
    .leftJoin('incidents as blockers', 'blockers.id', 'procedures.blocked_by')
    .leftJoin('notice_versions as telling', 'telling.id', 'procedures.told_version_id')
    .select(SELECTION)
    .where('procedures.id', 'in', ids)
    .orderBy('procedures.id')
    .execute();
}

export async function countProcedures(db: ReadDb, filter: ProcedureFilter): Promise<number> {
  const row = await filtered(db, filter, true)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Filings of the same thing as one of these: same office, kind, person and base date; `id` is another's. */
export async function twinsOf(db: ReadDb, ids: readonly number[], filed: boolean) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('procedures as mine')
    .innerJoin('procedures as twins', (join) =>
      join
        .onRef('twins.office_id', '=', 'mine.office_id')
        .onRef('twins.type', '=', 'mine.type')
        .onRef('twins.base_date', '=', 'mine.base_date')
        .onRef('twins.person', '=', 'mine.person')
        .onRef('twins.id', '<>', 'mine.id'),
    )
    .select([
      'mine.id as of',
      'twins.id',
      'twins.state',
      'twins.route',
      'twins.evidence',
      'twins.received_on as receivedOn',
    ])
    .where('mine.id', 'in', ids)
    .where('twins.removed_at', 'is', null)
    .$if(filed, (query) => query.where('twins.state', 'in', FILED_STATES))
    .orderBy('twins.id')
    .limit(5000)
    .execute();
}

/** What the names of a filing say it is. */
export interface Matter {
  officeId: number;
  type: string;
  person: string;
  baseDate: string;
}

/** The filings of this very thing, the oldest first. */
export async function sameMatter(db: ReadDb, { officeId, type, person, baseDate }: Matter) {
  return db
    .selectFrom('procedures')
    .select(['id', 'state'])
    .where('office_id', '=', officeId)
    .where('type', '=', type)
    .where('base_date', '=', baseDate)
    .where('person', '=', person)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Clerks of filings still to be made. */
export async function procedureClerks(db: ReadDb, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('procedures')
    .select('clerk')
    .distinct()
    .where('clerk', '<>', '')
    .where('pending', '=', 1)
    .orderBy('clerk')
    .limit(limit)
    .execute();
  return rows.map((row) => row.clerk);
}

/** The filings of a filter beside their offices; `alone` leaves these out where only filings are counted. */
export function filtered(db: ReadDb, filter: ProcedureFilter, alone = false) {
  type Joined = SelectQueryBuilder<Schema, 'procedures' | 'offices', object>;
  const filings = db.selectFrom('procedures');
  const isAlone = alone && filter.patterns.length === 0;
  let query = (isAlone
    ? filings
    : filings.innerJoin('offices', 'offices.id', 'procedures.office_id')) as unknown as Joined;
  const { delayedOn, days, types, incidentId } = filter;
  // What was taken out is no longer to be made.
  if (filter.pending || delayedOn !== undefined || filter.misses || filter.blocked) {
    query = query.where('procedures.pending', '=', 1);
  } else {
    query = query.where('procedures.removed_at', 'is', null);
  }
  if (delayedOn !== undefined) {
    query = query.where((e) => e.or([e('procedures.sort_on', '<', delayedOn), e('procedures.misses', '=', 1)]));
  }
  if (filter.misses) query = query.where('procedures.misses', '=', 1);
  if (filter.blocked) query = query.where('procedures.blocked_by', 'is not', null);
  if (days) query = query.where('procedures.sort_on', '>=', days.from).where('procedures.sort_on', '<', days.until);
  if (filter.state !== undefined) query = query.where('procedures.state', '=', filter.state);
  if (types) query = types.length > 0 ? query.where('procedures.type', 'in', types) : query.where(sql`1`, '=', 0);
  if (filter.officeId !== undefined) query = query.where('procedures.office_id', '=', filter.officeId);
  if (filter.clerk !== undefined) {
    // The literal lets SQLite use the partial index.
    query = query.where('procedures.clerk', '=', filter.clerk).where(sql<boolean>`procedures.clerk <> ''`);
  }
  if (incidentId !== undefined) {
    query = query.where((e) =>
      e.or([e('procedures.incident_id', '=', incidentId), e('procedures.blocked_by', '=', incidentId)]),
    );
  }
  if (filter.refile) {
    // Sent by the shut way and never proven to have arrived: nobody can say whether it did.
    query = query.where((e) =>
      e.or([
        e('procedures.pending', '=', 1),
        e.and([
          e('procedures.state', '=', 'filed'),
          e('procedures.evidence', '=', ''),
          e('procedures.route', 'in', ['', 'electronic']),
        ]),
      ]),
    );
  }
  return query.where(officeMatches(filter.patterns));
}
