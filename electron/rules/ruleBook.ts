import type { OwnRule, ProcedureType } from '../contract/ruleShapes.ts';
import { englishTexts } from './catalogue/english.ts';
import { catalogue, findRule } from './catalogue.ts';
import { dueWords } from './dueWords.ts';
import { lawInEnglish } from './lawNames.ts';

/** The rules that count: those of the house, and over them the association's own from their days on. */
export interface RuleBook {
  /** The rule of a kind for a base date (`YYYY-MM-DD`); undefined when there is none yet. */
  find(type: string, on: string): ProcedureType | undefined;
  /** Every kind as it counts on a day: the house's in the order of the catalogue, then the association's own. */
  all(on: string): ProcedureType[];
}

/** A rule book over the association's own rules. Removed ones do not count; of two for one day the newer does. */
export function ruleBook(own: readonly OwnRule[]): RuleBook {
  const standing = own.filter((rule) => rule.removedAt === null);
  const byType = Map.groupBy(standing, (rule) => rule.type);
  const types = [...new Set([...catalogue.map((rule) => rule.id), ...byType.keys()])];
  const find = (type: string, on: string): ProcedureType | undefined => {
    const house = findRule(type);
    const builtIn = house !== undefined;
    const ours = newestOf((byType.get(type) ?? []).filter((rule) => rule.effectiveFrom <= on));
    if (ours) return inEnglish({ ...ours.body, id: type, effectiveFrom: ours.effectiveFrom, own: true, builtIn });
    return house && inEnglish({ ...house, effectiveFrom: '', own: false, builtIn });
  };
  return { find, all: (on) => types.flatMap((type) => find(type, on) ?? []) };
}

type InEnglish = 'baseEventEn' | 'ruleEn' | 'lawEn' | 'evidenceEn' | 'noteEn';

const inEnglish = (kind: Omit<ProcedureType, InEnglish>): ProcedureType => ({
  ...kind,
  baseEventEn: dueWords.en.event(kind.baseEvent),
  ruleEn: englishTexts[kind.ruleJa] ?? kind.ruleJa,
  lawEn: lawInEnglish(kind.law),
  evidenceEn: englishTexts[kind.evidence] ?? kind.evidence,
  noteEn: englishTexts[kind.note] ?? kind.note,
});

function newestOf(rules: readonly OwnRule[]): OwnRule | undefined {
  const order = (rule: OwnRule) => `${rule.effectiveFrom.padEnd(10)}|${String(rule.id).padStart(12, '0')}`;
  return rules.reduce<OwnRule | undefined>(
    (best, rule) => (best && order(best) > order(rule) ? best : rule),
    undefined,
  );
}

/** The house's rules alone. */
export const houseRules: RuleBook = ruleBook([]);
