import type { Language } from '../contract/common.ts';
import { fail } from '../contract/errors.ts';
import type { DeadlineRule, RuleBody } from '../contract/ruleShapes.ts';
import {
  addDays,
  addMonths,
  type ClosedDays,
  closedReason,
  endOfMonth,
  nextOpenDay,
  previousOpenDay,
  weekday,
} from './dates.ts';
import { type DueWords, dueWords, weekdayWord } from './dueWords.ts';
import { houseRules, type RuleBook } from './ruleBook.ts';

/** One line of the way to a due date. `on` is the date the line speaks of. */
export interface DueStep {
  on: string | null;
  text: string;
}

/** A due date and how it came about; `dueOn` is null where the law gives no date. */
export interface Due {
  dueOn: string | null;
  steps: DueStep[];
}

/** What dates are computed with; by default the house's rules, and no closed days but the public ones. */
export interface Reckoning {
  book?: RuleBook | undefined;
  closedDays?: ClosedDays | undefined;
  /** Of the steps' words; Japanese without it. */
  language?: Language | undefined;
}

/**
 * The due date of a kind of filing for a base date, and the way to it, ending with the law.
 * @throws unknown_procedure when `type` has no rule for that date
 */
export function computeDue(
  type: string,
  baseDate: string,
  { book = houseRules, closedDays, language }: Reckoning = {},
): Due {
  const procedure = book.find(type, baseDate);
  if (!procedure) throw fail('unknown_procedure', { type });
  return dueOf(procedure, baseDate, { closedDays, language });
}

/** The same by a rule that need not be in any book yet. */
export function dueOf(
  procedure: RuleBody,
  baseDate: string,
  { closedDays, language = 'ja' }: Omit<Reckoning, 'book'> = {},
): Due {
  const teller: Teller = { words: dueWords[language], date: dater(baseDate, language) };
  const way = wayOf(procedure.rule, baseDate, teller, closedDays);
  const event = `${teller.words.event(procedure.baseEvent)} ${teller.date(baseDate)}`;
  const steps = [{ on: baseDate, text: event }, ...way.steps];
  const dueOn = rollOver(procedure, way.dueOn, steps, teller, closedDays);
  steps.push({ on: null, text: teller.words.law(procedure.law) });
  return { dueOn, steps };
}

/** The way to a due date in one line, without the law: 資格取得日 6/12(月) → +5日 = 6/17(土) → … 6/19(月). */
export function wayInWords({ steps }: Due): string {
  return steps
    .slice(0, -1)
    .map(({ text }) => text)
    .join(' → ');
}

/** What the steps are told with. */
interface Teller {
  words: DueWords;
  date: (date: string) => string;
}

/** 6/17(土) or 6/17 (Sat), with the year only where it differs from the base date's. */
function dater(baseDate: string, language: Language): Teller['date'] {
  return (date) => {
    const [year, month, day] = date.split('-').map(Number);
    const shown = baseDate.startsWith(`${date.slice(0, 4)}-`) ? '' : `${year}/`;
    const gap = language === 'en' ? ' ' : '';
    return `${shown}${month}/${day}${gap}(${weekdayWord(weekday(date), language)})`;
  };
}

function rollOver(
  procedure: RuleBody,
  raw: string | null,
  steps: DueStep[],
  say: Teller,
  own?: ClosedDays,
): string | null {
  if (raw === null || procedure.rollover === 'none') return raw;
  const open = nextOpenDay(raw, own);
  if (open !== raw) steps.push({ on: open, text: say.words.closed(closedReason(raw, own) ?? '', say.date(open)) });
  return open;
}

/** The date before any roll-over, and the steps after the first. */
function wayOf(rule: DeadlineRule, base: string, say: Teller, own?: ClosedDays): Due {
  switch (rule.type) {
    case 'days_after':
      return reach(addDays(base, rule.days), say.words.daysAfter(rule.days), say);
    case 'nth_day_inclusive':
      return reach(addDays(base, rule.days - 1), say.words.nthDay(rule.days), say);
    case 'day_of_next_month':
      return reach(addDays(addMonths(`${base.slice(0, 7)}-01`, 1), rule.day - 1), say.words.nextMonth(rule.day), say);
    case 'fixed_annual':
      return fixedAnnual(rule, base, say);
    case 'months_from_first_day_inclusive':
      return reach(lastDayOfMonths(base, rule.months), say.words.wholeMonths(rule.months), say);
    case 'end_of_month_of_months_elapsed':
      return endOfElapsedMonth(rule, base, say);
    case 'window_after_end':
      return afterEnd(rule.months, base, say);
    case 'quarter_end_plus_one_month_end':
      return afterQuarter(base, say);
    case 'promptly':
      return promptly(rule.warnDays, base, say);
    case 'before':
      return before(rule.maxAheadDays, base, say, own);
    case 'annual_windows':
      return annualWindows(rule.windows, say);
    case 'prescription':
      return prescription(rule.years, base, say);
    case 'guideline_window':
      return guideline(rule, base, say);
  }
}

const reach = (date: string, how: string, say: Teller): Due => ({
  dueOn: date,
  steps: [{ on: date, text: `${how} = ${say.date(date)}` }],
});

/**
 * The last day of a period of months that begins with `start`: the day before the day of the same number,
 * or the end of the month where there is no such day (民法143条2項).
 */
function lastDayOfMonths(start: string, months: number): string {
  const same = addMonths(start, months);
  return same.slice(8) === start.slice(8) ? addDays(same, -1) : same;
}

function fixedAnnual(rule: Extract<DeadlineRule, { type: 'fixed_annual' }>, base: string, say: Teller): Due {
  const year = Number(base.slice(0, 4));
  const monthDay = `${String(rule.month).padStart(2, '0')}-${String(rule.day).padStart(2, '0')}`;
  if (rule.year === 'calendar') return reach(`${year}-${monthDay}`, say.words.ofYear(year), say);
  // 保険年度 runs from 1 April to 31 March (徴収法2条4項).
  const insuranceYear = base.slice(5) >= '04-01' ? year : year - 1;
  const dueYear = rule.month >= 4 ? insuranceYear : insuranceYear + 1;
  return reach(`${dueYear}-${monthDay}`, say.words.ofInsuranceYear(insuranceYear), say);
}

function endOfElapsedMonth(
  rule: Extract<DeadlineRule, { type: 'end_of_month_of_months_elapsed' }>,
  base: string,
  say: Teller,
): Due {
  const start = rule.start === 'base' ? base : addDays(base, 1);
  const elapsed = lastDayOfMonths(start, rule.months);
  const month = reach(endOfMonth(elapsed), say.words.endOfMonth, say);
  const how = say.words.elapsed(rule.months, rule.start === 'base');
  const passed = { on: elapsed, text: `${how} = ${say.date(elapsed)}` };
  return { dueOn: month.dueOn, steps: [passed, ...month.steps] };
}

function afterEnd(months: number, base: string, say: Teller): Due {
  const way = reach(lastDayOfMonths(addDays(base, 1), months), say.words.afterEnd(months), say);
  way.steps.push({ on: null, text: say.words.afterEndNote });
  return way;
}

function afterQuarter(base: string, say: Teller): Due {
  const month = Number(base.slice(5, 7));
  const quarterEnd = endOfMonth(addMonths(`${base.slice(0, 7)}-01`, (3 - (month % 3)) % 3));
  const way = reach(endOfMonth(addDays(quarterEnd, 1)), say.words.endOfNextMonth, say);
  return {
    dueOn: way.dueOn,
    steps: [{ on: quarterEnd, text: say.words.quarterEnd(say.date(quarterEnd)) }, ...way.steps],
  };
}

function promptly(warnDays: number, base: string, say: Teller): Due {
  const reminder = addDays(base, warnDays);
  return {
    dueOn: null,
    steps: [
      { on: null, text: say.words.promptly },
      { on: reminder, text: say.words.reminder(warnDays, say.date(reminder)) },
    ],
  };
}

function before(maxAheadDays: number | null, base: string, say: Teller, own?: ClosedDays): Due {
  const last = addDays(base, -1);
  const way = reach(last, say.words.before, say);
  const open = previousOpenDay(last, own);
  if (open !== last) {
    way.steps.push({ on: open, text: say.words.lastOpenDay(say.date(open)) });
  }
  if (maxAheadDays === null) return way;
  const first = addDays(base, -maxAheadDays);
  return {
    dueOn: last,
    steps: [{ on: first, text: say.words.earliest(maxAheadDays, say.date(first)) }, ...way.steps],
  };
}

function annualWindows(windows: readonly (readonly [string, string])[], say: Teller): Due {
  const short = (monthDay: string) => monthDay.split('-').map(Number).join('/');
  const spans = windows.map(([from, to]) => say.words.span(short(from), short(to)));
  return { dueOn: null, steps: [{ on: null, text: say.words.windows(spans) }] };
}

function prescription(years: number, base: string, say: Teller): Due {
  const lapse = lastDayOfMonths(addDays(base, 1), years * 12);
  return {
    dueOn: null,
    steps: [
      { on: null, text: say.words.noDeadline },
      { on: lapse, text: say.words.lapses(years, say.date(lapse)) },
    ],
  };
}

function guideline(rule: Extract<DeadlineRule, { type: 'guideline_window' }>, base: string, say: Teller): Due {
  const target = addDays(base, rule.fromDay - 1);
  const last = addDays(base, rule.toDay - 1);
  return {
    dueOn: last,
    steps: [
      { on: target, text: say.words.guidelineTarget(rule.fromDay, say.date(target)) },
      { on: last, text: say.words.guidelineLast(rule.toDay, say.date(last)) },
      { on: null, text: say.words.guidelineNote },
    ],
  };
}
