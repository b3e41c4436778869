import { oc } from '@orpc/contract';
import { z } from 'zod';
import { entryKind } from './chronology.ts';
import { date, filePath, id, instant, line, readEncoding } from './common.ts';
import { rowProblem } from './problems.ts';
import { dueStep, stepLanguage } from './procedureShapes.ts';

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
  /** Set while it is closed. */
  closedAt: instant.nullable(),
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
  exempt: z.int(),
  /** Not deliverable, of those who have not confirmed. */
  undelivered: z.int(),
  inDoubt: z.int(),
});
export type Standing = z.infer<typeof standing>;

/** A duty of the association and its clock. Guidance with its source, not legal advice. */
export const duty = z.object({
  /** An id of `procedures.catalogue`, with `special-` before it for specific personal information; or `police`. */
  kind: z.string(),
  name: z.string(),
  authority: z.string(),
  /** Null where the law gives no date. */
  dueOn: date.nullable(),
  /** How the date was computed, ending with the law. */
  steps: z.array(dueStep),
  /** By the assessment: it applies, it does not, nobody has said yet. */
  applies: z.enum(['yes', 'no', 'open']),
  /** The date is the authority's guidance, not a deadline of the law. */
  guidance: z.boolean(),
  /** Days until due, negative when past; null without a date, or when filed. */
  daysLeft: z.int().nullable(),
  /** The first report that met it. */
  filed: z.object({ reportId: id, number: z.int(), filedOn: date, receipt: z.string() }).nullable(),
});
export type Duty = z.infer<typeof duty>;

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
  /**
   * Reads a chronology from CSV, xlsx or JSON, all or nothing: with a row refused nothing is written, and without
   * `commit` neither. A key that is there already is updated. Errors: incident_closed, those of reading a file.
   */
  importChronology: oc
    .input(
      z.object({
        incidentId: id,
        file: filePath,
        commit: z.boolean(),
        encoding: readEncoding.default('auto'),
      }),
    )
    .output(
      z.object({
        committed: z.boolean(),
        importId: id.nullable(),
        rows: z.int(),
        created: z.int(),
        updated: z.int(),
        unchanged: z.int(),
        rejected: z.array(rowProblem).max(1000),
        /** The first hundred that would come in or change. */
        changes: z
          .array(z.object({ key: z.string(), kind: entryKind, when: z.string(), text: z.string(), isNew: z.boolean() }))
          .max(100),
      }),
    ),
  /** The association's duties to authorities and persons, with their clocks. */
  duties: oc.input(z.object({ incidentId: id, language: stepLanguage })).output(z.array(duty).max(20)),
  /** Ends an incident: its record takes nothing more until it is opened again. Errors: incident_closed. */
  close: oc.input(z.object({ id, reason: line(200) })).output(z.object({ closedAt: instant })),
  /** Errors: not_found when it is open. */
  reopen: oc.input(z.object({ id, reason: line(200) })).output(z.object({})),
  /** When it was closed and opened again, newest first. */
  closings: oc.input(z.object({ id })).output(
    z.object({
      rows: z
        .array(
          z.object({
            at: instant,
            clerk: z.string(),
            reason: z.string(),
            reopenedAt: instant.nullable(),
            reopenedBy: z.string().nullable(),
            reopenedReason: z.string().nullable(),
          }),
        )
        .max(100),
    }),
  ),
  /**
   * Everything of an incident in one zip: PDFs to read, CSVs to reckon with, every version's text, and a manifest with
   * the SHA-256 of each file. An abort leaves nothing behind.
   */
  finalFile: oc.input(z.object({ id, file: filePath.optional() })).output(
    z.object({
      file: z.string(),
      sha256: z.string(),
      files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })).max(1000),
    }),
  ),
  /** The strip of numbers, versions and branches: read on every page, so out of counts alone. */
  overview: oc.input(z.object({ incidentId: id })).output(
    z.object({
      incident,
      /** The latest version sent to anyone; null before the first. */
      latest: standing.nullable(),
      versions: z.array(standing),
      branches: z.array(
        z.object({ branch: z.string(), recipients: z.int(), confirmed: z.int(), outdated: z.int(), open: z.int() }),
      ),
      delayed: z.int(),
      dueToday: z.int(),
    }),
  ),
};
