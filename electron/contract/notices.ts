import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, line } from './common.ts';

/** A version of a notice (第n報). Once approved its text is frozen by hash and trigger. */
export const noticeVersion = z.object({
  id,
  noticeId: id,
  number: z.int(),
  label: z.string(),
  subject: z.string(),
  body: z.string(),
  state: z.enum(['draft', 'approved', 'sent']),
  /** SHA-256 over label, subject and body, set at approval. */
  sha256: z.string().nullable(),
  updatedAt: instant,
  approvedAt: instant.nullable(),
});
export type NoticeVersion = z.infer<typeof noticeVersion>;

export const notices = {
  /** Notices of an incident with their versions, newest version first, without the bodies. */
  list: oc.input(z.object({ incidentId: id })).output(
    z.object({
      rows: z.array(z.object({ id, title: z.string(), versions: z.array(noticeVersion.omit({ body: true })) })),
    }),
  ),
  get: oc.input(z.object({ versionId: id })).output(noticeVersion),
  create: oc.input(z.object({ incidentId: id, title: line(120) })).output(z.object({ id })),
  /** Saves the notice's draft; opens the next number when the last version is already approved. */
  draft: oc
    .input(
      z.object({
        noticeId: id,
        subject: line(200),
        body: z.string().min(1).max(50_000),
        label: line(40).optional(),
      }),
    )
    .output(z.object({ id, number: z.int() })),
  /** Freezes the text. Answers its SHA-256. */
  approve: oc.input(z.object({ versionId: id })).output(z.object({ sha256: z.string() })),
};
