import { keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { type ChangeOrigin, insertOfficeChanges, type OfficeChange } from '../../db/queries/officeChanges.ts';
import { type OfficeRow, officeIdByCode, officesById } from '../../db/queries/offices.ts';
import { insertOffice, updateOffice } from '../../db/queries/officeWrites.ts';
import type { Engine, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type OfficeField, type OfficeValues, officeField } from '../contract/offices.ts';
import { japanDate } from '../rules/dates.ts';
import { checkOfficeValues, emptyDraft, type OfficeDraft } from '../rules/officeImport.ts';
import { type AppContext, change } from './context.ts';
import { withFields } from './officeComparing.ts';
import { furtherTexts, withSearchKey } from './officeKey.ts';

/** A field two clerks changed at the same time. */
interface Conflict {
  field: OfficeField;
  theirs: string;
  mine: string;
}

/** Enters one office. Errors: office_invalid, code_taken. */
export async function createOffice(context: AppContext, input: OfficeValues): Promise<{ id: number }> {
  const clerk = await context.clerk();
  const { engine } = context.store;
  return change(context, 'offices.create', async (tx, note, at) => {
    const entered: OfficeDraft = { ...emptyDraft(), ...checkValues({ code: '', name: '', ...input }) };
    const values = { ...entered, ...datesFor(entered, entered.status, japanDate(at)) };
    const id = await insertOffice(tx, withSearchKey(values, []), at);
    if (id === null) throw fail('code_taken', { code: values.code });
    const beginning = { officeId: id, field: null, from: '', to: '' };
    await insertOfficeChanges(tx, engine, [beginning], { at, clerk, importId: null });
    note('office', id);
    return { id };
  });
}

/** Nothing was to be written, or nothing may: ends the transaction with an answer. */
class Unwritten extends Error {
  readonly answer: { saved: boolean; conflicts: Conflict[] };
  constructor(answer: Unwritten['answer']) {
    super('nothing written');
    this.answer = answer;
  }
}

/** Changes fields of one office, unless somebody else did. Errors: not_found, office_invalid, code_taken. */
export async function editOffice(
  context: AppContext,
  input: { id: number; base: OfficeValues; values: OfficeValues },
): Promise<{ saved: boolean; conflicts: Conflict[] }> {
  const clerk = await context.clerk();
  const { engine } = context.store;
  try {
    return await change(context, 'offices.update', async (tx, note, at) => {
      const office = (await officesById(tx, [input.id])).get(input.id);
      if (!office || (await keptOfficeOf(tx, office.id))) throw fail('not_found', { what: 'office' });
      const { conflicts, changes } = changesOf(office, input, japanDate(at));
      if (conflicts.length > 0) throw new Unwritten({ saved: false, conflicts });
      if (changes.length === 0) throw new Unwritten({ saved: true, conflicts: [] });
      await writeChanges(tx, engine, office, changes, { at, clerk, importId: null });
      note('office', office.id, { fields: changes.map((each) => each.field).join(',') });
      return { saved: true, conflicts: [] };
    });
  } catch (error) {
    if (error instanceof Unwritten) return error.answer;
    throw error;
  }
}

/** Writes changes of one office with its search key and its history. Errors: code_taken. */
export async function writeChanges(
  tx: WriteTx,
  engine: Engine,
  office: OfficeRow,
  changes: readonly OfficeChange[],
  origin: ChangeOrigin,
): Promise<void> {
  const merged = withFields(office, changes);
  if (merged.code !== office.code && (await officeIdByCode(tx, merged.code)) !== null)
    throw fail('code_taken', { code: merged.code });
  const furtherOf = await furtherTexts(tx, [office.id]);
  await updateOffice(tx, office, withSearchKey(merged, furtherOf(office.id)), origin.at);
  await insertOfficeChanges(tx, engine, changes, origin);
}

/**
 * What to write: the clerk's values that differ from the register, and the date a new status brings with it; and which
 * fields somebody else has changed since `base`. Errors: office_invalid.
 */
export function changesOf(
  office: OfficeRow,
  { base, values }: { base: OfficeValues; values: OfficeValues },
  today: string,
): { conflicts: Conflict[]; changes: OfficeChange[] } {
  const mine: OfficeDraft = { ...office, ...checkValues(values) };
  const changed = officeField.options.filter((field) => mine[field] !== office[field]);
  const conflicts = changed
    .filter((field) => base[field] !== office[field])
    .map((field) => ({ field, theirs: office[field], mine: mine[field] }));
  const dated = changed.includes('status') ? { ...mine, ...datesFor(mine, office.status, today) } : mine;
  const changes = officeField.options
    .filter((field) => dated[field] !== office[field])
    .map((field) => ({ officeId: office.id, field, from: office[field], to: dated[field] }));
  return { conflicts, changes };
}

/** An office that is released has a day on which that happened; one that is entrusted has none. */
function datesFor(office: OfficeDraft, before: OfficeDraft['status'], today: string): { releasedOn: string } {
  if (office.status === 'released') return { releasedOn: office.releasedOn || today };
  return { releasedOn: before === 'released' ? '' : office.releasedOn };
}

/**
 * The values as they are stored.
 * @throws office_invalid with the first problem
 */
export function checkValues(values: OfficeValues): Partial<OfficeDraft> {
  const checked = checkOfficeValues(values);
  if ('values' in checked) return checked.values;
  const [first] = checked.problems;
  throw fail('office_invalid', { field: first?.column ?? '', code: first?.code ?? '', value: first?.value ?? '' });
}
