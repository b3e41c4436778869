import { z } from 'zod';
import { date, id, instant } from './common.ts';
import { deliveryCause } from './deliveryCauses.ts';

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

/** The way a delivery goes. */
export const deliveryChannel = z.enum(['mail', 'fax', 'post', 'phone']);
export type DeliveryChannel = z.infer<typeof deliveryChannel>;

/** What an order to send came from. */
export const sendingKind = z.enum(['first', 'retry', 'resend', 'next_channel', 'decided', 'reminder']);

/** How a delivery by hand ended; `open`: it has not, what was recorded was a slip. */
export const wayResult = z.union([z.enum(['done', 'open']), deliveryCause]);

/**
 * One office's copy of one version. An office with several deliveries is shown with the one that makes its state: in
 * doubt before under way before sent, failed only when it has arrived nowhere.
 */
export const delivery = z.object({
  /** Delivery id; null while the office has no address. */
  id: id.nullable(),
  officeId: id,
  officeCode: z.string(),
  officeName: z.string(),
  phone: z.string(),
  channel: deliveryChannel.nullable(),
  address: z.string(),
  state: deliveryState,
  /** Of its deliveries, those that failed; beside `sent`: it has it at one address and not at another. */
  failedDeliveries: z.int(),
  cause: deliveryCause.nullable(),
  attempts: z.int(),
  /** The server's own words at the last attempt, or what the clerk noted. */
  response: z.string(),
  nextAt: instant.nullable(),
  finishedAt: instant.nullable(),
  messageId: z.string(),
  postedOn: date.nullable(),
  trackingNumber: z.string(),
});

export const sendReport = z.object({ sent: z.int(), retry: z.int(), failed: z.int(), inDoubt: z.int() });

/** Why nothing goes for a while: a server that fails every mail, the day's limit, or the hours mail may leave in. */
export const restReason = z.enum(['server', 'day_limit', 'closed_hours', 'register']);
export type RestReason = z.infer<typeof restReason>;

export const sendingStatus = z.object({
  /** Offices. */
  total: z.int(),
  /** Offices by state. */
  byState: z.record(deliveryState, z.int()),
  /** Deliveries by channel and state; what another took the place of is not counted. */
  byChannel: z.record(deliveryChannel, z.record(deliveryState, z.int())),
  /** Offices that have it at one address and not at another. */
  partly: z.int(),
  /** Mails a person has to decide about, reminders too. */
  doubts: z.int(),
  /** Mails (and FAX by the gateway) the outbox still has to send. */
  waiting: z.int(),
  /** Deliveries a person has to do. */
  byHand: z.int(),
  paused: z.boolean(),
  /** Why the sending stopped itself, with the server's words; null when a clerk paused it, or it is not paused. */
  pausedBy: z.object({ cause: deliveryCause, response: z.string() }).nullable(),
  /** Mails accepted in the last minute. */
  perMinute: z.number(),
  /** Seconds until the waiting mails are out, with hold, hours and day limit; null when nothing waits or nothing moves. */
  etaSeconds: z.int().nullable(),
  /** The same as an instant. */
  endsAt: instant.nullable(),
  /** Why the outbox rests, in the server's words; null when it works. */
  resting: z.object({ until: instant, why: restReason, reason: z.string() }).nullable(),
  /** Orders that have not been let go. `overdue`: its hour went by while nobody sent; it asks first. */
  held: z.array(
    z.object({
      id,
      kind: sendingKind,
      goesAt: instant,
      /** Until then, by the register's clock; 0 when it is past. */
      inSeconds: z.int(),
      mails: z.int(),
      state: z.enum(['held', 'overdue']),
    }),
  ),
});
