import { contactsOf, officesSharing } from '../../db/queries/contacts.ts';
import { checksOf, insertChecks } from '../../db/queries/officeChecks.ts';
import { getOffice, type OfficeRow } from '../../db/queries/offices.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Contact } from '../contract/contacts.ts';
import { fail } from '../contract/errors.ts';
import { type OfficeField, officeField } from '../contract/offices.ts';
import { japanDate } from '../rules/dates.ts';
import { mayNotArrive } from '../rules/mailAddress.ts';
import { type AppContext, change } from './context.ts';

const MOST_SHARING = 20;
const MOST_CONTACTS = 1000;

/** Records that a clerk has found present values of an office right. Errors: not_found, office_invalid. */
export async function checkOffice(
  context: AppContext,
  input: { id: number; fields: OfficeField[]; on?: string | undefined },
): Promise<Record<string, never>> {
  const clerk = await context.clerk();
  return change(context, 'offices.check', async (tx, note, at) => {
    const office = await getOffice(tx, input.id);
    if (!office) throw fail('not_found', { what: 'office' });
    const on = checkedOn(input.on, at);
    const checks = [...new Set(input.fields)].map((field) => ({
      officeId: office.id,
      contactId: null,
      field,
      value: office[field],
      on,
    }));
    await insertChecks(tx, checks, { at, clerk });
    note('office', office.id, { fields: checks.map((check) => check.field).join(','), on });
    return {};
  });
}

/** The day of a check: today unless the clerk names an earlier one. Errors: office_invalid. */
export function checkedOn(on: string | undefined, at: string): string {
  const today = japanDate(at);
  if (on !== undefined && on > today) throw fail('office_invalid', { field: 'on', code: 'bad_date', value: on });
  return on ?? today;
}

/** The part of an office's page that tells which facts are checked, and who else has its mail address. */
export async function checkedFacts(db: ReadDb, office: OfficeRow) {
  const checks = await checksOf(db, office.id);
  const seen = new Set<string>();
  const holding: { field: OfficeField; on: string; clerk: string }[] = [];
  for (const { contactId, field, value, on, clerk } of checks) {
    const known = officeField.safeParse(field).data;
    if (contactId !== null || !known || seen.has(known) || office[known] !== value) continue;
    seen.add(known);
    holding.push({ field: known, on, clerk });
  }
  return { checks: holding, sharedMail: await officesSharing(db, office.mail, office.id, MOST_SHARING) };
}

/** The contacts of an office with what is known of their addresses. */
export async function contactsWithFacts(db: ReadDb, officeId: number): Promise<Contact[]> {
  const [rows, checks] = await Promise.all([contactsOf(db, officeId, MOST_CONTACTS), checksOf(db, officeId)]);
  return Promise.all(
    rows.map(async ({ officeId: _office, ...row }) => {
      const checkOf = (field: 'mail' | 'fax') => {
        const found = checks.find(
          (check) => check.contactId === row.id && check.field === field && check.value === row[field],
        );
        return found && row[field] !== '' ? { on: found.on, clerk: found.clerk } : null;
      };
      return {
        ...row,
        mailChecked: checkOf('mail'),
        faxChecked: checkOf('fax'),
        mayNotArrive: mayNotArrive(row.mail),
        sharedMail: (await officesSharing(db, row.mail, officeId, 1)).total,
      };
    }),
  );
}
