import { type OfficeValues, officesById } from '../../db/queries/offices.ts';
import { furtherTextsOf } from '../../db/queries/officeTexts.ts';
import { type KeyedOffice, setSearchKey } from '../../db/queries/officeWrites.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import type { OfficeField } from '../contract/offices.ts';
import { matchedFields, searchedFields, searchKey } from '../rules/searchKey.ts';
import { breathe } from './breathing.ts';

/**
 * An office with the key it is found by.
 * @param further what `furtherTexts` answers for it; nothing for an office that is only being entered
 */
export function withSearchKey(values: OfficeValues, further: readonly string[]): KeyedOffice {
  const parts = searchedFields.map((field) => values[field]).filter((part) => part !== '');
  return { values, searchKey: searchKey([...parts, ...further]) };
}

/** What offices (at most 1,000) are found by besides their own fields, for `withSearchKey`: one query for all. */
export async function furtherTexts(
  db: ReadDb,
  officeIds: readonly number[],
): Promise<(officeId: number) => readonly string[]> {
  const byOffice = Map.groupBy(await furtherTextsOf(db, officeIds), (each) => each.officeId);
  return (officeId) => (byOffice.get(officeId) ?? []).map(({ text }) => text);
}

const BATCH = 100;

/** Makes the search keys of offices anew, however many, after something beside their own fields has changed. */
export async function renewSearchKeys(tx: WriteTx, officeIds: readonly number[]): Promise<void> {
  for (let from = 0; from < officeIds.length; from += BATCH) {
    const ids = officeIds.slice(from, from + BATCH);
    const offices = await officesById(tx, ids);
    const furtherOf = await furtherTexts(tx, ids);
    for (const [id, office] of offices) {
      await setSearchKey(tx, office.code, withSearchKey(office, furtherOf(id)).searchKey);
    }
    await breathe();
  }
}

/** For a page of found offices: the fields in which a further text matches a term, as `matchedFields` for its own. */
export async function furtherMatches(
  db: ReadDb,
  officeIds: readonly number[],
  terms: readonly string[],
): Promise<(officeId: number) => OfficeField[]> {
  if (terms.length === 0) return () => [];
  const texts = await furtherTextsOf(db, officeIds);
  const hits = texts.filter(({ field, text }) => matchedFields({ [field]: text }, terms).length > 0);
  return (officeId) => hits.filter((hit) => hit.officeId === officeId).map(({ field }) => field);
}
