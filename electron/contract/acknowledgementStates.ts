import { z } from 'zod';
import { id, instant } from './common.ts';

/**
 * What an office has confirmed, seen from one version of a notice:
 * `confirmed` this one · `superseded` not this one but a newer · `outdated` only an older text · `open` none ·
 * `exempt` none, and it has left the association.
 */
export const acknowledgementState = z.enum(['open', 'outdated', 'confirmed', 'superseded', 'exempt']);
export type AcknowledgementState = z.infer<typeof acknowledgementState>;

/**
 * Where one office stands for one version, as one word: every office that was addressed is in exactly one. Who has not
 * confirmed is `doubt` (nobody knows whether it was delivered), `undelivered`, `moving` (on its way), else `outdated`
 * or `open` (it was delivered).
 */
export const recipientState = z.enum([
  'confirmed',
  'superseded',
  'exempt',
  'doubt',
  'undelivered',
  'moving',
  'outdated',
  'open',
]);
export type RecipientState = z.infer<typeof recipientState>;

/** A square of the matrix: `none` where the version was not for the office. */
export const cellState = z.enum([...recipientState.options, 'none']);
export type CellState = z.infer<typeof cellState>;

/**
 * The lists of recipients that numbers lead to. `confirmed superseded exempt outdated open` are every recipient, each
 * once, by what it confirmed. `undelivered doubt moving` are those of them that have not confirmed, by how the mail
 * stands.
 */
export const recipientList = z.enum([
  'all',
  'open',
  'outdated',
  'confirmed',
  'superseded',
  'exempt',
  'undelivered',
  'doubt',
  'moving',
]);
export type RecipientList = z.infer<typeof recipientList>;

/** Where a version stands, in numbers that are each the length of a list. */
export const summary = z.object({
  recipients: z.int(),
  /** Sums to `recipients`. */
  byState: z.record(recipientState, z.int()),
  byList: z.record(recipientList, z.int()),
  /** Members of the audience that were not addressed yet. */
  notSent: z.int(),
  sentAt: instant.nullable(),
  /** Whole days since it went out, by Japan's calendar; null before. */
  days: z.int().nullable(),
  /** Hours from sending to the first confirmation of the office in the middle; null without one. */
  medianHours: z.number().nullable(),
});

/** A column of the matrix. */
export const matrixVersion = z.object({
  versionId: id,
  noticeId: id,
  number: z.int(),
  label: z.string(),
  sentAt: instant,
});

/** A row of the matrix: `cells` are in the order of the versions. */
export const matrixRow = z.object({
  officeId: id,
  code: z.string(),
  name: z.string(),
  branch: z.string(),
  phone: z.string(),
  /** Days since the oldest version went out that it owes an answer to; null when it owes none. */
  daysOpen: z.int().nullable(),
  cells: z.array(cellState).max(50),
});
export type MatrixRow = z.infer<typeof matrixRow>;
