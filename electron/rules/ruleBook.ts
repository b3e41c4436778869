import type { OwnRule, ProcedureType } from '../contract/ruleShapes.ts';
import { englishTexts } from './catalogue/english.ts';
import { catalogue } from './catalogue.ts';
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
  const shown = new Map<OwnRule, ProcedureType>();
  const find = (type: string, on: string): ProcedureType | undefined => {
    const house = houseKinds.get(type);
    const ours = newestOf((byType.get(type) ?? []).filter((rule) => rule.effectiveFrom <= on));
    if (!ours) return house;
    const { body, effectiveFrom } = ours;
    const kind = shown.get(ours) ?? inEnglish({ ...body, id: type, effectiveFrom, own: true, builtIn: !!house });
    shown.set(ours, kind);
    return kind;
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

/** The house's kinds, made ready once: a list of filings looks them up by the hundred. */
const houseKinds: ReadonlyMap<string, ProcedureType> = new Map(
  catalogue.map((rule) => [rule.id, inEnglish({ ...rule, effectiveFrom: '', own: false, builtIn: true })]),
);

function newestOf(rules: readonly OwnRule[]): OwnRule | undefined {
  const order = (rule: OwnRule) => `${rule.effectiveFrom.padEnd(10)}|${String(rule.id).padStart(12, '0')}`;
  return rules.reduce<OwnRule | undefined>(
    (best, rule) => (best && order(best) > order(rule) ? best : rule),
    undefined,
  );
}

/** The house's rules alone. */
export const houseRules: RuleBook = ruleBook([]);
