import { employmentRules } from './catalogue/employment.ts';
import { pensionRules } from './catalogue/pension.ts';
import { premiumRules } from './catalogue/premiums.ts';
import { privacyRules } from './catalogue/privacy.ts';
import type { ProcedureRule } from './catalogue/rule.ts';
import { standardsRules } from './catalogue/standards.ts';

export type { ProcedureRule } from './catalogue/rule.ts';

/** Every kind of filing the app knows, grouped by authority in the order the lists show them. */
export const catalogue: readonly ProcedureRule[] = [
  ...pensionRules,
  ...employmentRules,
  ...premiumRules,
  ...standardsRules,
  ...privacyRules,
];

const byId = new Map(catalogue.map((rule) => [rule.id, rule]));

/** The kind with this id, or undefined when there is none. */
export function findRule(id: string): ProcedureRule | undefined {
  return byId.get(id);
}
