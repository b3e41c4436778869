import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instant } from './common.ts';

const backup = z.object({ name: z.string(), at: instant, bytes: z.int() });

export const backups = {
  list: oc.input(z.object({})).output(z.object({ rows: z.array(backup) })),
  /** Copies the register while it is in use, reopens the copy, checks it, and only then gives it its name. */
  create: oc.input(z.object({})).output(backup),
};
