import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, page } from './common.ts';

export const audit = {
  /** Who did what, newest first. No personal data: ids, counts and states only. */
  list: oc.input(z.object({ cursor: page.cursor, limit: page.limit })).output(
    z.object({
      rows: z.array(
        z.object({
          seq: id,
          at: instant,
          clerk: z.string(),
          action: z.string(),
          entity: z.string(),
          entityId: z.int().nullable(),
          detail: z.string(),
        }),
      ),
      next: z.string().nullable(),
      total: z.int(),
    }),
  ),
  /** Recomputes the hash chain. `firstBad` is the first row that does not fit. */
  verify: oc.input(z.object({})).output(z.object({ rows: z.int(), ok: z.boolean(), firstBad: z.int().nullable() })),
};
