import { z } from 'zod';
import { date, id, instant, line } from './common.ts';

const days = z.int().min(1).max(3650);
const months = z.int().min(1).max(120);
const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

/**
 * How a deadline follows from the base date. Where a law counts days, the first day is not counted
 * (民法140条), except where the type says `inclusive`.
 */
export const deadlineRule = z.discriminatedUnion('type', [
  /** The base date plus `days`. */
  z.object({ type: z.literal('days_after'), days }),
  /** The base date is day 1; the last is day `days` (the privacy commission counts so). */
  z.object({ type: z.literal('nth_day_inclusive'), days }),
  z.object({ type: z.literal('day_of_next_month'), day: z.int().min(1).max(28) }),
  /** The same day every year; `year` says which year the base date stands for (保険年度: April to March). */
  z.object({
    type: z.literal('fixed_annual'),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(28),
    year: z.enum(['calendar', 'insurance']),
  }),
  /** The last day of `months` whole months counted from the base date itself. */
  z.object({ type: z.literal('months_from_first_day_inclusive'), months }),
  /** The end of the month in which `months` have passed, counted from the base date or the day after it. */
  z.object({ type: z.literal('end_of_month_of_months_elapsed'), months, start: z.enum(['base', 'day_after']) }),
  /** Within `months` after a leave has ended. */
  z.object({ type: z.literal('window_after_end'), months }),
  z.object({ type: z.literal('quarter_end_plus_one_month_end') }),
  /** No number of days in the law; `warnDays` is our own reminder. */
  z.object({ type: z.literal('promptly'), warnDays: days }),
  /** Must be filed before the base date; at the earliest `maxAheadDays` before it. */
  z.object({ type: z.literal('before'), maxAheadDays: days.nullable() }),
  /** Accepted only between these days of each year, `MM-DD`. */
  z.object({
    type: z.literal('annual_windows'),
    windows: z
      .array(z.tuple([monthDay, monthDay]))
      .min(1)
      .max(6),
  }),
  /** No deadline, but the claim lapses. */
  z.object({ type: z.literal('prescription'), years: z.int().min(1).max(30) }),
  /** Guidance by the authority, not a legal deadline. */
  z
    .object({ type: z.literal('guideline_window'), fromDay: days, toDay: days })
    .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'] }),
]);
export type DeadlineRule = z.infer<typeof deadlineRule>;

/** How a filing goes to the authority: 電子申請, 紙, 電子媒体, e-Gov直接. */
export const procedureRoute = z.enum(['electronic', 'paper', 'media', 'egov']);
export type ProcedureRoute = z.infer<typeof procedureRoute>;

/** What a rule says of a kind of filing. Guidance with its source, not legal advice. */
export const ruleBody = z.object({
  nameJa: line(80),
  nameEn: line(120),
  authority: line(60),
  /** What the base date is. */
  baseEvent: line(60),
  rule: deadlineRule,
  /** Whether a last day on which the office is closed moves on (行政機関の休日に関する法律2条). */
  rollover: z.enum(['next_open_day', 'none']),
  /** The deadline in words. */
  ruleJa: line(120),
  /** The article of law, or whose guidance it is. */
  law: line(120),
  /** A kind whose delay hurts people: no benefit, no insurance card, no cover, unlawful overtime. */
  harm: z.boolean(),
  /** What proves that it was filed; may be empty. */
  evidence: z.string().trim().max(200),
  /** Ways to file while the usual one is shut, the best first. */
  alternatives: z.array(procedureRoute).max(4),
  /** Where it can be read. */
  sources: z.array(z.url({ protocol: /^https?$/ }).max(500)).max(6),
  /** Whether the source was read, and not only remembered. */
  confirmed: z.boolean(),
  /** What the clerk should know beside it; may be empty. */
  note: z.string().trim().max(300),
});
export type RuleBody = z.infer<typeof ruleBody>;

/** The id of a kind of filing; those of the association begin with `own-`. */
export const ruleType = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

/** A kind of filing as it counts on a day. */
export const procedureType = ruleBody.extend({
  id: ruleType,
  /** Its texts in English; what the association wrote itself stands as it is. */
  baseEventEn: z.string(),
  ruleEn: z.string(),
  lawEn: z.string(),
  evidenceEn: z.string(),
  noteEn: z.string(),
  /** The day the rule counts from, `YYYY-MM-DD`; empty: always. */
  effectiveFrom: date.or(z.literal('')),
  /** The rule is the association's own; one of the house with the same id rests under it. */
  own: z.boolean(),
  /** The house has a rule for this kind. */
  builtIn: z.boolean(),
});
export type ProcedureType = z.infer<typeof procedureType>;

/** A rule the association has saved; a newer one for the same day counts before it. */
export const ownRule = z.object({
  id,
  type: ruleType,
  effectiveFrom: date.or(z.literal('')),
  body: ruleBody,
  at: instant,
  clerk: z.string(),
  removedAt: instant.nullable(),
});
export type OwnRule = z.infer<typeof ownRule>;

/** A day on which the authorities take nothing in, beside holidays, weekends and 12/29 to 1/3. */
export const closedDay = z.object({ day: date, name: z.string().trim().max(40) });
export type ClosedDay = z.infer<typeof closedDay>;
