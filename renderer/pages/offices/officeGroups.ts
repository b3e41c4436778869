import { fieldGroup, fieldGroups, type OfficeField } from '../../../electron/contract/offices.ts';

/** The fields of an office as the screens group them. */
export const officeGroups = fieldGroup.options.map((group) => ({ group, fields: fieldGroups[group] }));

/** Without these there is no office. */
export const requiredFields: readonly OfficeField[] = ['code', 'name'];
