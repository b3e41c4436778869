import {
  type DeadlineRule,
  deadlineRule,
  type ProcedureRoute,
  type ProcedureType,
  type RuleBody,
  ruleBody,
} from '../../../electron/contract/ruleShapes.ts';

export const ruleTypes = deadlineRule.options.map((option) => option.shape.type.value);
export type RuleTypeName = DeadlineRule['type'];

/** The numbers and choices of a deadline rule as they are typed; each type uses its own. */
export interface TypedNumbers {
  days: string;
  day: string;
  month: string;
  months: string;
  years: string;
  year: 'calendar' | 'insurance';
  start: 'base' | 'day_after';
  warnDays: string;
  maxAheadDays: string;
  windows: string;
  fromDay: string;
  toDay: string;
}

/** A rule while it is being typed. */
export interface TypedRule {
  nameJa: string;
  nameEn: string;
  authority: string;
  baseEvent: string;
  type: RuleTypeName;
  numbers: TypedNumbers;
  ruleJa: string;
  law: string;
  rollover: boolean;
  harm: boolean;
  evidence: string;
  alternatives: ProcedureRoute[];
  sources: string;
  confirmed: boolean;
  note: string;
  effectiveFrom: string;
}

const noNumbers: TypedNumbers = {
  days: '5',
  day: '10',
  month: '7',
  months: '1',
  years: '2',
  year: 'calendar',
  start: 'base',
  warnDays: '10',
  maxAheadDays: '',
  windows: '',
  fromDay: '3',
  toDay: '5',
};

/** What the form begins with: the rule that counts now, or nothing. */
export function typedOf(base: ProcedureType | undefined): TypedRule {
  const rule: DeadlineRule = base?.rule ?? { type: 'days_after', days: 5 };
  const numbers = Object.fromEntries(
    Object.entries(rule)
      .filter(([name]) => name !== 'type')
      .map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map((each) => each.join('〜')).join('\n') : `${value ?? ''}`,
      ]),
  );
  return {
    nameJa: base?.nameJa ?? '',
    nameEn: base?.nameEn ?? '',
    authority: base?.authority ?? '',
    baseEvent: base?.baseEvent ?? '',
    type: rule.type,
    numbers: { ...noNumbers, ...numbers },
    ruleJa: base?.ruleJa ?? '',
    law: base?.law ?? '',
    rollover: base ? base.rollover === 'next_open_day' : true,
    harm: base?.harm ?? false,
    evidence: base?.evidence ?? '',
    alternatives: base?.alternatives ?? ['paper'],
    sources: base?.sources.join('\n') ?? '',
    confirmed: base?.confirmed ?? false,
    note: base?.note ?? '',
    effectiveFrom: '',
  };
}

/** The rule as it is saved; null while something is missing or wrong. */
export function bodyOf(typed: TypedRule): RuleBody | null {
  const { type, numbers, rollover, sources, effectiveFrom: _from, ...texts } = typed;
  const read = ruleBody.safeParse({
    ...texts,
    // Without an English name the Japanese one stands in its place.
    nameEn: texts.nameEn.trim() || texts.nameJa,
    rule: ruleOf(type, numbers),
    rollover: rollover ? 'next_open_day' : 'none',
    sources: lines(sources),
  });
  return read.success ? read.data : null;
}

const lines = (text: string) => text.split(/\s*\n\s*/).filter((line) => line.trim() !== '');

function ruleOf(type: RuleTypeName, typed: TypedNumbers): unknown {
  const [days, day, month, months, years] = [typed.days, typed.day, typed.month, typed.months, typed.years].map(Number);
  const maxAheadDays = typed.maxAheadDays === '' ? null : Number(typed.maxAheadDays);
  const windows = lines(typed.windows).map((line) => line.normalize('NFKC').split(/\s*[~〜]\s*/));
  const { year, start } = typed;
  const [warnDays, fromDay, toDay] = [typed.warnDays, typed.fromDay, typed.toDay].map(Number);
  return { type, days, day, month, months, years, year, start, warnDays, maxAheadDays, windows, fromDay, toDay };
}
