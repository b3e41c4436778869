import { insertOfficeChanges, type OfficeChange } from '../../db/queries/officeChanges.ts';
import {
  getMerge,
  hasMovedMailUnderWay,
  laterMerge,
  type MergeRow,
  markMergeUndone,
  moveRecordsBack,
  setSeparate,
} from '../../db/queries/officeMerges.ts';
import { type OfficeRow, officesById } from '../../db/queries/offices.ts';
import { updateOffice } from '../../db/queries/officeWrites.ts';
import type { WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import type { OfficeField } from '../contract/offices.ts';
import { type AppContext, change } from './context.ts';
import { withFields } from './officeComparing.ts';
import { furtherTexts, withSearchKey } from './officeKey.ts';
import { deriveAll, tellAll } from './officeMerge.ts';

/**
 * Makes the two offices of a merge two again. Fields that were changed since stay as they are, and are counted.
 * Errors: not_found, merge_not_last, office_busy.
 */
export async function undoMerge(context: AppContext, mergeId: number): Promise<{ kept: number }> {
  const clerk = await context.clerk();
  const answer = await change(context, 'duplicates.undo', async (tx, note, at) => {
    const { merge, kept, dropped } = await requireMerge(tx, mergeId);
    if (await hasMovedMailUnderWay(tx, merge.id)) throw fail('office_busy', { code: kept.code });
    await moveRecordsBack(tx, merge);
    const furtherOfDropped = await furtherTexts(tx, [dropped.id]);
    await setSeparate(tx, dropped, withSearchKey(dropped, furtherOfDropped(dropped.id)).searchKey);
    await markMergeUndone(tx, merge.id, at);
    for (const office of [kept, dropped]) await deriveAll(tx, office.id);
    const { back, staying } = fieldsToTurnBack(kept, merge);
    const furtherOf = await furtherTexts(tx, [kept.id]);
    await updateOffice(tx, kept, withSearchKey(withFields(kept, back), furtherOf(kept.id)), at);
    const parted = { officeId: kept.id, field: 'merged' as const, from: '', to: `${dropped.code} ${dropped.name}` };
    await insertOfficeChanges(tx, context.store.engine, [...back, parted], { at, clerk, importId: null });
    note('merge', merge.id, { keptId: kept.id, droppedId: dropped.id, kept: staying });
    return { kept: staying };
  });
  tellAll(context);
  return answer;
}

/**
 * Only the newest merge of an office can be taken back: what came with an older one may since have become part of
 * what came with a newer one.
 */
async function requireMerge(tx: WriteTx, mergeId: number) {
  const merge = await getMerge(tx, mergeId);
  if (!merge || merge.undoneAt !== null) throw fail('not_found', { what: 'merge' });
  const offices = await officesById(tx, [merge.keptId, merge.droppedId]);
  const kept = offices.get(merge.keptId);
  const dropped = offices.get(merge.droppedId);
  if (!kept || !dropped) throw fail('not_found', { what: 'merge' });
  if ((await laterMerge(tx, merge)) !== null) throw fail('merge_not_last', { code: kept.code });
  return { merge, kept, dropped };
}

/** Fields that still hold what the merge put there turn back. */
function fieldsToTurnBack(kept: OfficeRow, merge: MergeRow): { back: OfficeChange[]; staying: number } {
  const changes: { field: OfficeField; from: string; to: string }[] = JSON.parse(merge.before);
  const back = changes
    .filter(({ field, to }) => kept[field] === to)
    .map(({ field, from, to }) => ({ officeId: kept.id, field, from: to, to: from }));
  return { back, staying: changes.length - back.length };
}
