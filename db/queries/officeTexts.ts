import { sql } from 'kysely';
import type { ReadDb } from '../store.ts';

/** A text an office is found by that does not stand in its own row: of a contact, or of an office merged into it. */
export interface OfficeText {
  officeId: number;
  field: 'code' | 'contactName' | 'mail' | 'phone' | 'fax';
  text: string;
}

type Row = { officeId: number; code: string; name: string; mail: string; phone: string; fax: string };

/** The further texts of these offices (at most 1,000): contacts in the register, codes of doubles merged into them. */
export async function furtherTextsOf(db: ReadDb, officeIds: readonly number[]): Promise<OfficeText[]> {
  if (officeIds.length === 0) return [];
  const ids = sql.join(officeIds);
  // A double may have doubles of its own.
  const { rows } = await sql<Row>`
    with recursive doubles (kept_id, id, code) as (
      select merged_into, id, code from offices where merged_into is not null and merged_into in (${ids})
      union all select doubles.kept_id, offices.id, offices.code from offices
        join doubles on offices.merged_into = doubles.id)
    select office_id as "officeId", '' as code, name, mail, phone, fax from contacts
      where office_id in (${ids}) and removed_at is null
    union all select kept_id, code, '', '', '', '' from doubles`.execute(db);
  const texts = rows.flatMap(({ officeId, code, name, mail, phone, fax }): OfficeText[] => [
    { officeId, field: 'code', text: code },
    { officeId, field: 'contactName', text: name },
    { officeId, field: 'mail', text: mail },
    { officeId, field: 'phone', text: phone },
    { officeId, field: 'fax', text: fax },
  ]);
  return texts.filter(({ text }) => text !== '');
}
