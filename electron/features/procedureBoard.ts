import { boardCounts, isKept, partsOf } from '../../db/queries/procedureBoard.ts';
import {
  countProcedures,
  listProcedures,
  type ProcedureFilter,
  type ProcedureRow,
  procedureClerks,
  proceduresById,
} from '../../db/queries/procedures.ts';
import {
  countTold,
  countUntold,
  filingsTold,
  sentVersion,
  tellingVersions,
} from '../../db/queries/procedureTelling.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { japanDate } from '../rules/dates.ts';
import { bucketDays } from '../rules/procedureStates.ts';
import { breathe } from './breathing.ts';
import { api, change } from './context.ts';
import { cutPage } from './paging.ts';
import { placeOf, readPlace, storedProcedureFilter, toTwin } from './procedureLists.ts';
import { readReckoning } from './procedureReckoning.ts';
import { toProcedure } from './procedureRows.ts';
import { type Act, amend, beginAct, endAct, filedInstead } from './procedureWriting.ts';

const MOST_LISTED = 100;
const MOST_CHOICES = 1000;
const BATCH = 500;

/** What is late, who is to be told, and what is to be filed once more. */
export const procedureBoard = {
  board: api.procedures.board.handler(async ({ input: { on, ...filter }, context }) => {
    const db = context.store.read;
    const day = on ?? japanDate(context.clock.now());
    const stored = storedProcedureFilter(filter, day, await readReckoning(db));
    const counts = await countInParts(db, stored, day);
    const of = (name: string) => counts[name] ?? 0;
    const columns = (prefix: string) => ({
      overdue: of(`${prefix}overdue`),
      today: of(`${prefix}today`),
      soon: of(`${prefix}soon`),
      week: of(`${prefix}week`),
      later: of(`${prefix}later`),
      none: of(`${prefix}none`),
    });
    const across = { total: of('total'), misses: of('misses'), blocked: of('blocked'), delayed: of('delayed') };
    return { on: day, ...columns(''), ...across, harm: columns('harm_') };
  }),

  choices: api.procedures.choices.handler(async ({ context }) => {
    const { book } = await readReckoning(context.store.read);
    const kinds = book.all(japanDate(context.clock.now()));
    return {
      authorities: [...new Set(kinds.map((kind) => kind.authority))].slice(0, MOST_CHOICES),
      clerks: await procedureClerks(context.store.read, MOST_CHOICES),
    };
  }),

  untold: api.procedures.untold.handler(async ({ input, context }) => {
    const db = context.store.read;
    const today = japanDate(context.clock.now());
    const rows = [];
    for (const version of await tellingVersions(db, input.incidentId, MOST_LISTED)) {
      const procedures = await countTold(db, version, today);
      if (procedures === 0) continue;
      rows.push({ versionId: version.id, label: version.label, sentOn: japanDate(version.sentAt), procedures });
    }
    return { rows, ...(await countUntold(db, today)) };
  }),

  tell: api.procedures.tell.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const today = japanDate(context.clock.now());
    return change(context, 'procedures.tell', async (tx, note, at) => {
      const version = await sentVersion(tx, input.versionId);
      if (!version) throw fail('not_found', { what: 'sentVersion' });
      const act = await beginAct(tx, context.store.engine, await readReckoning(tx), { at, clerk, action: 'tell' });
      const toldOn = input.on ?? japanDate(version.sentAt);
      const told = await markTold(tx, act, { ...version, toldOn }, today);
      await endAct(tx, act, told);
      note('version', version.id, { told });
      return { changeId: told === 0 ? null : act.changeId, told };
    });
  }),

  refile: api.procedures.refile.handler(async ({ input, context }) => {
    const db = context.store.read;
    const today = japanDate(context.clock.now());
    const filter = { patterns: [], incidentId: input.incidentId, refile: true };
    const found = await listProcedures(db, filter, readPlace(input.cursor), input.limit + 1, 'need');
    const page = cutPage(found, input.limit, placeOf);
    const reckoning = await readReckoning(db);
    const instead = await filedInstead(db, page.rows);
    const rows = page.rows.map((row) => {
      const twin = instead.get(row.id);
      return { ...toProcedure(row, today, reckoning), why: whyRefile(row), filed: twin ? toTwin(twin) : null };
    });
    return { rows, next: page.next, total: await countProcedures(db, filter) };
  }),
};

/** The counts of the board; those that are not kept are counted part by part, and others come in between. */
async function countInParts(db: ReadDb, filter: ProcedureFilter, day: string): Promise<Record<string, number>> {
  if (isKept(filter)) return boardCounts(db, filter, bucketDays(day), day);
  const sums: Record<string, number> = {};
  for (const part of await partsOf(db, filter)) {
    const counts = await boardCounts(db, filter, bucketDays(day), day, part);
    for (const [name, n] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + n;
    await breathe();
  }
  return sums;
}

async function markTold(
  tx: WriteTx,
  act: Act,
  version: { id: number; sentAt: string; toldOn: string },
  today: string,
): Promise<number> {
  let told = 0;
  for (let after = 0; ; ) {
    const ids = await filingsTold(tx, version, today, after, BATCH);
    if (ids.length === 0) return told;
    const values = { toldVersionId: version.id, toldOn: version.toldOn };
    const rows = await proceduresById(tx, ids);
    told += await amend(
      tx,
      act,
      rows.map((before) => ({ before, values })),
    );
    after = ids.at(-1) ?? after;
  }
}

/** Why a filing is on the list: not in the authority's hands, or nobody can say whether it is. */
function whyRefile(row: ProcedureRow): 'blocked' | 'returned' | 'unproven' | 'open' {
  if (row.state === 'filed') return 'unproven';
  if (row.state === 'returned' || row.state === 'correcting') return 'returned';
  return row.blockedBy === null ? 'open' : 'blocked';
}
