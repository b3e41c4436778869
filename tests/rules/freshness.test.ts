import { describe, expect, it } from 'vitest';
import { fieldGroup, fieldGroups, officeField } from '../../electron/contract/offices.ts';
import { type Fact, freshnessOf, newestFact } from '../../electron/rules/freshness.ts';
import { seeded } from './random.ts';

const fact = (given: Partial<Fact>): Fact => ({
  at: '2026-06-08T01:00:00.000Z',
  on: '2026-06-08',
  source: 'import',
  name: '名簿.csv',
  fields: null,
  replaces: false,
  ...given,
});

describe('the freshness of a field', () => {
  it('every field belongs to one group', () => {
    const grouped = fieldGroup.options.flatMap((group): string[] => [...fieldGroups[group]]);
    expect(grouped.toSorted()).toEqual([...officeField.options].sort());
  });

  it('is nobody knows when nothing speaks of it', () => {
    expect(newestFact([fact({ fields: ['name'] })], 'mail')).toBeNull();
    expect(freshnessOf([fact({ fields: ['name'] })]).map((each) => each.group)).toEqual(['basics']);
  });

  it('is the day a list was true, not the day it was brought in', () => {
    const old = fact({ on: '2025-03-31', fields: ['mail'] });
    expect(freshnessOf([old])).toEqual([{ group: 'contact', on: '2025-03-31', source: 'import', name: '名簿.csv' }]);
  });

  it('counts nothing said of the value before', () => {
    const checked = fact({ source: 'check', on: '2026-06-08', at: '2026-06-08T01:00:00.000Z', fields: ['mail'] });
    const replaced = fact({ on: '2026-03-31', at: '2026-06-09T01:00:00.000Z', fields: ['mail'], replaces: true });
    expect(newestFact([checked, replaced], 'mail')).toBe(replaced);
  });

  it('of one day tells the check, then the clerk, then the list', () => {
    const facts = [fact({ source: 'check' }), fact({}), fact({ source: 'clerk' })];
    expect(newestFact(facts, 'name')?.source).toBe('check');
    expect(newestFact(facts.slice(1), 'name')?.source).toBe('clerk');
  });
});

describe('over random facts', () => {
  const random = seeded(2026);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const day = () => `2026-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-10`;
  const some = (): Fact =>
    fact({
      at: `${day()}T00:00:00.000Z`,
      on: day(),
      source: pick(['import', 'clerk', 'check']),
      fields: random() < 0.2 ? null : [pick(officeField.options), pick(officeField.options)],
      replaces: random() < 0.3,
    });
  const cases = Array.from({ length: 300 }, () => Array.from({ length: Math.floor(random() * 8) }, some));

  it('the order in which facts are told does not matter for the day', () => {
    for (const facts of cases) {
      const days = (from: Fact[]) => freshnessOf(from).map(({ group, on, source }) => [group, on, source]);
      expect(days(facts.toReversed())).toEqual(days(facts));
    }
  });

  it('a later fact about the present value never makes it older', () => {
    for (const facts of cases) {
      for (const field of officeField.options) {
        const before = newestFact(facts, field)?.on ?? '';
        const more = fact({ at: '2027-01-01T00:00:00.000Z', on: day(), fields: [field] });
        expect((newestFact([...facts, more], field)?.on ?? '') >= before).toBe(true);
      }
    }
  });

  it('a new value is as fresh as what brought it', () => {
    for (const facts of cases) {
      const field = pick(officeField.options);
      const brought = fact({ at: '2027-01-01T00:00:00.000Z', on: day(), fields: [field], replaces: true });
      expect(newestFact([...facts, brought], field)).toBe(brought);
    }
  });
});
