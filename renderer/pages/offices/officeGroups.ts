import type { OfficeField } from '../../../electron/contract/offices.ts';

/** The fields of an office as the screens group them. */
export const officeGroups = [
  { group: 'basics', fields: ['code', 'name', 'kana', 'branch'] },
  { group: 'entrustment', fields: ['status', 'entrustedOn', 'releasedOn'] },
  { group: 'contact', fields: ['contactName', 'phone', 'fax', 'mail', 'postalCode', 'address'] },
  {
    group: 'numbers',
    fields: ['laborNumber', 'employmentNumber', 'pensionSymbol', 'pensionNumber', 'corporateNumber'],
  },
] as const satisfies { group: string; fields: OfficeField[] }[];

/** Without these there is no office. */
export const requiredFields: readonly OfficeField[] = ['code', 'name'];
