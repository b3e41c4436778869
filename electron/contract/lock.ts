import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Full-width digits are the same PIN. */
const pin = z
  .string()
  .max(40)
  .transform((typed) => typed.normalize('NFKC'))
  .pipe(z.string().regex(/^\d{4,12}$/));

/** The lock of the windows. Scripts are not locked out: who can start one has the files. */
export const lock = {
  state: oc.input(z.object({})).output(z.object({ hasPin: z.boolean(), locked: z.boolean(), waitSeconds: z.int() })),
  lock: oc.input(z.object({})).output(z.object({})),
  unlock: oc.input(z.object({ pin: z.string().max(40) })).output(z.object({})),
  /** `present`: the PIN until now, where there is one; a script, which has the files anyway, needs none. */
  setPin: oc.input(z.object({ pin: pin.nullable(), present: z.string().max(40).optional() })).output(z.object({})),
};
