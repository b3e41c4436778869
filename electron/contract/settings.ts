import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instant, line } from './common.ts';

export const mailSecurity = z.enum(['tls', 'starttls', 'none']);

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How mail leaves. The password lives in the secrets port, never in the register. */
export const mailSettings = z.object({
  host: line(253),
  port: z.int().min(1).max(65535),
  security: mailSecurity,
  from: line(254),
  /** Where answers go (Reply-To, RFC 5322 3.6.2), one address; without it to the sender's. */
  replyTo: line(254)
    .regex(/^[^\s<>@",:;]+@[^\s<>@",:;]+$/)
    .optional(),
  user: z.string().max(254).optional(),
  /** Mails per minute, 0 for no limit. */
  perMinute: z.int().min(0).max(10_000).optional(),
  /** Mails in any 24 hours, 0 for no limit: what the provider's contract allows. */
  perDay: z.int().min(0).max(1_000_000).optional(),
  /** Mail leaves only between these times of the Japanese day; without it at any hour. */
  hours: z
    .object({
      from: clockTime,
      to: clockTime,
      /** Not on Saturdays, Sundays, holidays and over the new year. */
      businessDays: z.boolean(),
    })
    .refine(({ from, to }) => from < to)
    .optional(),
  /** Address of a mail-to-FAX gateway, with `{fax}` where the number goes; empty: FAX is sent by hand. */
  faxAddress: z
    .string()
    .trim()
    .max(200)
    .regex(/^$|^[^\s<>@",:;]*\{fax\}[^\s<>@",:;]*@[^\s<>@",:;{}]+$/)
    .optional(),
});
export type MailSettings = z.infer<typeof mailSettings>;

/** Where answers come in. Its password lives in the secrets port, too. */
export const mailboxSettings = z.object({
  host: line(253),
  port: z.int().min(1).max(65535),
  security: mailSecurity,
  user: line(254),
  folder: line(200).default('INBOX'),
  /** Where the server keeps copies of what was sent; empty: the one it names itself. */
  sentFolder: z.string().trim().max(200).default(''),
  /** Minutes from one reading to the next, 0 for none but by hand. */
  everyMinutes: z.int().min(0).max(1440).default(5),
  /** Replies that leave no doubt are recorded without a clerk. */
  confirmSure: z.boolean().default(false),
});
export type MailboxSettings = z.infer<typeof mailboxSettings>;

/** The association's own, one with fictional data, or a copy of the own one to practise on: from the last two nothing leaves. */
export const registerKind = z.enum(['main', 'practice', 'drill']);
export type RegisterKind = z.infer<typeof registerKind>;

export const settings = {
  get: oc.input(z.object({})).output(
    z.object({
      association: z.string(),
      clerk: z.string(),
      /** A version must be approved by another clerk than the one who asked for the review. */
      twoClerks: z.boolean(),
      mail: mailSettings.nullable(),
      hasPassword: z.boolean(),
      mailbox: mailboxSettings.nullable(),
      hasMailboxPassword: z.boolean(),
    }),
  ),
  update: oc
    .input(
      z.object({
        association: z.string().trim().max(120).optional(),
        clerk: z.string().trim().max(60).optional(),
        twoClerks: z.boolean().optional(),
        mail: mailSettings.optional(),
        password: z.string().max(500).optional(),
        mailbox: mailboxSettings.optional(),
        mailboxPassword: z.string().max(500).optional(),
      }),
    )
    .output(z.object({})),
  /** What the frame of every screen shows. */
  frame: oc.input(z.object({})).output(
    z.object({
      version: z.string(),
      register: registerKind,
      /** Nothing has been entered yet: offer practice data or an empty register. */
      fresh: z.boolean(),
      association: z.string(),
      clerk: z.string(),
      today: z.iso.date(),
      /** Another for another register and after a backup was put back; a window that showed the one before starts afresh. */
      opened: z.string(),
      /** The register's file cannot be used: only a backup can be put back. */
      damaged: z.boolean(),
      /** Something in the register was changed or lost without Todoke. */
      damageFound: z.boolean(),
      lastBackupAt: instant.nullable(),
      /** No good backup is younger than a week, here or at the second place where there is one. */
      backupLate: z.boolean(),
      sending: z.object({
        state: z.enum(['idle', 'sending', 'paused', 'resting']),
        waiting: z.int(),
        inDoubt: z.int(),
      }),
    }),
  ),
  /**
   * Opens the association's own register, the practice one (filled with fictional data at first use), or `drill`: a copy
   * of the own one, made anew. Errors: drill_on_server.
   */
  open: oc.input(z.object({ register: registerKind })).output(z.object({})),
};
