import type { AudienceRule } from '../../../electron/contract/audiences.ts';

/** A rule without others inside. */
export type Condition = Exclude<AudienceRule, { kind: 'union' | 'intersection' | 'difference' }>;
export type ConditionKind = Condition['kind'];

/**
 * A rule as rows: of several groups one must hold (または), of a group's conditions all (かつ), and whom one of
 * `except` names is left out (ただし…を除く).
 */
export interface Choice {
  groups: Condition[][];
  except: Condition[];
}

/** Rules that take one version, in the order they are offered. */
export const versionKinds = ['unconfirmed', 'failed', 'confirmed_only', 'confirmed', 'sent'] as const;

/** The order in which conditions are offered. */
export const conditionKinds: readonly ConditionKind[] = [
  ...(['affected', 'nothing_yet', 'has_not'] as const),
  ...versionKinds,
  ...(['delayed', 'filings', 'filter', 'offices', 'every'] as const),
];

const isCondition = (rule: AudienceRule): rule is Condition =>
  rule.kind !== 'union' && rule.kind !== 'intersection' && rule.kind !== 'difference';

/** The rows of a rule; null when it is put together in a way that rows cannot show. */
export function readChoice(rule: AudienceRule): Choice | null {
  const [from, less] = rule.kind === 'difference' ? [rule.from, rule.less] : [rule, null];
  const groups = (from.kind === 'union' ? from.of : [from]).map((part) =>
    part.kind === 'intersection' ? part.of : [part],
  );
  const except = less === null ? [] : less.kind === 'union' ? less.of : [less];
  if (!except.every(isCondition) || !groups.every((group) => group.every(isCondition))) return null;
  return { groups: groups.map((group) => group.filter(isCondition)), except: except.filter(isCondition) };
}

/** The rule of some rows, no deeper than it must be. */
export function ruleOfChoice({ groups, except }: Choice): AudienceRule {
  const from = joined(
    'union',
    groups.filter((group) => group.length > 0).map((group) => joined('intersection', group)),
  );
  return except.length === 0 ? from : { kind: 'difference', from, less: joined('union', except) };
}

function joined(kind: 'union' | 'intersection', rules: readonly AudienceRule[]): AudienceRule {
  const [only] = rules;
  if (!only) return { kind: 'affected' };
  return rules.length === 1 ? only : { kind, of: [...rules] };
}

/** A condition of another kind that keeps the version it named; `newest` stands in where there was none. */
export function changedKind(condition: Condition, kind: ConditionKind, newest: number, before: number): Condition {
  const versionId = 'versionId' in condition ? condition.versionId : 'has' in condition ? condition.has : newest;
  switch (kind) {
    case 'affected':
    case 'every':
    case 'nothing_yet':
    case 'delayed':
      return { kind };
    case 'filings':
      return { kind, which: 'blocked' };
    case 'filter':
      return { kind, filter: {} };
    case 'offices':
      return { kind, codes: [] };
    case 'has_not':
      return { kind, has: before, not: newest };
    default:
      return { kind, versionId };
  }
}

/** The codes of a typed or pasted list: once each, in their order. */
export function readCodes(text: string): string[] {
  const codes = text.normalize('NFKC').split(/[\s,、;]+/u);
  return [...new Set(codes.filter((code) => code !== ''))];
}
