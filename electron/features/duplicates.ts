import { deleteDistinctPair, distinctPairs, insertDistinctPair, recordCounts } from '../../db/queries/duplicates.ts';
import { keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { countMerges, listMerges } from '../../db/queries/officeMerges.ts';
import { officesById } from '../../db/queries/offices.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { compareTraits, type LikelyPair, traitsOf } from '../rules/duplicates.ts';
import { api, change } from './context.ts';
import { findDuplicates } from './duplicateSearch.ts';
import { mergeOffices } from './officeMerge.ts';
import { undoMerge } from './officeMergeUndo.ts';
import { cutPage } from './paging.ts';

export const duplicates = {
  list: api.duplicates.list.handler(async ({ input, context, signal }) => {
    const db = context.store.read;
    const apart = new Set((await distinctPairs(db)).map(pairKey));
    const pairs = (await findDuplicates(context, signal)).filter((pair) => !apart.has(pairKey(pair)));
    const start = input.cursor ? pairs.findIndex((pair) => isAfter(pair, input.cursor ?? '')) : 0;
    const page = cutPage(start < 0 ? [] : pairs.slice(start, start + input.limit + 1), input.limit, cursorOf);
    const shown = new Set(page.rows.flatMap((pair) => [pair.oneId, pair.otherId]));
    const offices = await officesIn(db, [...shown]);
    const rows = page.rows.flatMap(({ oneId, otherId, reasons, score }) => {
      const one = offices.get(oneId);
      const other = offices.get(otherId);
      return one && other ? [{ one, other, reasons, score }] : [];
    });
    return { rows, next: page.next, total: pairs.length };
  }),

  keepBoth: api.duplicates.keepBoth.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'duplicates.keepBoth', async (tx, note, at) => {
      const pair = ordered(input);
      await requireTwo(tx, pair.oneId, pair.otherId);
      await insertDistinctPair(tx, pair, { at, clerk });
      note('office', pair.oneId, { otherId: pair.otherId });
      return {};
    });
  }),

  suspectAgain: api.duplicates.suspectAgain.handler(({ input, context }) =>
    change(context, 'duplicates.suspectAgain', async (tx, note) => {
      const pair = ordered(input);
      await deleteDistinctPair(tx, pair);
      note('office', pair.oneId, { otherId: pair.otherId });
      return {};
    }),
  ),

  compare: api.duplicates.compare.handler(async ({ input, context }) => {
    const db = context.store.read;
    const { one: kept, other: dropped } = await requireTwo(db, input.keptId, input.droppedId);
    const { reasons } = compareTraits(traitsOf(kept), traitsOf(dropped));
    const records = { kept: await recordCounts(db, kept.id), dropped: await recordCounts(db, dropped.id) };
    return { kept, dropped, reasons, records };
  }),

  merge: api.duplicates.merge.handler(({ input, context }) => mergeOffices(context, input)),

  merges: api.duplicates.merges.handler(async ({ input, context }) => {
    const db = context.store.read;
    const before = input.cursor ? Number(input.cursor) : null;
    const found = await listMerges(db, before, input.limit + 1);
    return { ...cutPage(found, input.limit, (row) => String(row.id)), total: await countMerges(db) };
  }),

  undo: api.duplicates.undo.handler(({ input, context }) => undoMerge(context, input.mergeId)),
};

type Pair = Pick<LikelyPair, 'oneId' | 'otherId'>;
const pairKey = ({ oneId, otherId }: Pair): string => `${oneId} ${otherId}`;
const cursorOf = (pair: LikelyPair): string => `${pair.score} ${pairKey(pair)}`;
const ordered = ({ oneId, otherId }: Pair): Pair =>
  oneId < otherId ? { oneId, otherId } : { oneId: otherId, otherId: oneId };

/** Whether a pair stands behind the place of a cursor, in the order of the list. */
function isAfter(pair: LikelyPair, cursor: string): boolean {
  const [score = 0, oneId = 0, otherId = 0] = cursor.split(' ').map(Number);
  return (score - pair.score || pair.oneId - oneId || pair.otherId - otherId) > 0;
}

/** Offices of a page of pairs, however many. */
async function officesIn(db: ReadDb, ids: readonly number[]) {
  const offices = await officesById(db, ids.slice(0, MOST_AT_ONCE));
  for (let i = MOST_AT_ONCE; i < ids.length; i += MOST_AT_ONCE) {
    for (const [id, office] of await officesById(db, ids.slice(i, i + MOST_AT_ONCE))) offices.set(id, office);
  }
  return offices;
}
const MOST_AT_ONCE = 1000;

/** @throws not_found unless both are there, are two, and neither was merged into another. */
async function requireTwo(db: ReadDb, oneId: number, otherId: number) {
  const offices = await officesById(db, [oneId, otherId]);
  const one = offices.get(oneId);
  const other = offices.get(otherId);
  const merged = (await keptOfficeOf(db, oneId)) ?? (await keptOfficeOf(db, otherId));
  if (!one || !other || one === other || merged) throw fail('not_found', { what: 'office' });
  return { one, other };
}
