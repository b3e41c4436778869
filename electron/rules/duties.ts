import type { Language } from '../contract/common.ts';
import type { Assessment } from '../contract/duties.ts';
import type { Duty } from '../contract/incidents.ts';
import { findRule } from './catalogue.ts';
import { computeDue } from './deadlines.ts';
import { dueWords } from './dueWords.ts';

/** A duty and its clock, before anybody looked at what was filed. */
export type DutyClock = Omit<Duty, 'filed' | 'daysLeft'>;

/** Which report meets a duty. */
export interface MetBy {
  kind: 'preliminary' | 'final' | 'consultation';
  special: boolean;
  authority: 'ppc' | 'police';
}

const PPC = ['ppc-sokuho', 'ppc-kakuho-30', 'ppc-kakuho-60'] as const;
/** The same days, in a rule of its own. */
const SPECIAL_LAW = '番号法29条の4、平成27年特定個人情報保護委員会規則5号3条';

/**
 * The duties of a party that came to know of a leak, or of a danger of one, on `knownOn`. That day is day 1; a final
 * report has 30 days, or 60 where a wrongful purpose is feared (個情法規則8条2項・7条3号), and rolls over to the next
 * open day (行政機関の休日に関する法律2条). The preliminary report's days 3 to 5 are guidance.
 * @param language of the names and of the way each date was counted
 */
export function dutyClocks({ knownOn, wrongful, special }: Assessment, language: Language = 'ja'): DutyClock[] {
  const sixty = { yes: 'yes', no: 'no', open: 'open' } as const;
  const thirty = { yes: 'no', no: 'yes', open: 'open' } as const;
  const applies = { 'ppc-sokuho': 'yes', 'ppc-kakuho-30': thirty[wrongful], 'ppc-kakuho-60': sixty[wrongful] } as const;
  const personal = PPC.map((kind) => clock(kind, knownOn, applies[kind], language));
  // While nobody knows whether My Numbers are concerned, each clock of theirs is open at best.
  const both = (one: Duty['applies']) => (one === 'no' ? 'no' : special === 'open' ? 'open' : one);
  const specials =
    special === 'no' ? [] : PPC.map((kind) => specialClock(kind, knownOn, both(applies[kind]), language));
  return [...personal, ...specials, clock('ppc-honnin', knownOn, 'yes', language), police(language)];
}

function clock(type: string, knownOn: string, applies: Duty['applies'], language: Language): DutyClock {
  const rule = findRule(type);
  const { dueOn, steps } = computeDue(type, knownOn, { language });
  return {
    kind: type,
    name: (language === 'en' ? rule?.nameEn : rule?.nameJa) ?? type,
    authority: rule?.authority ?? '',
    dueOn,
    steps,
    applies,
    guidance: rule?.rule.type === 'guideline_window',
  };
}

function specialClock(
  type: (typeof PPC)[number],
  knownOn: string,
  applies: Duty['applies'],
  language: Language,
): DutyClock {
  const personal = clock(type, knownOn, applies, language);
  const steps = [...personal.steps.slice(0, -1), { on: null, text: dueWords[language].law(SPECIAL_LAW) }];
  return { ...personal, kind: `special-${type}`, name: words[language].special(personal.name), steps };
}

const words = {
  ja: {
    special: (name: string) => `${name}：特定個人情報`,
    police: '警察への相談・通報',
    policeNote: '期限の定めはありません。不正の目的が疑われるときは、早めに相談してください。',
  },
  en: {
    special: (name: string) => `${name}: specific personal information`,
    police: 'Consulting or informing the police',
    policeNote: 'There is no date in law. Where a wrongful purpose is feared, please ask them early.',
  },
} as const;

const police = (language: Language): DutyClock => ({
  kind: 'police',
  name: words[language].police,
  authority: '警察',
  dueOn: null,
  steps: [{ on: null, text: words[language].policeNote }],
  applies: 'open',
  guidance: false,
});

/** Which report meets a duty; null for one that no report to an authority meets. */
export function metBy(kind: string): MetBy | null {
  if (kind === 'police') return { kind: 'consultation', special: false, authority: 'police' };
  const special = kind.startsWith('special-');
  const type = special ? kind.slice('special-'.length) : kind;
  if (type === 'ppc-sokuho') return { kind: 'preliminary', special, authority: 'ppc' };
  return type.startsWith('ppc-kakuho') ? { kind: 'final', special, authority: 'ppc' } : null;
}
