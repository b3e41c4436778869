import { latestChanges, listingsOf, officeChecksOf } from '../../db/queries/officeFreshness.ts';
import type { ReadDb } from '../../db/store.ts';
import { officeField } from '../contract/offices.ts';
import { japanDate } from '../rules/dates.ts';
import type { Fact } from '../rules/freshness.ts';

/** Everything that tells how fresh these offices' fields are (at most 1,000 offices): a few queries for all. */
export async function factsOf(db: ReadDb, officeIds: readonly number[]): Promise<(officeId: number) => Fact[]> {
  if (officeIds.length === 0) return () => [];
  const facts = [
    ...(await listingsOf(db, officeIds)).map(({ officeId, at, asOf, fileName, fields }) => ({
      officeId,
      fact: { at, on: asOf || japanDate(at), source: 'import' as const, name: fileName, fields, replaces: false },
    })),
    ...(await latestChanges(db, officeIds)).map(({ officeId, field, at, clerk, asOf, fileName }) => {
      const from =
        fileName === null
          ? { on: japanDate(at), source: 'clerk' as const, name: clerk }
          : { on: asOf || japanDate(at), source: 'import' as const, name: fileName };
      return { officeId, fact: { ...from, at, fields: fieldsOf(field), replaces: true } };
    }),
    ...(await officeChecksOf(db, officeIds)).map(({ officeId, field, at, on, clerk }) => ({
      officeId,
      fact: { at, on, source: 'check' as const, name: clerk, fields: fieldsOf(field), replaces: false },
    })),
  ];
  const byOffice = Map.groupBy(facts, (each) => each.officeId);
  return (officeId) => (byOffice.get(officeId) ?? []).map(({ fact }) => fact);
}

/** No field: the office as a whole was entered. What is no field (a contact, a merge) speaks for none. */
function fieldsOf(field: string | null): Fact['fields'] {
  if (!field) return null;
  const known = officeField.safeParse(field).data;
  return known ? [known] : [];
}
