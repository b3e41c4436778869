import { type RawBuilder, sql } from 'kysely';
import { isAffected } from './incidents.ts';
import { ledTo } from './mergedOffices.ts';
import { type OfficeFilter, officeConditions } from './officeFilters.ts';
import { officeMatches } from './offices.ts';

/** A rule of the contract, ready to be asked: filters as the queries take them, and the day lateness is told from. */
export type StoredRule =
  | SimpleRule
  | { kind: 'affected' }
  | { kind: 'every' }
  | { kind: 'union' | 'intersection'; of: readonly StoredRule[] }
  | { kind: 'difference'; from: StoredRule; less: StoredRule };

type SimpleRule =
  | { kind: 'nothing_yet' }
  | FilingsRule
  | { kind: 'filter'; filter: OfficeFilter }
  | { kind: 'offices'; codes: readonly string[] }
  | { kind: 'sent' | keyof typeof standings; versionId: number }
  | { kind: 'has_not'; has: number; not: number };

/** The office has a filing still to be made that is late or certain to be, stopped, or either. */
interface FilingsRule {
  kind: 'filings';
  which: 'delayed' | 'blocked' | 'troubled';
  types?: readonly string[] | undefined;
  untold?: boolean | undefined;
  today: string;
}

type Condition = RawBuilder<boolean>;

/** Condition on `offices`: the rule names it. */
export function isNamed(incidentId: number, rule: StoredRule): Condition {
  const affected = isAffected(incidentId);
  // All of a rule without `every` lies inside the affected, and so it is asked once and not in every part.
  return namesEvery(rule)
    ? conditionOf(rule, incidentId, affected)
    : sql`(${affected} and ${conditionOf(rule, incidentId, ALL)})`;
}

const ALL: Condition = sql`1 = 1`;
const NOBODY: Condition = sql`1 = 0`;
const EVERY: Condition = sql`(offices.status = 'entrusted' and offices.merged_into is null)`;

function namesEvery(rule: StoredRule): boolean {
  if (rule.kind === 'difference') return namesEvery(rule.from) || namesEvery(rule.less);
  if (rule.kind === 'union' || rule.kind === 'intersection') return rule.of.some(namesEvery);
  return rule.kind === 'every';
}

/** @param inside what every part but `every` stays inside of */
function conditionOf(rule: StoredRule, incidentId: number, inside: Condition): Condition {
  const inner = (part: StoredRule) => conditionOf(part, incidentId, inside);
  switch (rule.kind) {
    case 'every':
      return EVERY;
    case 'affected':
      return inside;
    case 'union':
      return sql`(${sql.join(rule.of.map(inner), sql` or `)})`;
    case 'intersection':
      return sql`(${sql.join(rule.of.map(inner), sql` and `)})`;
    case 'difference':
      return sql`(${inner(rule.from)} and not ${inner(rule.less)})`;
    default:
      return sql`(${inside} and ${simpleCondition(rule, incidentId)})`;
  }
}

function simpleCondition(rule: SimpleRule, incidentId: number): Condition {
  switch (rule.kind) {
    case 'nothing_yet':
      return sql`not exists (select 1 from recipients where recipients.office_id = offices.id
        and recipients.version_id in (select versions.id from notice_versions as versions
          join notices on notices.id = versions.notice_id where notices.incident_id = ${incidentId}))`;
    case 'filings':
      return hasFilings(rule);
    case 'filter':
      return sql`(${officeConditions(rule.filter)} and ${officeMatches(rule.filter.patterns)})`;
    case 'offices':
      return rule.codes.length === 0 ? NOBODY : isLedTo(rule.codes);
    case 'has_not':
      return sql`(${wasSent(rule.has)} and not ${wasSent(rule.not)})`;
    default:
      return wasSent(rule.versionId, rule.kind === 'sent' ? ALL : standings[rule.kind]);
  }
}

function hasFilings({ which, types, untold, today }: FilingsRule): Condition {
  const parts = [sql`procedures.office_id = offices.id`, sql`procedures.pending = 1`];
  const late = sql`(procedures.sort_on < ${today} or procedures.misses = 1)`;
  const stopped = sql`procedures.blocked_by is not null`;
  parts.push(which === 'delayed' ? late : which === 'blocked' ? stopped : sql`(${late} or ${stopped})`);
  if (types) parts.push(sql`procedures.type in (${sql.join(types)})`);
  if (untold) parts.push(sql`procedures.told_version_id is null`);
  return sql`exists (select 1 from procedures where ${sql.join(parts, sql` and `)})`;
}

/** Conditions on the office's row in `recipients`. */
const standings = {
  confirmed: sql<boolean>`recipients.acknowledgement_state = 'confirmed'`,
  // `confirmed_number` is the newest version of the notice that the office has confirmed.
  confirmed_only: sql<boolean>`(recipients.acknowledgement_state = 'confirmed' and recipients.confirmed_number =
    (select versions.number from notice_versions as versions where versions.id = recipients.version_id))`,
  unconfirmed: sql<boolean>`recipients.acknowledgement_state in ('open', 'outdated')`,
  failed: sql<boolean>`recipients.delivery_state in ('failed', 'no_address')`,
};

// Rows that a merge left behind stay with the double, which no rule names: they need not be looked for here.
const wasSent = (versionId: number, standing: Condition = ALL): Condition =>
  sql`exists (select 1 from recipients where recipients.version_id = ${versionId}
    and recipients.office_id = offices.id and ${standing})`;

/** One of the codes is the office's own, or that of a double which became part of it. */
const isLedTo = (codes: readonly string[]): Condition =>
  sql`offices.id in (${ledTo(sql`select coded.id, coded.merged_into from offices as coded
    where coded.code in (${sql.join(codes)})`)})`;
