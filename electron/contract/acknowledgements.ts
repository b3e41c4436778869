import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, line, moment, page, paged } from './common.ts';
import { deliveryState } from './deliveries.ts';

/** How the office told us. */
export const acknowledgementMethod = z.enum(['phone', 'fax', 'mail', 'visit', 'post']);
export type AcknowledgementMethod = z.infer<typeof acknowledgementMethod>;

/**
 * What an office has confirmed, seen from one version of a notice:
 * `confirmed` this one · `superseded` not this one but a newer · `outdated` only an older text · `open` none.
 */
export const acknowledgementState = z.enum(['open', 'outdated', 'confirmed', 'superseded']);
export type AcknowledgementState = z.infer<typeof acknowledgementState>;

/** A recipient as the acknowledgement screens show it. */
export const recipient = z.object({
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  branch: z.string(),
  phone: z.string(),
  deliveryState,
  acknowledgementState,
  /** The newest version number of this notice the office has confirmed. */
  confirmedNumber: z.int().nullable(),
  /** The acknowledgement of this very version. */
  acknowledgement: z
    .object({ id, method: acknowledgementMethod, name: z.string(), at: instant, note: z.string() })
    .nullable(),
});
export type Recipient = z.infer<typeof recipient>;

const state = z.enum(['open', 'outdated', 'confirmed']);

export const acknowledgements = {
  /**
   * Records that an office confirmed a version. `state` is where the office stands as to the newest
   * version it was sent: `confirmed`, or `outdated` when it confirmed an older text only.
   */
  record: oc
    .input(
      z.object({
        versionId: id,
        officeCode: line(40),
        method: acknowledgementMethod,
        at: moment.optional(),
        name: z.string().trim().max(80).optional(),
        note: z.string().trim().max(1000).optional(),
      }),
    )
    .output(z.object({ id, state })),
  /** Takes one back with a reason. The row stays. */
  withdraw: oc.input(z.object({ id, reason: line(200) })).output(z.object({ state })),
  /** Recipients of a version by office code; filter by state. */
  list: oc
    .input(z.object({ versionId: id, states: z.array(acknowledgementState).max(4).optional(), ...page }))
    .output(paged(recipient)),
};
