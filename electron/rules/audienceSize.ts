import type { AudienceRule } from '../contract/audiences.ts';

/** Rules within rules, and values in all of them, that both engines take in one question. */
const DEEPEST = 12;
const MOST_VALUES = 2_500;

/** True for a rule that is too deep or too long to be asked at once; no clerk puts one together by hand. */
export function isTooLarge(rule: AudienceRule): boolean {
  return depthOf(rule) > DEEPEST || valuesOf(rule) > MOST_VALUES;
}

const within = (rule: AudienceRule): AudienceRule[] => {
  if (rule.kind === 'difference') return [rule.from, rule.less];
  return rule.kind === 'union' || rule.kind === 'intersection' ? rule.of : [];
};

const depthOf = (rule: AudienceRule): number => 1 + Math.max(0, ...within(rule).map(depthOf));

function valuesOf(rule: AudienceRule): number {
  const own =
    rule.kind === 'offices'
      ? rule.codes.length
      : rule.kind === 'filter'
        ? (rule.filter.branches?.length ?? 0) + (rule.filter.tags?.length ?? 0)
        : 0;
  // Each rule names the incident and a version or two.
  return within(rule).reduce((sum, inner) => sum + valuesOf(inner), own + 8);
}
