import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, instant, page, paged } from './common.ts';
import { officeField } from './offices.ts';

/** A list said otherwise than the register, and at the time the register's value was kept. */
export const conflict = z.object({
  id,
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  field: officeField,
  /** What the register has now, and since when it is known. */
  ours: z.string(),
  oursOn: date.nullable(),
  /** What the list said, and the day it was true. */
  theirs: z.string(),
  theirsOn: date,
  fileName: z.string(),
  at: instant,
});
export type Conflict = z.infer<typeof conflict>;

export const conflicts = {
  /** Conflicts nobody has decided yet, by office code. One that the register has come round to by itself is none. */
  list: oc.input(z.object({ cursor: page.cursor, limit: page.limit })).output(paged(conflict)),
  /** Decides one: the register's value stays, or the list's is taken. Errors: not_found, office_invalid, code_taken. */
  decide: oc.input(z.object({ id, take: z.enum(['ours', 'theirs']) })).output(z.object({})),
  /** Takes a decision back: the value before it stands again, unless somebody has changed it since. */
  reopen: oc.input(z.object({ id })).output(z.object({ restored: z.boolean() })),
};
