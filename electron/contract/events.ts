import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

/** What the app tells the window without being asked. */
export const appEvent = z.discriminatedUnion('type', [
  /** Rows of a feature changed: refetch it. */
  z.object({ type: z.literal('changed'), feature: z.string() }),
  /** Long work moved on. `work` is the procedure's name. */
  z.object({ type: z.literal('progress'), work: z.string(), done: z.int(), total: z.int() }),
]);
export type AppEvent = z.infer<typeof appEvent>;

export const events = {
  watch: oc.input(z.object({})).output(eventIterator(appEvent)),
};
