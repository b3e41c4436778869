import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, page, paged } from './common.ts';

/**
 * Where a delivery stands. `handed`: our side committed it just before the final dot.
 * `in_doubt`: the server may or may not have it; only a person decides.
 * `no_address`: the office has no mail address and needs another channel.
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

/** One office's copy of one version. */
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
  /** Writes one row per affected office that has none yet; the outbox sends them. Never sends by itself. */
  queue: oc
    .input(z.object({ versionId: id, audience: z.enum(['affected']).default('affected') }))
    .output(z.object({ queued: z.int(), withoutAddress: z.int() })),
  /** Sends until nothing is due. For scripts; in the window the outbox runs by itself. */
  run: oc.input(z.object({})).output(sendReport),
  /** Counts by state for one version, and how the sending goes. */
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
  /** Takes back what has not been handed to the server. */
  cancel: oc.input(z.object({ versionId: id })).output(z.object({ cancelled: z.int() })),
  /** Queues the failed and the cancelled of a version again, with a new Message-ID. */
  retry: oc.input(z.object({ versionId: id })).output(z.object({ queued: z.int() })),
  /** A person's decision on a delivery in doubt. `queued` sends it again. */
  decide: oc
    .input(z.object({ deliveryId: id, outcome: z.enum(['sent', 'failed', 'queued']) }))
    .output(z.object({ state: deliveryState })),
};
