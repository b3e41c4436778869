import { getIncident } from '../../db/queries/incidents.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { getProcedure, type ProcedureRow, proceduresById, sameMatter } from '../../db/queries/procedures.ts';
import { markChangeUndone } from '../../db/queries/procedureWrites.ts';
import type { WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type ProcedureState, procedureState } from '../contract/procedureShapes.ts';
import { isFiled, needsReason } from '../rules/procedureStates.ts';
import { type AppContext, api, change, type Note } from './context.ts';
import { procedureBoard } from './procedureBoard.ts';
import { procedureImports } from './procedureImports.ts';
import { procedureLists } from './procedureLists.ts';
import { readReckoning } from './procedureReckoning.ts';
import { procedureRules } from './procedureRules.ts';
import { takeActBack } from './procedureUndo.ts';
import {
  type Act,
  type ActName,
  amend,
  beginAct,
  emptyValues,
  endAct,
  enter,
  filedInstead,
  type ProcedureValues,
  repeatedAmong,
} from './procedureWriting.ts';

export const procedures = {
  ...procedureRules,
  ...procedureLists,
  ...procedureBoard,
  ...procedureImports,

  create: api.procedures.create.handler(({ input, context }) => {
    const { officeCode, again, type, baseDate, ...typed } = input;
    return act(context, 'create', async (tx, doing, note) => {
      const officeId = await officeIdByCode(tx, officeCode);
      if (officeId === null) throw fail('unknown_office', { code: officeCode });
      await requireIncident(tx, input.incidentId ?? null);
      await requireIncident(tx, input.blockedBy ?? null);
      const values = { ...emptyValues, officeId, type, baseDate, ...storedValues(typed) };
      if (!again) await refuseFiledTwin(tx, values, officeCode);
      const [id = 0] = await enter(tx, doing, [values]);
      const { dueOn } = (await getProcedure(tx, id)) ?? { dueOn: null };
      note('procedure', id, { officeId, type, dueOn });
      return { id, dueOn, changeId: doing.changeId };
    });
  }),

  update: api.procedures.update.handler(({ input, context }) => {
    const { id, revision, again, stateReason, ...typed } = input;
    return act(context, 'update', async (tx, doing, note) => {
      const before = await requireProcedure(tx, id);
      if (revision !== undefined && revision !== before.revision) throw fail('procedure_changed');
      if (isAgainstCourse(before, input.state) && stateReason === '') throw fail('state_reason');
      await requireIncident(tx, input.blockedBy ?? null);
      if (!again && isNewFiling(before, input.state)) {
        const twin = (await filedInstead(tx, [before])).get(id);
        if (twin) throw fail('filed_already', { code: before.officeCode });
      }
      const changed = await amend(tx, doing, [{ before, values: storedValues(typed), stateReason }]);
      const after = await requireProcedure(tx, id);
      note('procedure', id, { state: after.state, fields: Object.keys(typed).join(' ') });
      const changeId = changed === 0 ? null : doing.changeId;
      return { state: procedureState.parse(after.state), revision: after.revision, changeId };
    });
  }),

  remove: api.procedures.remove.handler(({ input, context }) =>
    act(context, 'remove', async (tx, doing, note, at) => {
      const before = await requireProcedure(tx, input.id);
      await amend(tx, doing, [{ before, values: { removedAt: at } }]);
      note('procedure', input.id);
      return { changeId: doing.changeId };
    }),
  ),

  bulk: api.procedures.bulk.handler(({ input, context }) => {
    const seen = new Map(input.rows.map((row) => [row.id, row.revision]));
    return act(context, 'bulk', async (tx, doing, note) => {
      await requireIncident(tx, input.change.blockedBy ?? null);
      const rows = (await proceduresById(tx, [...seen.keys()])).filter((row) => row.removedAt === null);
      if (rows.length < seen.size) throw fail('not_found', { what: 'procedure' });
      const instead = input.again ? new Set<number>() : await filedBesides(tx, rows);
      const reasonOf = (row: ProcedureRow) => {
        const revision = seen.get(row.id);
        if (revision !== undefined && revision !== row.revision) return 'changed_since' as const;
        if (isAgainstCourse(row, input.change.state)) return 'state_reason' as const;
        return isNewFiling(row, input.change.state) && instead.has(row.id) ? ('filed_already' as const) : null;
      };
      const skipped = rows.flatMap((row) => {
        const reason = reasonOf(row);
        return reason ? [{ id: row.id, officeCode: row.officeCode, officeName: row.officeName, reason }] : [];
      });
      const values = storedValues(input.change);
      const edits = rows.filter((row) => reasonOf(row) === null).map((before) => ({ before, values }));
      const changed = await amend(tx, doing, edits);
      await endAct(tx, doing, changed);
      note('procedure', null, { changed, skipped: skipped.length, fields: Object.keys(input.change).join(' ') });
      return { changeId: changed === 0 ? null : doing.changeId, changed, skipped };
    });
  }),

  undo: api.procedures.undo.handler(({ input, context }) =>
    act(context, 'undo', async (tx, doing, note, at) => {
      if (!(await markChangeUndone(tx, input.changeId, at))) throw fail('not_found', { what: 'procedureChange' });
      const done = await takeActBack(tx, doing, input.changeId);
      await endAct(tx, doing, done.restored);
      note('procedure', null, { change: input.changeId, ...done });
      return done;
    }),
  ),
};

/** One act over filings: a change with its own entry in their history. */
async function act<T>(
  context: AppContext,
  action: ActName,
  work: (tx: WriteTx, doing: Act, note: Note, at: string) => Promise<T>,
): Promise<T> {
  const clerk = await context.clerk();
  return change(context, `procedures.${action}`, async (tx, note, at) => {
    const reckoning = await readReckoning(tx);
    const doing = await beginAct(tx, context.store.engine, reckoning, { at, clerk, action });
    return work(tx, doing, note, at);
  });
}

/** Those of the rows that must not be filed: the same thing has been, or stands among them twice. */
async function filedBesides(tx: WriteTx, rows: readonly ProcedureRow[]): Promise<Set<number>> {
  const instead = await filedInstead(tx, rows);
  const open = rows.filter((row) => !isFiled(procedureState.parse(row.state)));
  return new Set([...instead.keys(), ...repeatedAmong(open)]);
}

async function requireProcedure(tx: WriteTx, id: number): Promise<ProcedureRow> {
  const row = await getProcedure(tx, id);
  if (!row || row.removedAt !== null) throw fail('not_found', { what: 'procedure' });
  return row;
}

async function requireIncident(tx: WriteTx, id: number | null): Promise<void> {
  if (id !== null && !(await getIncident(tx, id))) throw fail('not_found', { what: 'incident' });
}

/** Whether a change of state needs a reason. */
function isAgainstCourse(row: ProcedureRow, state: ProcedureState | undefined): boolean {
  return state !== undefined && needsReason(procedureState.parse(row.state), state);
}

/** Whether a change of state files what was still to be filed. */
function isNewFiling(row: ProcedureRow, state: string | undefined): boolean {
  return state !== undefined && isFiled(procedureState.parse(state)) && !isFiled(procedureState.parse(row.state));
}

async function refuseFiledTwin(tx: WriteTx, values: ProcedureValues, code: string): Promise<void> {
  const twins = await sameMatter(tx, values);
  if (!twins.some((twin) => isFiled(procedureState.parse(twin.state)))) return;
  throw fail('filed_already', { code });
}

/** What a clerk typed as it is stored. A due date given is the authority's; null leaves it to the rule again. */
function storedValues(typed: {
  dueOn?: string | null | undefined;
  [field: string]: unknown;
}): Partial<ProcedureValues> {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
  if (typed.dueOn === undefined) return given;
  return { ...given, dueGiven: typed.dueOn === null ? 0 : 1 };
}
