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
  weekdayJa,
} from './dates.ts';
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
}

/**
 * The due date of a kind of filing for a base date, and the way to it in Japanese, ending with the law.
 * @throws unknown_procedure when `type` has no rule for that date
 */
export function computeDue(type: string, baseDate: string, { book = houseRules, closedDays }: Reckoning = {}): Due {
  const procedure = book.find(type, baseDate);
  if (!procedure) throw fail('unknown_procedure', { type });
  return dueOf(procedure, baseDate, closedDays);
}

/** The same by a rule that need not be in any book yet. */
export function dueOf(procedure: RuleBody, baseDate: string, ownClosedDays?: ClosedDays): Due {
  const say = sayer(baseDate);
  const way = wayOf(procedure.rule, baseDate, say, ownClosedDays);
  const steps = [{ on: baseDate, text: `${procedure.baseEvent} ${say(baseDate)}` }, ...way.steps];
  const dueOn = rollOver(procedure, way.dueOn, steps, say, ownClosedDays);
  steps.push({ on: null, text: `根拠: ${procedure.law}` });
  return { dueOn, steps };
}

/** The way to a due date in one line, without the law: 資格取得日 6/12(月) → +5日 = 6/17(土) → … 6/19(月). */
export function wayInWords({ steps }: Due): string {
  return steps
    .slice(0, -1)
    .map(({ text }) => text)
    .join(' → ');
}

type Say = (date: string) => string;

/** 6/17(土), with the year only where it differs from the base date's. */
function sayer(baseDate: string): Say {
  return (date) => {
    const [year, month, day] = date.split('-').map(Number);
    const shown = baseDate.startsWith(`${date.slice(0, 4)}-`) ? '' : `${year}/`;
    return `${shown}${month}/${day}(${weekdayJa(date)})`;
  };
}

function rollOver(
  procedure: RuleBody,
  raw: string | null,
  steps: DueStep[],
  say: Say,
  own?: ClosedDays,
): string | null {
  if (raw === null || procedure.rollover === 'none') return raw;
  const open = nextOpenDay(raw, own);
  if (open !== raw) steps.push({ on: open, text: `閉庁日（${closedReason(raw, own)}）のため次の開庁日 ${say(open)}` });
  return open;
}

/** The date before any roll-over, and the steps after the first. */
function wayOf(rule: DeadlineRule, base: string, say: Say, own?: ClosedDays): Due {
  switch (rule.type) {
    case 'days_after':
      return reach(addDays(base, rule.days), `+${rule.days}日`, say);
    case 'nth_day_inclusive':
      return reach(addDays(base, rule.days - 1), `この日を1日目として${rule.days}日目`, say);
    case 'day_of_next_month':
      return reach(addDays(addMonths(`${base.slice(0, 7)}-01`, 1), rule.day - 1), `翌月${rule.day}日`, say);
    case 'fixed_annual':
      return fixedAnnual(rule, base, say);
    case 'months_from_first_day_inclusive':
      return reach(lastDayOfMonths(base, rule.months), `この日から数えて${rule.months}か月の最後の日`, say);
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
      return annualWindows(rule.windows);
    case 'prescription':
      return prescription(rule.years, base, say);
    case 'guideline_window':
      return guideline(rule, base, say);
  }
}

const reach = (date: string, how: string, say: Say): Due => ({
  dueOn: date,
  steps: [{ on: date, text: `${how} = ${say(date)}` }],
});

/**
 * The last day of a period of months that begins with `start`: the day before the day of the same number,
 * or the end of the month where there is no such day (民法143条2項).
 */
function lastDayOfMonths(start: string, months: number): string {
  const same = addMonths(start, months);
  return same.slice(8) === start.slice(8) ? addDays(same, -1) : same;
}

function fixedAnnual(rule: Extract<DeadlineRule, { type: 'fixed_annual' }>, base: string, say: Say): Due {
  const year = Number(base.slice(0, 4));
  const monthDay = `${String(rule.month).padStart(2, '0')}-${String(rule.day).padStart(2, '0')}`;
  if (rule.year === 'calendar') return reach(`${year}-${monthDay}`, `${year}年の期限`, say);
  // 保険年度 runs from 1 April to 31 March (徴収法2条4項).
  const insuranceYear = base.slice(5) >= '04-01' ? year : year - 1;
  const dueYear = rule.month >= 4 ? insuranceYear : insuranceYear + 1;
  return reach(`${dueYear}-${monthDay}`, `${insuranceYear}年度の期限`, say);
}

function endOfElapsedMonth(
  rule: Extract<DeadlineRule, { type: 'end_of_month_of_months_elapsed' }>,
  base: string,
  say: Say,
): Due {
  const start = rule.start === 'base' ? base : addDays(base, 1);
  const elapsed = lastDayOfMonths(start, rule.months);
  const counted = rule.start === 'base' ? 'この日から' : '翌日から';
  const month = reach(endOfMonth(elapsed), 'その月の末日', say);
  const passed = { on: elapsed, text: `${counted}${rule.months}か月たつ日 = ${say(elapsed)}` };
  return { dueOn: month.dueOn, steps: [passed, ...month.steps] };
}

function afterEnd(months: number, base: string, say: Say): Due {
  const way = reach(lastDayOfMonths(addDays(base, 1), months), `終了日から${months}か月`, say);
  way.steps.push({ on: null, text: '休業中も出せます。閉庁日でも延びないものとして、早い日を示しています。' });
  return way;
}

function afterQuarter(base: string, say: Say): Due {
  const month = Number(base.slice(5, 7));
  const quarterEnd = endOfMonth(addMonths(`${base.slice(0, 7)}-01`, (3 - (month % 3)) % 3));
  const way = reach(endOfMonth(addDays(quarterEnd, 1)), '翌月の末日', say);
  return { dueOn: way.dueOn, steps: [{ on: quarterEnd, text: `四半期の末日 ${say(quarterEnd)}` }, ...way.steps] };
}

function promptly(warnDays: number, base: string, say: Say): Due {
  const reminder = addDays(base, warnDays);
  return {
    dueOn: null,
    steps: [
      { on: null, text: '法令に日数の定めはありません。速やかに出してください。' },
      { on: reminder, text: `目安として${warnDays}日後の ${say(reminder)}（期限ではありません）` },
    ],
  };
}

function before(maxAheadDays: number | null, base: string, say: Say, own?: ClosedDays): Due {
  const last = addDays(base, -1);
  const way = reach(last, 'この日より前に届け出るため、前日まで', say);
  const open = previousOpenDay(last, own);
  if (open !== last) {
    way.steps.push({ on: open, text: `閉庁日でも延びません。窓口なら直前の開庁日 ${say(open)} まで` });
  }
  if (maxAheadDays === null) return way;
  const first = addDays(base, -maxAheadDays);
  return {
    dueOn: last,
    steps: [{ on: first, text: `出せるのは${maxAheadDays}日前の ${say(first)} から` }, ...way.steps],
  };
}

function annualWindows(windows: readonly (readonly [string, string])[]): Due {
  const short = (monthDay: string) => monthDay.split('-').map(Number).join('/');
  const spans = windows.map(([from, to]) => `${short(from)}〜${short(to)}`).join('、');
  return { dueOn: null, steps: [{ on: null, text: `受付は毎年 ${spans} に限られます。` }] };
}

function prescription(years: number, base: string, say: Say): Due {
  const lapse = lastDayOfMonths(addDays(base, 1), years * 12);
  return {
    dueOn: null,
    steps: [
      { on: null, text: '期限はありません。その都度出してください。' },
      { on: lapse, text: `${years}年で時効になります（${say(lapse)} まで）` },
    ],
  };
}

function guideline(rule: Extract<DeadlineRule, { type: 'guideline_window' }>, base: string, say: Say): Due {
  const target = addDays(base, rule.fromDay - 1);
  const last = addDays(base, rule.toDay - 1);
  return {
    dueOn: last,
    steps: [
      { on: target, text: `この日を1日目として${rule.fromDay}日目 = ${say(target)}（めざす日）` },
      { on: last, text: `${rule.toDay}日目 = ${say(last)}（目安の最後の日。土日祝も数えます）` },
      { on: null, text: '委員会の示す目安で、法律の期限ではありません。' },
    ],
  };
}
