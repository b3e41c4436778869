import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filePath, id, instant, line, moment, page, paged } from './common.ts';
import { deliveryState } from './deliveries.ts';

/** How the office told us: five ways a clerk takes down, a form on the web, a slip whose way nobody noted. */
export const acknowledgementMethod = z.enum(['phone', 'fax', 'mail', 'visit', 'post', 'form', 'slip']);
export type AcknowledgementMethod = z.infer<typeof acknowledgementMethod>;

/**
 * What the office answered. All but the last two say that it has the text and read it.
 * `agreed`, `declined`: to be named in the joint report · `contact_changed`: somebody else there must be asked ·
 * `left`: it is no member any more.
 */
export const acknowledgementAnswer = z.enum(['confirmed', 'agreed', 'declined', 'question', 'contact_changed', 'left']);
export type AcknowledgementAnswer = z.infer<typeof acknowledgementAnswer>;

/** The door an answer came in by. */
export const acknowledgementDoor = z.enum(['hand', 'slip', 'list', 'mail', 'call']);
export type AcknowledgementDoor = z.infer<typeof acknowledgementDoor>;

/**
 * What an office has confirmed, seen from one version of a notice:
 * `confirmed` this one · `superseded` not this one but a newer · `outdated` only an older text · `open` none ·
 * `exempt` none, and it has left the association.
 */
export const acknowledgementState = z.enum(['open', 'outdated', 'confirmed', 'superseded', 'exempt']);
export type AcknowledgementState = z.infer<typeof acknowledgementState>;

/** One answer of an office, as it is kept. */
export const acknowledgement = z.object({
  id,
  method: acknowledgementMethod,
  answer: acknowledgementAnswer,
  name: z.string(),
  /** When it was told. */
  at: instant,
  note: z.string(),
});

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
  /** What was told last of this very version. */
  acknowledgement: acknowledgement.nullable(),
});
export type Recipient = z.infer<typeof recipient>;

const state = z.enum(['open', 'outdated', 'confirmed', 'exempt']);

/** What was recorded: of which office and version, and where the office stands now. */
export const recorded = z.object({
  id,
  /** As to the newest version the office was sent. */
  state,
  officeCode: z.string(),
  officeName: z.string(),
  versionId: id,
  number: z.int(),
  label: z.string(),
  /** True when the office had answered to this very version before. Both answers are kept. */
  repeated: z.boolean(),
});
export type Recorded = z.infer<typeof recorded>;

export const acknowledgements = {
  /**
   * Records that an office answered to a version. Who and which: by `code` (the slip's 確認番号, bound to both), or by
   * `officeCode` with `versionId` (without it the newest version that office was sent). With a code that is bound to
   * another version than `versionId`, the code decides; to another office, it is refused.
   * `evidence` is an uploaded scan or mail, kept under its SHA-256.
   * Errors: slip_misread, slip_unknown, slip_other_office, unknown_office, not_recipient, not_found, evidence_refused,
   * invalid_input (`at` after today).
   */
  record: oc
    .input(
      z
        .object({
          versionId: id.optional(),
          officeCode: line(40).optional(),
          code: line(40).optional(),
          method: acknowledgementMethod,
          answer: acknowledgementAnswer.default('confirmed'),
          at: moment.optional(),
          name: z.string().trim().max(80).optional(),
          note: z.string().trim().max(1000).optional(),
          evidence: filePath.optional(),
        })
        .refine(({ officeCode, code }) => officeCode !== undefined || code !== undefined, { path: ['officeCode'] }),
    )
    .output(recorded),
  /** Takes one back with a reason. The row stays. */
  withdraw: oc.input(z.object({ id, reason: line(200) })).output(z.object({ state })),
  /**
   * Takes in a reply from a file (RFC 5322, `.eml`) as if it had come into the mailbox. The same mail again answers what was
   * decided the first time. `reason` is one of the mailbox's reasons.
   */
  readMail: oc.input(z.object({ file: filePath })).output(
    z.object({
      decision: z.enum(['acknowledged', 'to-check', 'ignored']),
      reason: z.string(),
      officeCode: z.string().optional(),
      /** Number of the version. */
      version: z.int().optional(),
      mailId: id,
    }),
  ),
  /** Recipients of a version by office code; filter by state. */
  list: oc
    .input(z.object({ versionId: id, states: z.array(acknowledgementState).max(5).optional(), ...page }))
    .output(paged(recipient)),
};
