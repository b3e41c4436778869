import type { ContactValues } from '../contract/contacts.ts';
import type { OfficeField } from '../contract/offices.ts';
import type { RowProblem } from '../contract/problems.ts';
import { checkOfficeValues } from './officeImport.ts';

/** The field of an office each text of a contact is checked like. */
const checkedLike = {
  role: 'contactName',
  name: 'contactName',
  mail: 'mail',
  phone: 'phone',
  fax: 'fax',
  note: 'contactName',
} as const satisfies Record<Exclude<keyof ContactValues, 'getsNotices'>, OfficeField>;

/**
 * What a clerk entered of a contact by the same rules as the cells of an office: the values as they are stored,
 * or the first problem, whose `column` is the name of the field.
 */
export function checkContactValues<Values extends Partial<ContactValues>>(
  values: Values,
): { values: Values } | { problem: RowProblem } {
  const checked = { ...values };
  for (const field of Object.keys(checkedLike) as (keyof typeof checkedLike)[]) {
    const typed = values[field];
    if (typed === undefined) continue;
    const read = checkOfficeValues({ [checkedLike[field]]: typed });
    if ('values' in read) Object.assign(checked, { [field]: read.values[checkedLike[field]] });
    else if (read.problems[0]) return { problem: { ...read.problems[0], column: field } };
  }
  return { values: checked };
}

/** True when nobody could be reached or named by it. */
export function isEmptyContact(values: ContactValues): boolean {
  return [values.name, values.mail, values.phone, values.fax].every((value) => value === '');
}

/** A contact in one line, as the office's history tells it; different values make different lines. */
export function contactLine(values: ContactValues): string {
  const fax = values.fax && `FAX ${values.fax}`;
  const parts = [values.role, values.name, values.mail, values.phone, fax, values.getsNotices ? '[お知らせ]' : ''];
  return [...parts, values.note && `(${values.note})`].filter((part) => part !== '').join(' ');
}
