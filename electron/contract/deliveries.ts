import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, filePath, id, instant, line, moment, page, paged } from './common.ts';
import { deliveryCause } from './deliveryCauses.ts';
import { delivery, deliveryChannel, deliveryState, sendingStatus, sendReport, wayResult } from './deliveryShapes.ts';

export { type DeliveryChannel, type DeliveryState, deliveryChannel, deliveryState } from './deliveryShapes.ts';

const nothing = z.object({});
const aVersion = z.object({ versionId: id });
const counted = z.object({ queued: z.int() });
const officeOf = { officeId: id, officeCode: z.string(), officeName: z.string() };

export const deliveries = {
  /**
   * Addresses every office of the version's audience that was not yet; the outbox sends the mails, after `holdSeconds`
   * or at `sendAt`. An office's own address and those of its contacts that get notices get a mail each: `queued` counts
   * mails. Offices without mail wait for `acceptProposals`.
   */
  queue: oc
    .input(
      z.object({
        versionId: id,
        audience: z.enum(['affected']).default('affected'),
        /** How long the whole can be taken back. */
        holdSeconds: z.int().min(0).max(86_400).default(0),
        sendAt: moment.optional(),
      }),
    )
    .output(z.object({ queued: z.int(), withoutAddress: z.int(), sendingId: id, goesAt: instant })),
  /**
   * For scripts; in the window the outbox runs by itself. Sends until nothing is due; with `until: drained` also waits
   * for what is held or waits for another try. Ends after `maxSeconds` at the latest.
   */
  run: oc
    .input(
      z.object({ until: z.enum(['drained']).optional(), maxSeconds: z.number().positive().max(604_800).optional() }),
    )
    .output(sendReport),
  /** Offices by state for one version, its deliveries by channel and state, and how the sending goes. */
  status: oc.input(aVersion).output(sendingStatus),
  list: oc
    .input(
      z.object({
        versionId: id,
        states: z.array(deliveryState).max(9).optional(),
        /** Only offices that have it at one address and not at another. */
        partly: z.boolean().optional(),
        ...page,
      }),
    )
    .output(paged(delivery)),
  pause: oc.input(nothing).output(nothing),
  resume: oc.input(nothing).output(nothing),
  /** Lets an order go before its hold ends, or one that is overdue or came out of a restored copy. */
  release: oc.input(z.object({ sendingId: id })).output(nothing),
  /** Takes an order back as long as it is held. Errors: sending_gone. */
  takeBack: oc.input(z.object({ sendingId: id })).output(z.object({ cancelled: z.int() })),
  /** Takes back what has not gone out, and counts it. */
  cancel: oc.input(aVersion).output(z.object({ cancelled: z.int() })),
  /**
   * Sends the failed and the cancelled of a version again, each office at the addresses it now has, with a new
   * Message-ID; an address that has it, or may have it, gets no second one. With `cause` only what failed for it.
   */
  retry: oc
    .input(z.object({ versionId: id, cause: deliveryCause.optional(), channel: deliveryChannel.optional() }))
    .output(counted),
  /** Sends it once more to offices that were sent it before; `reason` stays with the order. */
  resend: oc
    .input(z.object({ versionId: id, officeCodes: z.array(line(40)).min(1).max(1000), reason: line(200) }))
    .output(counted),
  /**
   * Mails that may or may not have arrived, of one version or of all, with what is known: every try with the server's
   * words, mails that came back or answered, and whether the office has confirmed the version. `mailbox.lookUp` asks the
   * server for more.
   */
  inDoubt: oc.input(z.object({ versionId: id.optional(), cursor: page.cursor, limit: page.limit })).output(
    paged(
      z.object({
        id,
        versionId: id,
        versionLabel: z.string(),
        ...officeOf,
        phone: z.string(),
        channel: deliveryChannel,
        address: z.string(),
        attempts: z.int(),
        messageId: z.string(),
        /** It asks again for the confirmation of a notice the office has. */
        reminder: z.boolean(),
        acknowledgementState: z.enum(['open', 'outdated', 'confirmed', 'superseded', 'exempt']),
        tries: z.array(z.object({ at: instant, outcome: deliveryState, response: z.string() })),
        /** Mails that came back about it. */
        returned: z.int(),
        /** Mails people wrote in answer to it. */
        answered: z.int(),
      }),
    ),
  ),
  /**
   * A person's decision on a delivery in doubt. `queued` sends it again, a reminder with the words it was released with;
   * whoever has confirmed meanwhile is not reminded, and the answer is `cancelled`. `in_doubt` takes the decision back, as
   * long as nothing has come of it.
   */
  decide: oc
    .input(z.object({ deliveryId: id, outcome: z.enum(['sent', 'failed', 'queued', 'in_doubt']) }))
    .output(z.object({ state: deliveryState })),
  /**
   * One mail to oneself, at once: of a version as its first office (or `officeCode`) would get it, or a short greeting.
   * Nothing of it is kept with the version. Errors: mail_not_set, mail_refused.
   */
  test: oc
    .input(z.object({ to: z.email().max(254), versionId: id.optional(), officeCode: line(40).optional() }))
    .output(z.object({ response: z.string() })),
  /** Failed deliveries that nothing took the place of, by channel and cause, each with the words it was said in. */
  failures: oc.input(aVersion).output(
    z.object({
      groups: z.array(
        z.object({
          channel: deliveryChannel,
          cause: deliveryCause,
          count: z.int(),
          /** The most frequent words, at most five. */
          words: z.array(z.object({ response: z.string(), count: z.int() })),
        }),
      ),
    }),
  ),
  /** The failed deliveries of one such group. */
  failed: oc
    .input(z.object({ versionId: id, channel: deliveryChannel, cause: deliveryCause, ...page }))
    .output(
      paged(z.object({ id, ...officeOf, phone: z.string(), address: z.string(), response: z.string(), at: instant })),
    ),
  /**
   * Offices that nothing has reached yet, each with the ways it has tried and the next one of its own order that it has
   * an address for. Nothing goes that way before `acceptProposals`.
   */
  proposals: oc.input(z.object({ versionId: id, ...page })).output(
    paged(
      z.object({
        ...officeOf,
        tried: z.array(z.object({ channel: deliveryChannel, cause: deliveryCause })),
        /** Ways it has an address for, in its order. */
        open: z.array(deliveryChannel),
        /** Null: nothing is left but to find a new address. */
        proposed: deliveryChannel.nullable(),
      }),
    ),
  ),
  /** Takes the next way for these offices, or (without `choices`) the proposed one for all. Counts deliveries by channel. */
  acceptProposals: oc
    .input(
      z.object({
        versionId: id,
        choices: z
          .array(z.object({ officeId: id, channel: deliveryChannel }))
          .min(1)
          .max(1000)
          .optional(),
      }),
    )
    .output(z.record(deliveryChannel, z.int())),
  /**
   * What a person has to do: sheets to print and post, FAX to send from the machine, offices to phone; or, `done`, what
   * was done and may still come back.
   */
  byHand: oc
    .input(z.object({ versionId: id, channel: deliveryChannel, done: z.boolean().default(false), ...page }))
    .output(
      paged(
        z.object({
          id,
          ...officeOf,
          phone: z.string(),
          address: z.string(),
          printedAt: instant.nullable(),
          queuedAt: instant,
          finishedAt: instant.nullable(),
          postedOn: date.nullable(),
          trackingNumber: z.string(),
        }),
      ),
    ),
  /** The sheets of what is to be posted, or faxed by hand, in one PDF in the order of the envelopes. */
  print: oc
    .input(z.object({ versionId: id, channel: z.enum(['post', 'fax']), file: filePath.optional() }))
    .output(z.object({ file: z.string(), pages: z.int(), offices: z.int() })),
  /**
   * How deliveries by hand ended, or came back later: `done` (handed to the post, received by the other machine, talked
   * to), or why not; `open` takes back what was recorded, unless another way took its place. A batch is all or nothing.
   * Errors: not_found, when one of them is not open to that.
   */
  record: oc
    .input(
      z.object({
        results: z
          .array(z.object({ deliveryId: id, result: wayResult, trackingNumber: z.string().trim().max(40).optional() }))
          .min(1)
          .max(1000),
        /** The day it was posted or happened; today without it. */
        on: date.optional(),
        note: z.string().trim().max(300).optional(),
      }),
    )
    .output(z.object({ recorded: z.int() })),
};
