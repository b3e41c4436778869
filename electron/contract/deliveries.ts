import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, page, paged } from './common.ts';

/**
 * Where a delivery stands. `handed`: our side committed it just before the final dot.
 * `in_doubt`: the server may or may not have it; only a person decides.
 * `no_address`: nobody in the office has a mail address for notices, or its channels leave mail out.
 */
export const deliveryState = z.enum([
  'no_address',
  'queued',
  'sending',
  'handed',
  'sent',
  'retry',
  'failed',
  'in_doubt',
  'cancelled',
]);
export type DeliveryState = z.infer<typeof deliveryState>;

/**
 * One office's copy of one version. An office with several addresses is shown with the mail that makes its state:
 * in doubt before under way before sent, failed only when no address has it.
 */
export const delivery = z.object({
  /** Delivery id; null while the office has no address. */
  id: id.nullable(),
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  phone: z.string(),
  address: z.string(),
  state: deliveryState,
  attempts: z.int(),
  /** The server's own words at the last attempt. */
  response: z.string(),
  nextAt: instant.nullable(),
  finishedAt: instant.nullable(),
  messageId: z.string(),
});

export const sendReport = z.object({ sent: z.int(), retry: z.int(), failed: z.int(), inDoubt: z.int() });

export const deliveries = {
  /**
   * Addresses every office of the version's audience that was not yet; the outbox sends the mails. Never sends by itself. An office's
   * own address and those of its contacts that get notices get a mail each: `queued` counts mails.
   */
  queue: oc
    .input(z.object({ versionId: id, audience: z.enum(['affected']).default('affected') }))
    .output(z.object({ queued: z.int(), withoutAddress: z.int() })),
  /** Sends until nothing is due. For scripts; in the window the outbox runs by itself. */
  run: oc.input(z.object({})).output(sendReport),
  /** Offices by state for one version, and how the sending goes. */
  status: oc.input(z.object({ versionId: id })).output(
    z.object({
      total: z.int(),
      byState: z.record(deliveryState, z.int()),
      paused: z.boolean(),
      /** Mails accepted in the last minute. */
      perMinute: z.number(),
      /** Seconds until the waiting mails are out at the present pace; null when nothing waits or nothing moves. */
      etaSeconds: z.int().nullable(),
      /** Why the outbox rests, in the server's words; null when it works. */
      resting: z.object({ until: instant, reason: z.string() }).nullable(),
    }),
  ),
  list: oc
    .input(z.object({ versionId: id, states: z.array(deliveryState).max(9).optional(), ...page }))
    .output(paged(delivery)),
  pause: oc.input(z.object({})).output(z.object({})),
  resume: oc.input(z.object({})).output(z.object({})),
  /** Takes back the mails that have not been handed to the server, and counts them. */
  cancel: oc.input(z.object({ versionId: id })).output(z.object({ cancelled: z.int() })),
  /**
   * Mails the failed and the cancelled of a version again, each office at the addresses it now has, with a new
   * Message-ID; an address that has the mail, or may have it, gets no second one. Counts mails.
   */
  retry: oc.input(z.object({ versionId: id })).output(z.object({ queued: z.int() })),
  /** A person's decision on a delivery in doubt. `queued` sends it again. */
  decide: oc
    .input(z.object({ deliveryId: id, outcome: z.enum(['sent', 'failed', 'queued']) }))
    .output(z.object({ state: deliveryState })),
};
