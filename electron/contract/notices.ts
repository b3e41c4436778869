import { oc } from '@orpc/contract';
import { z } from 'zod';
import { audienceRule } from './audiences.ts';
import { date, filePath, id, instant, line } from './common.ts';

/** A file that goes with every copy of a version; frozen with it. */
export const attachment = z.object({
  id,
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});
export type Attachment = z.infer<typeof attachment>;

/** What all attachments of a version may weigh together, in bytes. */
export const ATTACHMENTS_LIMIT = 10 * 1024 * 1024;

/** A part of the audience that gets covering words of its own above the text. The first part that fits counts. */
export const audiencePart = z.object({ title: line(60), rule: audienceRule, covering: z.string().max(2_000) });
export type AudiencePart = z.infer<typeof audiencePart>;

/**
 * A version of a notice (第n報): draft, then review if two clerks are asked for, then approved, then sent.
 * Once approved its text, attachments and audience are frozen by hash and trigger.
 */
export const noticeVersion = z.object({
  id,
  noticeId: id,
  number: z.int(),
  label: z.string(),
  /** 文書番号; may be empty. */
  documentNumber: z.string(),
  /** The date on the letter; empty: the day it goes out. */
  datedOn: z.string(),
  /** Id of the version this one corrects (訂正); null when it corrects none. */
  supersedes: id.nullable(),
  subject: z.string(),
  /** Markdown subset (rules/markup.ts) with merge fields (rules/mergeFields.ts). */
  body: z.string(),
  audience: audienceRule,
  parts: z.array(audiencePart).max(10),
  attachments: z.array(attachment).max(20),
  state: z.enum(['draft', 'review', 'approved', 'sent']),
  /** SHA-256 over all that is frozen, set at approval. */
  sha256: z.string().nullable(),
  updatedAt: instant,
  /** Who saved the text last; empty: nobody had given a name. */
  writtenBy: z.string(),
  reviewAskedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  approvedBy: z.string().nullable(),
  /** Offices addressed at approval or since; 0 before. */
  addressed: z.int(),
});
export type NoticeVersion = z.infer<typeof noticeVersion>;

/** The forms a version takes. */
export const noticeForm = z.enum(['text', 'html', 'letter', 'fax']);
export type NoticeForm = z.infer<typeof noticeForm>;

/** What is wrong with a text at a place: line and column count from 1. */
export const textProblem = z.object({
  code: z.enum(['unknown_field', 'open_field', 'unknown_condition', 'open_condition', 'unknown_fact', 'bad_format']),
  line: z.int(),
  column: z.int(),
  /** The words that stand there. */
  found: z.string(),
});
export type TextProblem = z.infer<typeof textProblem>;

/** Part of a text beside another: what stands in both, only in the older, only in the newer. */
const piece = z.object({ text: z.string(), change: z.enum(['same', 'removed', 'added']) });

export const notices = {
  /** Notices of an incident with their versions, newest version first, without the bodies. */
  list: oc.input(z.object({ incidentId: id })).output(
    z.object({
      rows: z.array(z.object({ id, title: z.string(), versions: z.array(noticeVersion.omit({ body: true })) })),
    }),
  ),
  get: oc.input(z.object({ versionId: id })).output(noticeVersion),
  create: oc.input(z.object({ incidentId: id, title: line(120) })).output(z.object({ id })),
  /**
   * Saves the notice's draft; opens the next number when the last version is already approved. What is left out
   * stays as it is. A draft that was given for review goes back to draft when its text changes.
   * `over` is the `updatedAt` of the draft the writer saw: one saved by somebody else since is not written over.
   * Errors: draft_changed, with `by` and `at` of that save.
   */
  draft: oc
    .input(
      z.object({
        noticeId: id,
        subject: line(200),
        body: z.string().min(1).max(50_000),
        label: line(40).optional(),
        documentNumber: z.string().trim().max(60).optional(),
        datedOn: date.or(z.literal('')).optional(),
        supersedes: id.nullable().optional(),
        audience: audienceRule.optional(),
        parts: z.array(audiencePart).max(10).optional(),
        over: instant.optional(),
      }),
    )
    .output(z.object({ id, number: z.int(), updatedAt: instant })),
  /** Opens the next version as a correction of an approved one: its text, its number said to be superseded. */
  correct: oc.input(z.object({ versionId: id })).output(z.object({ id, number: z.int() })),
  attach: oc.input(z.object({ versionId: id, file: filePath })).output(attachment),
  detach: oc.input(z.object({ attachmentId: id })).output(z.object({})),
  /** Gives a draft to a second clerk. */
  askReview: oc.input(z.object({ versionId: id })).output(z.object({})),
  /** Gives it back to its writer. */
  returnToDraft: oc.input(z.object({ versionId: id })).output(z.object({})),
  /**
   * What stands against a version: problems of its text (they stop the approval), and offices for which something
   * is missing (told before it). Each list holds the first 1,000; `offices` counts all.
   */
  check: oc.input(z.object({ versionId: id })).output(
    z.object({
      problems: z.array(textProblem).max(1000),
      /** Merge fields that are empty for some office. */
      empty: z.array(z.object({ field: z.string(), offices: z.int(), codes: z.array(z.string()).max(1000) })).max(100),
      /** Characters the letters' typeface lacks. */
      missingCharacters: z
        .array(
          z.object({
            character: z.string(),
            codePoint: z.string(),
            offices: z.int(),
            /** Empty where the character stands in every office's letter: the text itself has it. */
            codes: z.array(z.string()).max(1000),
          }),
        )
        .max(1000),
      withoutAddress: z.object({ offices: z.int(), codes: z.array(z.string()).max(1000) }),
      attachmentBytes: z.int(),
      offices: z.int(),
    }),
  ),
  /** Freezes text, attachments and audience. Answers the SHA-256. Errors: frozen, notice_invalid, second_clerk_needed. */
  approve: oc.input(z.object({ versionId: id })).output(z.object({ sha256: z.string() })),
  /**
   * A version as one office gets it. `letter` and `fax` answer a PDF file in the app's own folder, or, when asked for it,
   * a picture of the pages.
   */
  preview: oc
    .input(
      z.object({
        versionId: id,
        officeCode: z.string().max(40),
        form: noticeForm,
        file: filePath.optional(),
        picture: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        subject: z.string(),
        /** For `text` and `html`. */
        text: z.string().nullable(),
        /** For `letter` and `fax`. */
        file: z.string().nullable(),
        /** The pages one below the other, as SVG. */
        picture: z.string().nullable(),
        pages: z.int().nullable(),
        problems: z.array(textProblem),
        empty: z.array(z.string()),
      }),
    ),
  /** Two versions beside each other, sentence by sentence; in changed ones character by character. */
  diff: oc.input(z.object({ a: id, b: id })).output(
    z.object({
      /** Sentences that say something else now, were added or dropped: what changed, for the eye. */
      claims: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable() })).max(1000),
      rows: z
        .array(
          z.object({
            change: z.enum(['same', 'changed', 'removed', 'added']),
            from: z.string().nullable(),
            to: z.string().nullable(),
            pieces: z.array(piece),
          }),
        )
        .max(5000),
    }),
  ),
  /** The merge fields there are, each with what it would hold for an example. */
  fields: oc
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ field: z.string(), example: z.string() })) })),
};
