import { type EntryRow, getEntry, insertEntry, setEntry, setEntryRemoved } from '../../db/queries/chronology.ts';
import { insertLedgerChange, type LedgerChange } from '../../db/queries/ledgerChanges.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { type EntryValues, entryValues } from '../contract/chronology.ts';
import { fail } from '../contract/errors.ts';
import { flawsOf, withPrecision } from '../rules/chronologyReading.ts';
import { chronologySortKey } from '../rules/chronologyWords.ts';

/** Who changes an entry, when, and with which import. */
export type Act = Pick<LedgerChange, 'at' | 'clerk'> & { importId?: number | null };

/** What stands in an entry, with every field there is. */
export const valuesOf = (row: Pick<EntryRow, 'values'>): EntryValues => entryValues.parse(JSON.parse(row.values));

/** An entry that is in the record. Errors: not_found. */
export async function requireEntry(db: ReadDb, id: number): Promise<EntryRow> {
  const entry = await getEntry(db, id);
  if (!entry || entry.removed) throw fail('not_found', { what: 'entry' });
  return entry;
}

/** Typed values, made whole. Errors: entry_invalid for what does not fit together. */
export function checkedValues(typed: EntryValues): EntryValues {
  const values = withPrecision(typed);
  const [flaw] = flawsOf(values);
  if (flaw) throw fail('entry_invalid', { field: flaw[0], code: flaw[1], value: flaw[2] });
  return values;
}

const stored = (values: EntryValues) => ({
  kind: values.kind,
  sortKey: chronologySortKey(values),
  values: JSON.stringify(values),
});

export async function createEntry(tx: WriteTx, incidentId: number, key: string, values: EntryValues, act: Act) {
  const id = await insertEntry(tx, { incidentId, key, ...stored(values) });
  await insertLedgerChange(tx, { ...act, incidentId, entity: 'entry', entityId: id, act: 'created', before: null });
  return id;
}

/** Writes what an entry is from now on, one taken out among them; what stood there is kept. Answers the change's id. */
export async function changeEntry(tx: WriteTx, row: EntryRow, values: EntryValues, act: Act): Promise<number> {
  await setEntry(tx, row.id, stored(values));
  return noteChange(tx, row, row.removed ? 'restored' : 'changed', act);
}

/** Takes an entry out of the record. Answers the change's id. */
export async function removeEntry(tx: WriteTx, row: EntryRow, act: Act): Promise<number> {
  await setEntryRemoved(tx, row.id, true);
  return noteChange(tx, row, 'removed', act);
}

const noteChange = (tx: WriteTx, row: EntryRow, what: LedgerChange['act'], act: Act) =>
  insertLedgerChange(tx, {
    ...act,
    incidentId: row.incidentId,
    entity: 'entry',
    entityId: row.id,
    act: what,
    before: { removed: row.removed, values: JSON.parse(row.values) },
  });

/** Puts an entry back to what stood there before a change; `before` is the change's JSON. */
export async function revertEntry(tx: WriteTx, row: EntryRow, before: string | null, act: Act): Promise<void> {
  const stood: { removed: boolean; values: unknown } | null = before === null ? null : JSON.parse(before);
  if (stood === null || stood.removed) await removeEntry(tx, row, act);
  else await changeEntry(tx, row, entryValues.parse(stood.values), act);
}
