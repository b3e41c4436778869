import type { OfficeValues } from '../../db/queries/offices.ts';
import type { KeyedOffice } from '../../db/queries/officeWrites.ts';
import type { OfficeField } from '../contract/offices.ts';
import { searchKey } from '../rules/searchKey.ts';

/** What a search looks at. */
const SEARCHED: readonly OfficeField[] = [
  'code',
  'name',
  'kana',
  'phone',
  'fax',
  'mail',
  'contactName',
  'laborNumber',
  'employmentNumber',
  'pensionSymbol',
  'pensionNumber',
  'corporateNumber',
];

/** An office with the key it is found by. */
export function withSearchKey(values: OfficeValues): KeyedOffice {
  const parts = SEARCHED.map((field) => values[field]).filter((part) => part !== '');
  return { values, searchKey: searchKey(parts) };
}
