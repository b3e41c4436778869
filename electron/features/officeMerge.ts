import { keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { insertOfficeChanges, type OfficeChange } from '../../db/queries/officeChanges.ts';
import {
  hasMailUnderWay,
  insertMerge,
  moveRecords,
  noticesSentTo,
  setMergedInto,
} from '../../db/queries/officeMerges.ts';
import { type OfficeRow, officesById } from '../../db/queries/offices.ts';
import { updateOffice } from '../../db/queries/officeWrites.ts';
import type { WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type OfficeValues, officeField } from '../contract/offices.ts';
import { tagExcess, tidyTags } from '../rules/officeLists.ts';
import { deriveStates } from './acknowledgementStanding.ts';
import { type AppContext, change } from './context.ts';
import { withFields } from './officeComparing.ts';
import { checkValues } from './officeEdits.ts';
import { furtherTexts, withSearchKey } from './officeKey.ts';

/**
 * Makes two offices one: the kept one gets `values` and everything the dropped one has.
 * Errors: not_found, office_busy, office_invalid, code_taken.
 */
export async function mergeOffices(
  context: AppContext,
  input: { keptId: number; droppedId: number; values: OfficeValues },
): Promise<{ mergeId: number }> {
  const clerk = await context.clerk();
  const answer = await change(context, 'duplicates.merge', async (tx, note, at) => {
    const { kept, dropped } = await requirePair(tx, input.keptId, input.droppedId);
    if (await hasMailUnderWay(tx, dropped.id)) throw fail('office_busy', { code: dropped.code });
    const changes = changesFor(kept, dropped, input.values);
    const before = JSON.stringify(changes.map(({ field, from, to }) => ({ field, from, to })));
    const merge = { keptId: kept.id, droppedId: dropped.id, at, clerk, before };
    const mergeId = await insertMerge(tx, merge);
    await moveRecords(tx, { id: mergeId, keptId: kept.id, droppedId: dropped.id });
    await setMergedInto(tx, dropped, kept.id);
    await deriveAll(tx, kept.id);
    // Last, for the kept office is also found by what has just come to it.
    const furtherOf = await furtherTexts(tx, [kept.id]);
    await updateOffice(tx, kept, withSearchKey(withFields(kept, changes), furtherOf(kept.id)), at);
    const merged = { officeId: kept.id, field: 'merged' as const, from: `${dropped.code} ${dropped.name}`, to: '' };
    await insertOfficeChanges(tx, context.store.engine, [...changes, merged], { at, clerk, importId: null });
    note('merge', mergeId, { keptId: kept.id, droppedId: dropped.id, fields: changes.length });
    return { mergeId };
  });
  tellAll(context);
  return answer;
}

/** Lists that show offices, what they were sent and what they owe are read anew. */
export function tellAll(context: AppContext): void {
  for (const feature of ['offices', 'contacts', 'acknowledgements', 'deliveries', 'procedures']) {
    context.events.publish({ type: 'changed', feature });
  }
}

/** Derives where an office stands for everything it was sent. */
export async function deriveAll(tx: WriteTx, officeId: number): Promise<void> {
  for (const noticeId of await noticesSentTo(tx, officeId)) await deriveStates(tx, noticeId, officeId);
}

async function requirePair(tx: WriteTx, keptId: number, droppedId: number) {
  const offices = await officesById(tx, [keptId, droppedId]);
  const kept = offices.get(keptId);
  const dropped = offices.get(droppedId);
  const merged = (await keptOfficeOf(tx, keptId)) ?? (await keptOfficeOf(tx, droppedId));
  if (!kept || !dropped || kept === dropped || merged) throw fail('not_found', { what: 'office' });
  return { kept, dropped };
}

/**
 * The chosen values that differ. The kept office keeps its code: the other one's leads to it from now on. Tags nobody
 * chose are those of both, unless these are too many.
 */
function changesFor(kept: OfficeRow, dropped: OfficeRow, values: OfficeValues): OfficeChange[] {
  if (values.code !== undefined && values.code.trim() !== kept.code) throw fail('code_taken', { code: values.code });
  const tags = tidyTags(`${kept.tags}; ${dropped.tags}`);
  const chosen = { ...kept, tags: tagExcess(tags) ? kept.tags : tags, ...checkValues(values) };
  return officeField.options
    .filter((field) => chosen[field] !== kept[field])
    .map((field) => ({ officeId: kept.id, field, from: kept[field], to: chosen[field] }));
}
