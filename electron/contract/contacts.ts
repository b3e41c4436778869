import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, filePath, id, instant, readEncoding } from './common.ts';
import { rowProblem } from './problems.ts';

const text = (max: number) => z.string().trim().max(max);

/** What a clerk enters of a contact. At least one of name, mail, phone and FAX must be there. */
export const contactValues = z.object({
  /** 経理担当, 代表者, 顧問税理士 …: free words. */
  role: text(40),
  name: text(120),
  mail: text(200),
  phone: text(40),
  fax: text(40),
  /** Every notice to the office goes to this mail address too, as a mail of its own. */
  getsNotices: z.boolean(),
  note: text(200),
});
export type ContactValues = z.infer<typeof contactValues>;

/** The fields of a contact. */
export const contactField = contactValues.keyof();
export type ContactField = z.infer<typeof contactField>;

const checked = z.object({ on: date, clerk: z.string() }).nullable();

/** A further person of an office; its first one stands in the office itself. */
export const contact = contactValues.extend({
  id,
  /** Who has found the present mail address and FAX number right, and when. */
  mailChecked: checked,
  faxChecked: checked,
  /** The address has a form that many servers refuse. */
  mayNotArrive: z.boolean(),
  /** Other offices this mail address also stands in. */
  sharedMail: z.int(),
  updatedAt: instant,
});
export type Contact = z.infer<typeof contact>;

const listed = { line: z.int(), code: z.string(), officeName: z.string() };

/** What a list of contacts brought, or would bring. Of each list the first thousand. */
const contactImport = z.object({
  /** Null without `commit`, and where nobody is new. */
  importId: id.nullable(),
  rows: z.int(),
  created: z.int(),
  known: z.int(),
  differing: z.array(z.object({ ...listed, from: z.string(), to: z.string() })).max(1000),
  differingCount: z.int(),
  rejected: z.array(rowProblem).max(1000),
  rejectedCount: z.int(),
  /** The first twenty that are new. */
  sample: z.array(z.object({ ...listed, contact: z.string() })).max(20),
});
export type ContactImport = z.infer<typeof contactImport>;

export const contacts = {
  /** The contacts of an office, oldest first. */
  list: oc.input(z.object({ officeId: id })).output(z.object({ rows: z.array(contact).max(1000) })),
  create: oc.input(z.object({ officeId: id, values: contactValues })).output(z.object({ id })),
  /**
   * Changes fields of a contact. `base` is what the clerk saw in them: a field that somebody else has changed since
   * is a conflict, and with any conflict nothing is written.
   */
  update: oc.input(z.object({ id, base: contactValues.partial(), values: contactValues.partial() })).output(
    z.object({
      saved: z.boolean(),
      conflicts: z.array(z.object({ field: contactField, theirs: z.string(), mine: z.string() })),
    }),
  ),
  /** Takes a contact out of the register; what was sent to it stays. */
  remove: oc.input(z.object({ id })).output(z.object({})),
  /** Puts a contact back that was taken out. */
  restore: oc.input(z.object({ id })).output(z.object({})),
  /**
   * Reads a list of people, one a row, as the report of contacts writes it; with `commit` enters those the register does
   * not have, all in one transaction. In an office a person is known by the mail address, else by the name: who is known
   * and differs is named and left as it is. `offices.undoImport` takes it back. Errors: csv_header.
   */
  import: oc
    .input(z.object({ file: filePath, encoding: readEncoding.default('auto'), commit: z.boolean() }))
    .output(contactImport),
  /** Records that a clerk has found the present mail address or FAX number right. */
  check: oc.input(z.object({ id, field: z.enum(['mail', 'fax']), on: date.optional() })).output(z.object({})),
};
