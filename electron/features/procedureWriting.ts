import { pendingFilings } from '../../db/queries/procedureRules.ts';
import { type ProcedureRow, proceduresById, twinsOf } from '../../db/queries/procedures.ts';
import {
  insertChange,
  insertEvents,
  insertProcedures,
  type ProcedureEvent,
  type ProcedureRecord,
  setChangeRows,
  updateProcedure,
} from '../../db/queries/procedureWrites.ts';
import type { Engine, ReadDb, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { procedureField, procedureState } from '../contract/procedureShapes.ts';
import { computeDue } from '../rules/deadlines.ts';
import { isFiled, isMissing, NO_DUE_DATE } from '../rules/procedureStates.ts';
import { breathe } from './breathing.ts';
import type { RegisterReckoning } from './procedureReckoning.ts';

/** The fields of a filing that a clerk or a list can set. */
export type ProcedureValues = Omit<ProcedureRecord, 'sortOn' | 'misses' | 'pending' | 'harm'>;

/** One filing with what is to become of it. */
export interface ProcedureEdit {
  before: ProcedureRow;
  values: Partial<ProcedureValues>;
  /** Why the state is set against its course. */
  stateReason?: string;
}

/** Where an act is written down. */
export interface Act {
  changeId: number;
  at: string;
  engine: Engine;
  reckoning: RegisterReckoning;
}

/** What the words of an act are called in the history. */
export type ActName = 'create' | 'update' | 'remove' | 'bulk' | 'import' | 'tell' | 'rule' | 'closedDays' | 'undo';

/** Begins an act; whatever it changes is written down under it. */
export async function beginAct(
  tx: WriteTx,
  engine: Engine,
  reckoning: RegisterReckoning,
  by: { at: string; clerk: string; action: ActName; fileName?: string },
): Promise<Act> {
  return { changeId: await insertChange(tx, by), at: by.at, engine, reckoning };
}

const BATCH = 100;

/** A filing nobody has entered anything of yet. */
export const emptyValues: Omit<ProcedureValues, 'officeId' | 'type' | 'baseDate'> = {
  incidentId: null,
  person: '',
  dueOn: null,
  dueGiven: 0,
  receivedOn: '',
  state: 'received',
  route: '',
  evidence: '',
  blockedBy: null,
  reason: '',
  expectedOn: '',
  clerk: '',
  toldVersionId: null,
  toldOn: '',
  removedAt: null,
};

/**
 * Enters filings and their first line of history. Answers their ids in the same order.
 * @throws unknown_procedure
 */
export async function enter(tx: WriteTx, act: Act, filings: readonly ProcedureValues[]): Promise<number[]> {
  const records = filings.map((values) => reckoned(values, act.reckoning));
  const ids = await insertProcedures(tx, act.engine, records, act.at);
  const events = ids.map((procedureId) => ({ procedureId, field: 'entry', from: '', to: '1' }));
  await insertEvents(tx, act.engine, act.changeId, events);
  return ids;
}

/** Changes filings and writes down what changed. Answers how many did. */
export async function amend(tx: WriteTx, act: Act, edits: readonly ProcedureEdit[]): Promise<number> {
  let changed = 0;
  for (let i = 0; i < edits.length; i += BATCH) {
    const events: ProcedureEvent[] = [];
    for (const { before, values, stateReason } of edits.slice(i, i + BATCH)) {
      const after = reckoned({ ...valuesOf(before), ...values }, act.reckoning);
      const found = eventsBetween(before, after);
      if (found.length === 0) continue;
      await updateProcedure(tx, before.id, after, act.at);
      events.push(...found);
      if (stateReason && after.state !== before.state) {
        events.push({ procedureId: before.id, field: 'stateReason', from: '', to: stateReason });
      }
      changed += 1;
    }
    await insertEvents(tx, act.engine, act.changeId, events);
    await breathe();
  }
  return changed;
}

/** Ends an act of many filings with their number. */
export const endAct = (tx: WriteTx, act: Act, rows: number) => setChangeRows(tx, act.changeId, rows);

/** Computes due dates anew, of one kind or (null) of all that are still to be made. Answers how many moved. */
export async function reckonAnew(tx: WriteTx, act: Act, type: string | null): Promise<number> {
  let moved = 0;
  for (let after = 0; ; ) {
    const ids = await pendingFilings(tx, type, after, 500);
    if (ids.length === 0) return moved;
    const rows = await proceduresById(tx, ids);
    const known = rows.filter((row) => act.reckoning.book.find(row.type, row.baseDate));
    moved += await amend(
      tx,
      act,
      known.map((before) => ({ before, values: {} })),
    );
    after = ids.at(-1) ?? after;
  }
}

/** Of these filings, those another one of the same thing has been filed instead of, each with the first of them. */
export async function filedInstead(db: ReadDb, rows: readonly ProcedureRow[]) {
  const open = rows.filter((row) => !isFiled(procedureState.parse(row.state))).map((row) => row.id);
  const twins = await twinsOf(db, open, true);
  return new Map(twins.reverse().map((twin) => [twin.of, twin]));
}

/** Of these filings, those that are about the same thing as an earlier one among them. */
export function repeatedAmong(rows: readonly ProcedureRow[]): Set<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const { id, officeId, type, person, baseDate } of rows) {
    const matter = JSON.stringify([officeId, type, person, baseDate]);
    if (seen.has(matter)) repeated.add(id);
    seen.add(matter);
  }
  return repeated;
}

/** A row's own values, to be changed. */
export function valuesOf(row: ProcedureRow): ProcedureValues {
  const {
    id: _id,
    officeCode: _code,
    officeName: _name,
    blockedByTitle: _title,
    toldLabel: _label,
    sortOn: _sortOn,
    misses: _misses,
    harm: _harm,
    revision: _revision,
    ...values
  } = row;
  return values;
}

/** A filing as it is stored: its due date by the rules unless the authority named it, and what follows from it. */
function reckoned(values: ProcedureValues, reckoning: RegisterReckoning): ProcedureRecord {
  const rule = reckoning.book.find(values.type, values.baseDate);
  if (!rule) throw fail('unknown_procedure', { type: values.type });
  const isOpen = values.removedAt === null && !isFiled(procedureState.parse(values.state));
  // What has been filed keeps the date it was filed under.
  const dueOn =
    values.dueGiven === 1 || (!isOpen && values.dueOn !== null)
      ? values.dueOn
      : computeDue(values.type, values.baseDate, reckoning).dueOn;
  return {
    ...values,
    dueOn,
    harm: rule.harm ? 1 : 0,
    sortOn: dueOn ?? NO_DUE_DATE,
    misses: isMissing(dueOn, values.expectedOn) ? 1 : 0,
    pending: isOpen ? 1 : 0,
  };
}

/** A value as the history keeps it. */
const asText = (value: string | number | null): string => (value === null ? '' : String(value));

function eventsBetween(before: ProcedureRow, after: ProcedureRecord): ProcedureEvent[] {
  return procedureField.options.flatMap((field) => {
    if (field === 'stateReason') return [];
    const [from, to] =
      field === 'entry'
        ? [before.removedAt === null ? '1' : '', after.removedAt === null ? '1' : '']
        : [asText(before[field]), asText(after[field])];
    return from === to ? [] : [{ procedureId: before.id, field, from, to }];
  });
}
