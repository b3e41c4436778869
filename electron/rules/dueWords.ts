import type { Language } from '../contract/common.ts';
import { englishBaseEvents } from './catalogue/english.ts';
import { CLOSED, WEEKDAYS } from './dates.ts';
import { lawInEnglish } from './lawNames.ts';

/** The sentences of the ways to a due date; dates come as `date` has shown them, numbers as they are. */
const ja = {
  event: (event: string) => event,
  law: (law: string) => `根拠: ${law}`,
  closed: (reason: string, date: string) => `閉庁日（${reason}）のため次の開庁日 ${date}`,
  daysAfter: (days: number) => `+${days}日`,
  nthDay: (days: number) => `この日を1日目として${days}日目`,
  nextMonth: (day: number) => `翌月${day}日`,
  wholeMonths: (months: number) => `この日から数えて${months}か月の最後の日`,
  ofYear: (year: number) => `${year}年の期限`,
  ofInsuranceYear: (year: number) => `${year}年度の期限`,
  endOfMonth: 'その月の末日',
  elapsed: (months: number, fromBase: boolean) => `${fromBase ? 'この日から' : '翌日から'}${months}か月たつ日`,
  afterEnd: (months: number) => `終了日から${months}か月`,
  afterEndNote: '休業中も出せます。閉庁日でも延びないものとして、早い日を示しています。',
  endOfNextMonth: '翌月の末日',
  quarterEnd: (date: string) => `四半期の末日 ${date}`,
  promptly: '法令に日数の定めはありません。速やかに出してください。',
  reminder: (days: number, date: string) => `目安として${days}日後の ${date}（期限ではありません）`,
  before: 'この日より前に届け出るため、前日まで',
  lastOpenDay: (date: string) => `閉庁日でも延びません。窓口なら直前の開庁日 ${date} まで`,
  earliest: (days: number, date: string) => `出せるのは${days}日前の ${date} から`,
  windows: (spans: readonly string[]) => `受付は毎年 ${spans.join('、')} に限られます。`,
  span: (from: string, to: string) => `${from}〜${to}`,
  noDeadline: '期限はありません。その都度出してください。',
  lapses: (years: number, date: string) => `${years}年で時効になります（${date} まで）`,
  guidelineTarget: (days: number, date: string) => `この日を1日目として${days}日目 = ${date}（めざす日）`,
  guidelineLast: (days: number, date: string) => `${days}日目 = ${date}（目安の最後の日。土日祝も数えます）`,
  guidelineNote: '委員会の示す目安で、法律の期限ではありません。',
};
export type DueWords = typeof ja;

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

const en: DueWords = {
  event: (event) => englishBaseEvents[event] ?? event,
  law: (law) => {
    const named = lawInEnglish(law);
    return named === law ? `Law: ${law}` : `Law: ${named} (${law})`;
  },
  closed: (reason, date) => `closed (${englishReasons[reason] ?? 'holiday'}), so the next open day: ${date}`,
  daysAfter: (days) => `+${count(days, 'day')}`,
  nthDay: (days) => `day ${days}, this day being day 1`,
  nextMonth: (day) => `day ${day} of the next month`,
  wholeMonths: (months) => `last day of ${count(months, 'month')} counted from this day`,
  ofYear: (year) => `deadline of ${year}`,
  ofInsuranceYear: (year) => `deadline of the insurance year ${year}`,
  endOfMonth: 'end of that month',
  elapsed: (months, fromBase) => `${count(months, 'month')} from ${fromBase ? 'this day' : 'the day after'} passed`,
  afterEnd: (months) => `${count(months, 'month')} from the end`,
  afterEndNote: 'It can be filed during the leave too. Shown is the earlier day, as if closed days did not extend it.',
  endOfNextMonth: 'end of the next month',
  quarterEnd: (date) => `end of the quarter ${date}`,
  promptly: 'The law names no number of days. File it promptly.',
  reminder: (days, date) => `as a guide ${count(days, 'day')} later, ${date} (not a deadline)`,
  before: 'to be filed before this day, so by the day before',
  lastOpenDay: (date) => `Closed days do not extend it. At the counter the last open day is ${date}`,
  earliest: (days, date) => `can be filed ${count(days, 'day')} ahead, from ${date}`,
  windows: (spans) => `Accepted only ${spans.join(', ')} of each year.`,
  span: (from, to) => `${from} to ${to}`,
  noDeadline: 'There is no deadline. File it each time.',
  lapses: (years, date) => `lapses after ${count(years, 'year')} (until ${date})`,
  guidelineTarget: (days, date) => `day ${days}, this day being day 1 = ${date} (to aim for)`,
  guidelineLast: (days, date) => `day ${days} = ${date} (last day of the guidance; weekends and holidays count)`,
  guidelineNote: 'Guidance by the commission, not a deadline of the law.',
};

const englishReasons: Readonly<Record<string, string>> = {
  [CLOSED.yearEnd]: 'year end',
  [CLOSED.saturday]: 'Saturday',
  [CLOSED.sunday]: 'Sunday',
  [CLOSED.own]: 'a closed day on record',
};

export const dueWords: Readonly<Record<Language, DueWords>> = { ja, en };

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  ja: [...WEEKDAYS],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** How a day of the week (0: Sunday) is written after a date. */
export const weekdayWord = (day: number, language: Language): string => DAYS[language][day] ?? '';
