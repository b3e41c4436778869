import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, line } from './common.ts';

/** A text to begin a notice with. */
export const template = z.object({
  id,
  name: z.string(),
  subject: z.string(),
  body: z.string(),
  updatedAt: instant,
});
export type Template = z.infer<typeof template>;

export const templates = {
  /** Those of the house first. A new register has the ones of the house. */
  list: oc.input(z.object({})).output(z.object({ rows: z.array(template).max(200) })),
  /** Saves a template; one of the same name is replaced. Errors: notice_invalid. */
  save: oc
    .input(z.object({ name: line(60), subject: line(200), body: z.string().min(1).max(50_000) }))
    .output(z.object({ id })),
  remove: oc.input(z.object({ id })).output(z.object({})),
};
