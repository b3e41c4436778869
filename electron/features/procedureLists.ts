import { boardCounts } from '../../db/queries/procedureBoard.ts';
import {
  countProcedures,
  getProcedure,
  listProcedures,
  type ProcedurePlace,
  type ProcedureRow,
  type ProcedureFilter as StoredFilter,
  twinsOf,
} from '../../db/queries/procedures.ts';
import { countEvents, listChanges, listEvents } from '../../db/queries/procedureWrites.ts';
import { fail } from '../contract/errors.ts';
import { type ProcedureFilter, procedureField, procedureState } from '../contract/procedureShapes.ts';
import { procedureRoute } from '../contract/ruleShapes.ts';
import { japanDate } from '../rules/dates.ts';
import { computeDue } from '../rules/deadlines.ts';
import { evidenceHint } from '../rules/filingProof.ts';
import { bucketDays, needsReason, nextStates } from '../rules/procedureStates.ts';
import { api } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import { type RegisterReckoning, readReckoning } from './procedureReckoning.ts';
import { toProcedure } from './procedureRows.ts';

const MOST_LISTED = 100;

/** Filings as lists, and one of them whole. */
export const procedureLists = {
  list: api.procedures.list.handler(async ({ input, context }) => {
    const db = context.store.read;
    const today = japanDate(context.clock.now());
    const reckoning = await readReckoning(db);
    const filter = storedProcedureFilter(input, today, reckoning);
    const found = await listProcedures(db, filter, readPlace(input.cursor), input.limit + 1, input.order);
    const page = cutPage(found, input.limit, placeOf);
    const total = await countFiltered(db, filter, input, today);
    return { rows: page.rows.map((row) => toProcedure(row, today, reckoning)), next: page.next, total };
  }),

  get: api.procedures.get.handler(async ({ input, context }) => {
    const db = context.store.read;
    const row = await getProcedure(db, input.id);
    if (!row) throw fail('not_found', { what: 'procedure' });
    const reckoning = await readReckoning(db);
    const rule = reckoning.book.find(row.type, row.baseDate);
    const twins = await twinsOf(db, [row.id], false);
    const isEnglish = input.language === 'en';
    return {
      ...toProcedure(row, japanDate(context.clock.now()), reckoning),
      steps: rule ? computeDue(row.type, row.baseDate, { ...reckoning, language: input.language }).steps : [],
      law: (isEnglish ? rule?.lawEn : rule?.law) ?? '',
      evidenceNote: (isEnglish ? rule?.evidenceEn : rule?.evidence) ?? '',
      note: (isEnglish ? rule?.noteEn : rule?.note) ?? '',
      removed: row.removedAt !== null,
      next: [...nextStates[procedureState.parse(row.state)]],
      needReason: procedureState.options.filter((state) => needsReason(procedureState.parse(row.state), state)),
      evidenceHint: evidenceHint(row.evidence, row.route),
      twins: twins.slice(0, 20).map(toTwin),
    };
  }),

  history: api.procedures.history.handler(async ({ input, context }) => {
    const db = context.store.read;
    const before = input.cursor === undefined ? null : Number(input.cursor);
    const found = await listEvents(db, input.id, before, input.limit + 1);
    const page = cutPage(found, input.limit, (row) => String(row.id));
    const rows = page.rows.map((row) => ({ ...row, field: procedureField.parse(row.field) }));
    return { rows, next: page.next, total: await countEvents(db, input.id) };
  }),

  changes: api.procedures.changes.handler(async ({ context }) => ({
    rows: await listChanges(context.store.read, MOST_LISTED),
  })),
};

/** A filing of the same thing as the contract shows it. */
export function toTwin(twin: { id: number; state: string; route: string; evidence: string; receivedOn: string }) {
  const { id, evidence, receivedOn } = twin;
  const route = twin.route === '' ? ('' as const) : procedureRoute.parse(twin.route);
  return { id, evidence, receivedOn, route, state: procedureState.parse(twin.state) };
}

/** A filter of the contract as the queries take it on a day. */
export function storedProcedureFilter(
  { search, delayed, bucket, authority, type, ...rest }: ProcedureFilter,
  today: string,
  { book }: RegisterReckoning,
): StoredFilter {
  const ofAuthority = authority && book.all(today).filter((kind) => kind.authority === authority);
  const ids = ofAuthority ? ofAuthority.map((kind) => kind.id) : undefined;
  const types = type === undefined ? ids : ids === undefined || ids.includes(type) ? [type] : [];
  return {
    patterns: patternsOf(search),
    delayedOn: delayed ? today : undefined,
    pending: rest.pending || bucket !== undefined || undefined,
    days: bucket && bucketDays(today)[bucket],
    misses: rest.misses || undefined,
    blocked: rest.blocked || undefined,
    state: rest.state,
    types,
    officeId: rest.officeId,
    clerk: rest.clerk,
    incidentId: rest.incidentId,
  };
}

/** The kept counts know how many a column holds; anything else is counted. */
async function countFiltered(
  db: Parameters<typeof boardCounts>[0],
  stored: StoredFilter,
  { bucket, delayed, misses, blocked, search, state, officeId, clerk, incidentId }: ProcedureFilter,
  today: string,
): Promise<number> {
  const narrowed = [search || undefined, state, officeId, clerk, incidentId];
  const asked = [bucket, delayed && 'delayed', misses && 'misses', blocked && 'blocked'].filter((name) => !!name);
  const [name] = asked;
  if (!name || asked.length > 1 || narrowed.some((value) => value !== undefined)) return countProcedures(db, stored);
  return (await boardCounts(db, { patterns: [], types: stored.types }, bucketDays(today), today))[name] ?? 0;
}

/** Where a list goes on: urgency, due date and id of its last row. */
export const placeOf = (row: ProcedureRow): string => `${row.harm}|${row.sortOn}|${row.id}`;

/** The place a cursor names; null for the first page. */
export function readPlace(cursor: string | undefined): ProcedurePlace | null {
  const [harm, sortOn, id] = cursor?.split('|') ?? [];
  return harm && sortOn && id ? { harm: Number(harm), sortOn, id: Number(id) } : null;
}
