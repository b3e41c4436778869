import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, instant, line } from './common.ts';

/** Something happened at a provider (事案). */
export const incident = z.object({
  id,
  title: line(120),
  provider: line(120),
  /** The Japan date on which the association came to know of it. */
  knownOn: date,
  /** Branches the clerk narrowed it to; null while every office under entrustment is affected. */
  branches: z.array(z.string()).nullable(),
  affected: z.int(),
  createdAt: instant,
});

/** Where one version stands. Every number is the length of a list the window can open. */
export const standing = z.object({
  versionId: id,
  noticeId: id,
  number: z.int(),
  label: z.string(),
  state: z.enum(['draft', 'review', 'approved', 'sent']),
  sentAt: instant.nullable(),
  recipients: z.int(),
  confirmed: z.int(),
  outdated: z.int(),
  superseded: z.int(),
  open: z.int(),
  undelivered: z.int(),
  inDoubt: z.int(),
});
export type Standing = z.infer<typeof standing>;

export const incidents = {
  list: oc.input(z.object({})).output(z.object({ rows: z.array(incident) })),
  create: oc.input(z.object({ title: line(120), provider: line(120), knownOn: date })).output(z.object({ id })),
  /** Narrows who is affected to offices of the named branches; null widens it to every office under entrustment. */
  narrow: oc
    .input(z.object({ id, branches: z.array(z.string()).min(1).max(500).nullable() }))
    .output(z.object({ affected: z.int() })),
  /**
   * Counts an office in (true) or leaves it out (false) by hand, whatever the branches say; null follows them again.
   * A reason is needed for the first two. Answers how many offices are affected now. Errors: unknown_office.
   */
  pick: oc
    .input(
      z
        .object({
          incidentId: id,
          officeCode: line(40),
          affected: z.boolean().nullable(),
          reason: line(200).optional(),
        })
        .refine(({ affected, reason }) => affected === null || reason !== undefined, { path: ['reason'] }),
    )
    .output(z.object({ affected: z.int() })),
  /** The offices picked by hand, by code. */
  picks: oc.input(z.object({ incidentId: id })).output(
    z.object({
      rows: z
        .array(z.object({ code: z.string(), name: z.string(), affected: z.boolean(), reason: z.string() }))
        .max(1000),
    }),
  ),
  /** The strip of numbers, versions, branches and the growth of confirmations: one read for the overview. */
  overview: oc.input(z.object({ incidentId: id })).output(
    z.object({
      incident,
      /** The latest version sent to anyone; null before the first. */
      latest: standing.nullable(),
      versions: z.array(standing),
      branches: z.array(
        z.object({ branch: z.string(), recipients: z.int(), confirmed: z.int(), outdated: z.int(), open: z.int() }),
      ),
      /** Confirmations of a version by Japan date, not cumulated. */
      growth: z.array(z.object({ versionId: id, on: date, confirmed: z.int() })),
      delayed: z.int(),
      dueToday: z.int(),
    }),
  ),
};
