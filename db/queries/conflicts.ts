import { sql } from 'kysely';
import type { Engine, ReadDb, WriteTx } from '../store.ts';
import { insertRows } from './insertRows.ts';
import { OFFICE_COLUMNS, OFFICE_FIELDS, type OfficeField } from './offices.ts';

/** A value a list had, and the register's that was kept against it. */
export interface KeptValue {
  officeId: number;
  field: OfficeField;
  ours: string;
  theirs: string;
}

const COLUMNS = ['office_id', 'field', 'ours', 'theirs', 'import_id', 'at', 'clerk'];
/** Most rows of one statement. */
const MOST = 200;

/** Opens a conflict for each kept value of one batch of offices (at most 1,000), unless the same one is open. */
export async function openConflicts(
  tx: WriteTx,
  engine: Engine,
  kept: readonly KeptValue[],
  { at, importId }: { at: string; importId: number },
): Promise<void> {
  if (kept.length === 0) return;
  const open = await tx
    .selectFrom('office_conflicts')
    .select(['office_id', 'field', 'theirs'])
    .where('office_id', 'in', [...new Set(kept.map((each) => each.officeId))])
    .where('decision', 'is', null)
    .execute();
  const known = new Set(open.map((row) => JSON.stringify([row.office_id, row.field, row.theirs])));
  const fresh = kept.filter(({ officeId, field, theirs }) => !known.has(JSON.stringify([officeId, field, theirs])));
  for (let i = 0; i < fresh.length; i += MOST) {
    const cells = fresh
      .slice(i, i + MOST)
      .flatMap(({ officeId, field, ours, theirs }) => [officeId, field, ours, theirs, importId, at, '']);
    await insertRows(tx, engine, 'office_conflicts', COLUMNS, cells);
  }
}

/** The register's present value of the field a conflict is about. */
const present = () =>
  sql<string>`case office_conflicts.field ${sql.join(
    OFFICE_FIELDS.map((field) => sql`when ${sql.lit(field)} then ${sql.ref(`offices.${OFFICE_COLUMNS[field]}`)}`),
    sql` `,
  )} end`;

/** Undecided, of an office that stands for itself, and the register says otherwise still. */
const undecided = () => sql<boolean>`office_conflicts.decision is null and offices.merged_into is null
  and imports.undone_at is null and ${present()} <> office_conflicts.theirs`;

/** Condition on `offices`: it has a conflict that `listConflicts` lists. The first half spares all others the second. */
export const hasConflict = () => sql<boolean>`(
  offices.id in (select disputes.office_id from office_conflicts as disputes where disputes.decision is null)
  and exists (select 1 from office_conflicts join imports on imports.id = office_conflicts.import_id
    where office_conflicts.office_id = offices.id and ${undecided()}))`;

const joined = (db: ReadDb) =>
  db
    .selectFrom('office_conflicts')
    .innerJoin('offices', 'offices.id', 'office_conflicts.office_id')
    .innerJoin('imports', 'imports.id', 'office_conflicts.import_id');

/** Open conflicts by office code and id, after that place. `theirsOn` is empty for an import of before it was kept. */
export async function listConflicts(db: ReadDb, after: { code: string; id: number } | null, limit: number) {
  const rows = await joined(db)
    .select([
      'office_conflicts.id',
      'office_id as officeId',
      'code as officeCode',
      'name as officeName',
      'field',
      'theirs',
      'as_of as theirsOn',
      'file_name as fileName',
      'office_conflicts.at',
    ])
    .select(present().as('ours'))
    .where(undecided())
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(offices.code, office_conflicts.id) > (${after?.code ?? ''}, ${after?.id ?? 0})`),
    )
    .orderBy('offices.code')
    .orderBy('office_conflicts.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, field: row.field as OfficeField }));
}

export async function countConflicts(db: ReadDb): Promise<number> {
  const row = await joined(db)
    .select((e) => e.fn.countAll<number>().as('n'))
    .where(undecided())
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** One conflict, decided or not; null when there is none. */
export async function getConflict(db: ReadDb, id: number) {
  const row = await db
    .selectFrom('office_conflicts')
    .select(['office_id as officeId', 'field', 'theirs', 'decision', 'decided_at as decidedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, field: row.field as OfficeField } : null;
}

/** Writes a decision, or takes it back with null. */
export async function setDecision(
  tx: WriteTx,
  id: number,
  decided: { decision: 'ours' | 'theirs'; at: string; clerk: string } | null,
): Promise<void> {
  await tx
    .updateTable('office_conflicts')
    .set({ decision: decided?.decision ?? null, decided_at: decided?.at ?? null, clerk: decided?.clerk ?? '' })
    .where('id', '=', id)
    .execute();
}

/** What an import leaves behind beside offices and changes goes with it: where it was seen, and what it left open. */
export async function forgetListing(tx: WriteTx, importId: number): Promise<void> {
  await tx.deleteFrom('import_rows').where('import_id', '=', importId).execute();
  await tx.deleteFrom('office_conflicts').where('import_id', '=', importId).where('decision', 'is', null).execute();
}
