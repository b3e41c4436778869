import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, page, paged } from './common.ts';
import { office, officeValues } from './offices.ts';

/** Why two entries may be one office. */
export const duplicateReason = z.enum([
  'name',
  'kana',
  'labor_number',
  'employment_number',
  'corporate_number',
  'pension_number',
  'phone',
  'fax',
  'mail',
  'address',
]);
export type DuplicateReason = z.infer<typeof duplicateReason>;

/** Two entries that may be one office, with what there is in each besides its fields. */
export const duplicatePair = z.object({
  one: office,
  other: office,
  reasons: z.array(duplicateReason).min(1),
  /** 0 to 100: how sure. */
  score: z.int(),
});
export type DuplicatePair = z.infer<typeof duplicatePair>;

/** A merge that was done. */
export const merge = z.object({
  id,
  at: instant,
  clerk: z.string(),
  keptId: id,
  keptCode: z.string(),
  keptName: z.string(),
  droppedCode: z.string(),
  droppedName: z.string(),
  undoneAt: instant.nullable(),
});

export const duplicates = {
  /** Likely pairs, surest first. */
  list: oc.input(z.object({ cursor: page.cursor, limit: page.limit })).output(paged(duplicatePair)),
  /** Says that two entries are two offices: the pair is not shown again. */
  keepBoth: oc.input(z.object({ oneId: id, otherId: id })).output(z.object({})),
  /** Takes that back. */
  suspectAgain: oc.input(z.object({ oneId: id, otherId: id })).output(z.object({})),
  /** What each of two offices has besides its fields, for the page that merges them. */
  compare: oc.input(z.object({ keptId: id, droppedId: id })).output(
    z.object({
      kept: office,
      dropped: office,
      reasons: z.array(duplicateReason),
      records: z.object({
        kept: z.object({ versions: z.int(), acknowledgements: z.int(), procedures: z.int(), contacts: z.int() }),
        dropped: z.object({ versions: z.int(), acknowledgements: z.int(), procedures: z.int(), contacts: z.int() }),
      }),
    }),
  ),
  /**
   * Makes two entries one. The kept office gets `values`, and without `tags` among them the tags of both; history, acknowledgements, procedures and contacts of the
   * dropped one become its own. Refused while a mail to the dropped office is under way: `office_busy`.
   */
  merge: oc.input(z.object({ keptId: id, droppedId: id, values: officeValues })).output(z.object({ mergeId: id })),
  /** Merges done, newest first. */
  merges: oc.input(z.object({ cursor: page.cursor, limit: page.limit })).output(paged(merge)),
  /** Makes the two offices two again: everything goes back, except what was changed since, which is counted. */
  undo: oc.input(z.object({ mergeId: id })).output(z.object({ kept: z.int() })),
};
