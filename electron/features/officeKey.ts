import type { OfficeValues } from '../../db/queries/offices.ts';
import type { KeyedOffice } from '../../db/queries/officeWrites.ts';
import { searchedFields, searchKey } from '../rules/searchKey.ts';

/** An office with the key it is found by. */
export function withSearchKey(values: OfficeValues): KeyedOffice {
  const parts = searchedFields.map((field) => values[field]).filter((part) => part !== '');
  return { values, searchKey: searchKey(parts) };
}
