import { type FieldGroup, fieldGroup, fieldGroups, type OfficeField } from '../contract/offices.ts';

/** Something that says what an office's fields held: a list, a clerk's edit, a clerk's look. */
export interface Fact {
  /** When it was recorded: UTC ISO text. */
  at: string;
  /** The day it was true, `YYYY-MM-DD`. */
  on: string;
  source: 'import' | 'clerk' | 'check';
  /** Name of the file, or of the clerk. */
  name: string;
  /** The fields it speaks of; null for all. */
  fields: readonly OfficeField[] | null;
  /** It put a new value in place of the one before. */
  replaces: boolean;
}

/** Of facts of the same day the nearest to the office itself is told. */
const nearness: Record<Fact['source'], number> = { import: 0, clerk: 1, check: 2 };

/**
 * The newest fact that speaks for the present value of a field; null when nothing does. What was said before the value
 * was last replaced speaks for the value before, however new it was.
 */
export function newestFact(facts: readonly Fact[], field: OfficeField): Fact | null {
  const speaking = facts.filter((fact) => fact.fields === null || fact.fields.includes(field));
  const since = speaking.reduce((last, fact) => (fact.replaces && fact.at > last ? fact.at : last), '');
  return newestOf(speaking.filter((fact) => fact.at >= since));
}

/** For each group of fields when, and from where, something in it was last known to be true. */
export function freshnessOf(
  facts: readonly Fact[],
): { group: FieldGroup; on: string; source: Fact['source']; name: string }[] {
  return fieldGroup.options.flatMap((group) => {
    const newest = newestOf(fieldGroups[group].flatMap((field) => newestFact(facts, field) ?? []));
    return newest ? [{ group, on: newest.on, source: newest.source, name: newest.name }] : [];
  });
}

function newestOf(facts: readonly Fact[]): Fact | null {
  return facts.reduce<Fact | null>((best, fact) => (best && !isNewer(fact, best) ? best : fact), null);
}

function isNewer(one: Fact, other: Fact): boolean {
  if (one.on !== other.on) return one.on > other.on;
  if (one.source !== other.source) return nearness[one.source] > nearness[other.source];
  return one.at > other.at;
}
