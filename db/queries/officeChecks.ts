import { sql } from 'kysely';
import type { ReadDb, WriteTx } from '../store.ts';

/** A clerk has found a value right. `contactId` null: a field of the office itself. */
export interface Check {
  officeId: number;
  contactId: number | null;
  field: string;
  value: string;
  /** `YYYY-MM-DD`. */
  on: string;
}

/** Adds checks (at most 100); they are never changed. */
export async function insertChecks(
  tx: WriteTx,
  checks: readonly Check[],
  origin: { at: string; clerk: string },
): Promise<void> {
  const rows = checks.map(({ officeId, contactId, field, value, on }) => ({
    office_id: officeId,
    contact_id: contactId,
    field,
    value,
    checked_on: on,
    ...origin,
  }));
  await tx.insertInto('office_checks').values(rows).execute();
}

/** Every check of an office and its contacts, newest first. */
export async function checksOf(db: ReadDb, officeId: number): Promise<(Check & { clerk: string })[]> {
  return db
    .selectFrom('office_checks')
    .select([
      'office_id as officeId',
      'contact_id as contactId',
      'field',
      'value',
      'checked_on as on',
      'office_checks.clerk',
    ])
    .where('office_id', '=', officeId)
    .orderBy('checked_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Condition on `offices`: its FAX number is not the first it had, and nobody has checked the present one. */
export const faxChangedUnchecked = sql<boolean>`(offices.fax <> ''
  and offices.id in (select faxes.office_id from office_changes as faxes
    where faxes.field = 'fax' and faxes.from_value <> '')
  and not exists (select 1 from office_checks as looks where looks.office_id = offices.id
    and looks.field = 'fax' and looks.contact_id is null and looks.value = offices.fax))`;
