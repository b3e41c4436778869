import { type ProcedureRow, proceduresById } from '../../db/queries/procedures.ts';
import { eventsOfChange, filingsOfChange, type ProcedureEvent } from '../../db/queries/procedureWrites.ts';
import type { WriteTx } from '../../db/store.ts';
import { type ProcedureField, procedureField } from '../contract/procedureShapes.ts';
import { type Act, amend, type ProcedureValues, valuesOf } from './procedureWriting.ts';

const BATCH = 200;

/**
 * Takes back what an act did, field by field: only what is still as the act left it turns back.
 * Answers how many filings turned back, and how many kept something that was changed since.
 */
export async function takeActBack(
  tx: WriteTx,
  act: Act,
  changeId: number,
): Promise<{ restored: number; kept: number }> {
  const done = { restored: 0, kept: 0 };
  for (let after = 0; ; ) {
    const ids = await filingsOfChange(tx, changeId, after, BATCH);
    if (ids.length === 0) return done;
    const events = Map.groupBy(await eventsOfChange(tx, changeId, ids), (event) => event.procedureId);
    const edits = (await proceduresById(tx, ids)).map((before) => {
      const { values, kept } = valuesBack(before, events.get(before.id) ?? [], act.at);
      if (kept) done.kept += 1;
      return { before, values };
    });
    done.restored += await amend(tx, act, edits);
    after = ids.at(-1) ?? after;
  }
}

/** What follows from other fields by the rules is computed, not turned back; a reason stays said. */
const DERIVED: ReadonlySet<string> = new Set<ProcedureField>(['harm', 'stateReason']);

function valuesBack(row: ProcedureRow, events: readonly ProcedureEvent[], at: string) {
  const now = valuesOf(row);
  const values: Partial<ProcedureValues> = {};
  let kept = false;
  for (const event of events.toReversed()) {
    const field = procedureField.parse(event.field);
    if (DERIVED.has(field)) continue;
    if (field === 'entry') {
      if ((now.removedAt === null ? '1' : '') !== event.to) kept = true;
      else values.removedAt = event.from === '' ? at : null;
      continue;
    }
    const present = now[field as keyof ProcedureValues];
    if ((present === null ? '' : String(present)) !== event.to) kept = true;
    else Object.assign(values, { [field]: storedValue(field, event.from) });
  }
  return { values, kept };
}

const NUMBERS: ReadonlySet<string> = new Set<ProcedureField>(['officeId', 'dueGiven']);
const NULLABLE_NUMBERS: ReadonlySet<string> = new Set<ProcedureField>(['blockedBy', 'toldVersionId']);

/** A value out of the history's text. */
function storedValue(field: ProcedureField, text: string): string | number | null {
  if (NUMBERS.has(field)) return Number(text);
  if (NULLABLE_NUMBERS.has(field)) return text === '' ? null : Number(text);
  return field === 'dueOn' && text === '' ? null : text;
}
