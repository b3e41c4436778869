import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, filePath, id, instant, line, page, paged } from './common.ts';

/** How an office is asked again. */
export const reminderChannel = z.enum(['mail', 'fax', 'phone']);
export type ReminderChannel = z.infer<typeof reminderChannel>;

/** A step of the ladder: so many days after the version reached the office, counted as calendar or business days. */
export const reminderStep = z.object({
  days: z.int().min(1).max(60),
  counting: z.enum(['calendar', 'business']),
  channel: reminderChannel,
});
export type ReminderStep = z.infer<typeof reminderStep>;

/** From the first rung up: each later than the one before, so that two steps never fall together. */
export const reminderLadder = z
  .array(reminderStep)
  .max(6)
  .refine((steps) => new Set(steps.map((step) => `${step.days}-${step.channel}`)).size === steps.length);

/** The words in front of the frozen text, with merge fields; `{{件名}}` is the subject of the notice. */
export const reminderText = z.object({ subject: line(200), covering: z.string().trim().min(1).max(2000) });
export type ReminderText = z.infer<typeof reminderText>;

/** A step of a version's ladder: whom a clerk may release it for now. */
export const proposal = z.object({
  /** Names the step: `2-business-mail`. */
  step: z.string(),
  ...reminderStep.shape,
  /** The day the step falls due for those told first. */
  dueOn: date,
  /** Offices it would go to. */
  offices: z.int(),
  /** Unconfirmed, their day has come, and left out: nobody knows whether the notice arrived; it did not arrive by this way. */
  inDoubt: z.int(),
  undeliverable: z.int(),
  /** Asked by this step already. */
  reminded: z.int(),
});
export type Proposal = z.infer<typeof proposal>;

/** What a clerk released. */
export const released = z.object({
  id,
  step: z.string(),
  channel: reminderChannel,
  subject: z.string(),
  releasedAt: instant,
  clerk: z.string(),
  sha256: z.string(),
  offices: z.int(),
  /** Of those: confirmed by now. */
  confirmed: z.int(),
  /** Of its mails: went out, wait, failed, in doubt, stopped because the office had confirmed. */
  sent: z.int(),
  waiting: z.int(),
  failed: z.int(),
  inDoubt: z.int(),
  stopped: z.int(),
});
export type Released = z.infer<typeof released>;

const step = { versionId: id, step: z.string().max(40) };

export const reminders = {
  /** The ladder of a version, its own or the house's, and the house's words. */
  ladder: oc.input(z.object({ versionId: id })).output(
    z.object({
      steps: reminderLadder,
      /** It has a ladder of its own. */
      own: z.boolean(),
      house: reminderLadder,
      text: reminderText,
    }),
  ),
  /** Writes a version's own ladder (null: the house's again), or the house's when no version is named. Errors: not_found. */
  saveLadder: oc.input(z.object({ versionId: id.optional(), steps: reminderLadder.nullable() })).output(z.object({})),
  /** Writes the house's words. */
  saveText: oc.input(reminderText).output(z.object({})),
  /** The steps with whom each would go to now. Nothing is sent before a clerk releases it. */
  proposals: oc.input(z.object({ versionId: id })).output(z.object({ rows: z.array(proposal).max(6) })),
  /** The offices a step would go to, by code. Errors: not_found. */
  list: oc.input(z.object({ ...step, ...page })).output(
    paged(
      z.object({
        officeId: id,
        officeCode: z.string(),
        officeName: z.string(),
        branch: z.string(),
        /** Where it would go: addresses, a FAX number, a phone number. */
        address: z.string(),
        toldAt: instant,
      }),
    ),
  ),
  /** The reminder one office would get: the words released with it, then the frozen text. Errors: unknown_office. */
  preview: oc
    .input(z.object({ versionId: id, officeCode: line(40), ...reminderText.shape }))
    .output(z.object({ subject: z.string(), text: z.string() })),
  /**
   * Releases a step: freezes its words under their hash and queues mails (of a FAX step only where a gateway is set;
   * `queued` 0 means by hand, see `sheets`), or puts the offices on the call desk. Whoever
   * confirms before it is sent is left out by itself. `offices` is what the clerk was shown: with another number
   * nothing is released. Errors: not_found, notice_invalid, nothing_to_remind, reminder_changed.
   */
  release: oc
    .input(z.object({ ...step, ...reminderText.partial().shape, offices: z.int().min(1).optional() }))
    .output(z.object({ reminderId: id, offices: z.int(), queued: z.int(), sha256: z.string() })),
  /**
   * The FAX sheets of a released step as one PDF to send by hand: those who have confirmed meanwhile are left out.
   * Errors: not_found, empty_audience, pdf_unavailable, file_unwritable, file_not_allowed.
   */
  sheets: oc
    .input(z.object({ reminderId: id, file: filePath.optional() }))
    .output(z.object({ file: z.string(), pages: z.int(), offices: z.int() })),
  /** What was released of a version, newest first. */
  history: oc.input(z.object({ versionId: id })).output(z.object({ rows: z.array(released).max(200) })),
};
