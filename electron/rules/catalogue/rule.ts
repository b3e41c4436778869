/**
 * How a deadline follows from the base date. Where a law counts days, the first day is not counted
 * (民法140条), except where the type says `inclusive`.
 */
export type DeadlineRule =
  /** The base date plus `days`. */
  | { type: 'days_after'; days: number }
  /** The base date is day 1; the last is day `days` (the privacy commission counts so). */
  | { type: 'nth_day_inclusive'; days: number }
  | { type: 'day_of_next_month'; day: number }
  /** The same day every year; `year` says which year the base date stands for (保険年度: April to March). */
  | { type: 'fixed_annual'; month: number; day: number; year: 'calendar' | 'insurance' }
  /** The last day of `months` whole months counted from the base date itself. */
  | { type: 'months_from_first_day_inclusive'; months: number }
  /** The end of the month in which `months` have passed, counted from the base date or the day after it. */
  | { type: 'end_of_month_of_months_elapsed'; months: number; start: 'base' | 'day_after' }
  /** Within `months` after a leave has ended. */
  | { type: 'window_after_end'; months: number }
  | { type: 'quarter_end_plus_one_month_end' }
  /** No number of days in the law; `warnDays` is our own reminder. */
  | { type: 'promptly'; warnDays: number }
  /** Must be filed before the base date; at the earliest `maxAheadDays` before it. */
  | { type: 'before'; maxAheadDays: number | null }
  /** Accepted only between these days of each year, `MM-DD`. */
  | { type: 'annual_windows'; windows: readonly (readonly [string, string])[] }
  /** No deadline, but the claim lapses. */
  | { type: 'prescription'; years: number }
  /** Guidance by the authority, not a legal deadline. */
  | { type: 'guideline_window'; fromDay: number; toDay: number };

/** A kind of filing and its deadline. Guidance with its source, not legal advice. */
export interface ProcedureRule {
  readonly id: string;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly authority: string;
  /** What the base date is. */
  readonly baseEvent: string;
  readonly rule: DeadlineRule;
  /** Whether a last day on which the office is closed moves on (行政機関の休日に関する法律2条). */
  readonly rollover: 'next_open_day' | 'none';
  readonly ruleJa: string;
  readonly law: string;
  /** A kind whose delay hurts people: no benefit, no insurance card, no cover, unlawful overtime. */
  readonly harm: boolean;
}
