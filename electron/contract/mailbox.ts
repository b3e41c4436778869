import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filePath, id, instant, line, page, paged } from './common.ts';
import { mailboxSettings } from './settings.ts';

/** What a mail is. Only `acknowledgement` and `other` were written by a person. */
export const mailKind = z.enum(['bounce', 'auto-reply', 'acknowledgement', 'gateway-result', 'other']);

/** What the program decided about a mail. */
export const mailDecision = z.enum(['acknowledged', 'to-check', 'ignored']);
export type MailDecision = z.infer<typeof mailDecision>;

/** Why it was decided so. */
export const mailReason = z.enum([
  'sure',
  // To be looked at:
  'waits_for_clerk',
  'question',
  'otherwise',
  'no_code',
  'code_quoted',
  'code_unknown',
  'several_codes',
  'several_senders',
  'unknown_address',
  'other_office',
  'not_recipient',
  'sender_doubtful',
  'unreadable',
  'my_number',
  'return_unmatched',
  // Left aside:
  'already',
  'repeated',
  'automatic',
  'returned',
  'gateway',
]);
export type MailReason = z.infer<typeof mailReason>;

/** Where a mail lies: to be decided, or done with. What it asks lies in the list of questions. */
export const mailTray = z.enum(['to-check', 'done']);
export type MailTray = z.infer<typeof mailTray>;

/** A clerk's decision. `question`: it confirms nothing but asks something; `irrelevant`: nothing to do with us. */
export const mailOutcome = z.enum(['acknowledged', 'question', 'irrelevant']);

/** A mail that came in, in one line of a list. */
export const incomingMail = z.object({
  id,
  receivedAt: instant,
  sender: z.string(),
  senderName: z.string(),
  subject: z.string(),
  /** Beginning of the writer's own words. */
  excerpt: z.string(),
  kind: mailKind,
  decision: mailDecision,
  reason: mailReason,
  tray: mailTray,
  question: z.boolean(),
  /** The office and version it belongs to, certain or likely. */
  officeCode: z.string().nullable(),
  officeName: z.string().nullable(),
  versionId: id.nullable(),
  versionLabel: z.string().nullable(),
  /** The acknowledgement it became, and still is. */
  acknowledgementId: id.nullable(),
});
export type IncomingMail = z.infer<typeof incomingMail>;

/** The whole of a mail, as text alone. */
export const mailDetail = incomingMail.extend({
  /** All its text, quoted parts too. */
  text: z.string(),
  words: z.string(),
  files: z.array(z.string()),
  /** SHA-256 of the mail as it came. */
  sha256: z.string(),
  /** The mail itself is kept beside the text. */
  kept: z.boolean(),
  confidence: z.number(),
  /** What the kind was told by. */
  sign: z.string(),
  code: z.string(),
  recipient: z.string(),
  status: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});
export type MailDetail = z.infer<typeof mailDetail>;

export const mailView = z.enum(['to-check', 'acknowledged', 'returned', 'automatic', 'all']);
export type MailView = z.infer<typeof mailView>;

/** What a reading of the mailbox brought. */
export const mailboxReport = z.object({
  /** Mails read for the first time. */
  read: z.int(),
  /** Mails that were known already. */
  known: z.int(),
  acknowledged: z.int(),
  toCheck: z.int(),
  bounces: z.int(),
  ignored: z.int(),
});
export type MailboxReport = z.infer<typeof mailboxReport>;

const counts = z.record(mailView, z.int());

export const mailbox = {
  /** Reads what is new in the mailbox and decides about each mail. Errors: mailbox_not_set, mailbox_failed, tls_required. */
  fetch: oc.input(z.object({})).output(mailboxReport),
  /** Connects with the settings given (else the stored ones) and changes nothing. Errors: as `fetch`. */
  check: oc
    .input(z.object({ mailbox: mailboxSettings.optional(), password: z.string().max(500).optional() }))
    .output(z.object({ mails: z.int(), sentFolder: z.string().nullable(), folders: z.array(z.string()).max(200) })),
  /**
   * What a mail in a file (RFC 5322, `.eml`) is, by its own signs; nothing is stored. `confidence` is 0 to 1; `recipient`
   * and `status` (RFC 3463) are of a returned mail; `code` is the 確認番号 the writer gave, as it is printed.
   */
  classify: oc.input(z.object({ file: filePath })).output(
    z.object({
      kind: mailKind,
      confidence: z.number(),
      recipient: z.string().optional(),
      status: z.string().optional(),
      code: z.string().optional(),
      /** Of a returned mail: whether the address is of no use, or may be another time. */
      result: z.enum(['hard', 'soft', 'refused', 'delayed', 'delivered']).optional(),
    }),
  ),
  /** When the mailbox was last read, and what lies where. */
  status: oc.input(z.object({})).output(
    z.object({
      set: z.boolean(),
      readAt: instant.nullable(),
      /** Why the last reading failed, in the server's words; null when it did not. */
      trouble: z.string().nullable(),
      counts,
    }),
  ),
  /** Mails by the time they came, newest first. */
  list: oc.input(z.object({ view: mailView.default('to-check'), ...page })).output(paged(incomingMail)),
  get: oc.input(z.object({ id })).output(mailDetail),
  /** Writes the mail as it came into a file. Errors: not_found, file_unwritable. */
  export: oc.input(z.object({ id, file: filePath })).output(z.object({ path: z.string(), sha256: z.string() })),
  /**
   * A clerk's decision. As an acknowledgement it is recorded for the office and version named, else for those the mail
   * belongs to; what it asks goes into the list of questions either way. Errors: not_found, unknown_office, not_recipient, mail_unmatched.
   */
  decide: oc
    .input(
      z.object({
        id,
        outcome: mailOutcome,
        officeCode: line(40).optional(),
        versionId: id.optional(),
        name: z.string().trim().max(80).optional(),
      }),
    )
    .output(z.object({ acknowledgementId: id.nullable() })),
  /** Takes a decision back, also one the program made by itself: an acknowledgement is withdrawn, the mail is to be decided again. */
  reopen: oc.input(z.object({ id })).output(z.object({})),
  /**
   * What can be found out about a mail in doubt: the copy in the Sent folder by its Message-ID (looked up now), and mails
   * that came back or answered. `reachable` is false, and why, when the mailbox could not be asked.
   */
  lookUp: oc.input(z.object({ deliveryId: id })).output(
    z.object({
      reachable: z.boolean(),
      trouble: z.string().nullable(),
      sent: z.object({ folder: z.string(), at: instant.nullable() }).nullable(),
      returned: z.array(z.object({ id, at: instant, status: z.string(), subject: z.string() })).max(20),
      answered: z.array(z.object({ id, at: instant, subject: z.string() })).max(20),
    }),
  ),
  /** Addresses mails came back from, of the office: those it still has and nobody has checked since. */
  badAddresses: oc.input(z.object({ officeId: id })).output(
    z.object({
      rows: z
        .array(
          z.object({
            address: z.string(),
            result: z.enum(['hard', 'soft', 'refused']),
            status: z.string(),
            words: z.string(),
            at: instant,
          }),
        )
        .max(100),
    }),
  ),
};
