import {
  countEntries,
  countEntriesByKind,
  countEntryChanges,
  freeEntryKey,
  getChronologyImport,
  getEntry,
  listChronologyImports,
  listEntries,
  markChronologyImportUndone,
} from '../../db/queries/chronology.ts';
import { getLedgerChange, ledgerChangesOf, ledgerChangesOfImport } from '../../db/queries/ledgerChanges.ts';
import { entryKind, ledgerAct } from '../contract/chronology.ts';
import { fail } from '../contract/errors.ts';
import { entryAsJson } from '../rules/chronologyReading.ts';
import { japanDate } from '../rules/dates.ts';
import { breathe } from './breathing.ts';
import {
  changeEntry,
  checkedValues,
  createEntry,
  removeEntry,
  requireEntry,
  revertEntry,
  valuesOf,
} from './chronologyEntries.ts';
import { eventTimeline } from './chronologyTimeline.ts';
import { type AppContext, api, change } from './context.ts';
import { fileStamp } from './fileNames.ts';
import { writeFile } from './fileWriting.ts';
import { requireIncident, requireOpenIncident } from './ledger.ts';
import { cutPage } from './paging.ts';

export const chronology = {
  list: api.chronology.list.handler(async ({ input, context }) => {
    const db = context.store.read;
    await requireIncident(db, input.incidentId);
    const filter = { incidentId: input.incidentId, kinds: input.kinds ?? null, search: input.search?.trim() || null };
    const [found, total, counted] = await Promise.all([
      listEntries(db, filter, readCursor(input.cursor), input.limit + 1),
      countEntries(db, filter),
      countEntriesByKind(db, input.incidentId),
    ]);
    const { rows, next } = cutPage(found, input.limit, (row) => `${row.id}|${row.sortKey}`);
    const changes = await countEntryChanges(
      db,
      rows.map(({ id }) => id),
    );
    return {
      rows: rows.map((row) => ({ id: row.id, key: row.key, changes: changes.get(row.id) ?? 0, ...valuesOf(row) })),
      next,
      total,
      counts: Object.fromEntries(counted.map(({ kind, n }) => [entryKind.parse(kind), n])),
    };
  }),

  timeline: api.chronology.timeline.handler(async ({ input, context }) => {
    await requireIncident(context.store.read, input.incidentId);
    return eventTimeline(context.store.read, input.incidentId, japanDate(context.clock.now()));
  }),

  record: api.chronology.record.handler(async ({ input: { incidentId, values }, context }) => {
    const whole = checkedValues(values);
    const clerk = await context.clerk();
    return change(context, 'chronology.record', async (tx, note, at) => {
      await requireOpenIncident(tx, incidentId);
      const key = await freeEntryKey(tx, incidentId);
      const id = await createEntry(tx, incidentId, key, whole, { at, clerk });
      note('entry', id, { incidentId, kind: whole.kind });
      return { id, key };
    });
  }),

  edit: api.chronology.edit.handler(async ({ input: { id, values }, context }) => {
    const whole = checkedValues(values);
    const clerk = await context.clerk();
    return change(context, 'chronology.edit', async (tx, note, at) => {
      const row = await requireEntry(tx, id);
      await requireOpenIncident(tx, row.incidentId);
      note('entry', id, { incidentId: row.incidentId });
      return { changeId: await changeEntry(tx, row, whole, { at, clerk }) };
    });
  }),

  remove: api.chronology.remove.handler(async ({ input: { id }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'chronology.remove', async (tx, note, at) => {
      const row = await requireEntry(tx, id);
      await requireOpenIncident(tx, row.incidentId);
      note('entry', id, { incidentId: row.incidentId });
      return { changeId: await removeEntry(tx, row, { at, clerk }) };
    });
  }),

  undo: api.chronology.undo.handler(async ({ input: { changeId }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'chronology.undo', async (tx, note, at) => {
      const undone = await getLedgerChange(tx, changeId, 'entry');
      const row = undone ? await getEntry(tx, undone.entityId) : null;
      if (!undone || !row) throw fail('not_found', { what: 'change' });
      await requireOpenIncident(tx, row.incidentId);
      await revertEntry(tx, row, undone.before, { at, clerk });
      note('entry', row.id, { incidentId: row.incidentId, changeId });
      return { id: row.id };
    });
  }),

  history: api.chronology.history.handler(async ({ input: { id }, context }) => {
    const db = context.store.read;
    if (!(await getEntry(db, id))) throw fail('not_found', { what: 'entry' });
    const rows = await ledgerChangesOf(db, 'entry', id, 200);
    return {
      rows: rows.map(({ id: change_, act, at, clerk, before }) => ({
        changeId: change_,
        act: ledgerAct.parse(act),
        at,
        clerk,
        before: before === null ? null : valuesOf({ values: JSON.stringify(JSON.parse(before).values) }),
      })),
    };
  }),

  imports: api.chronology.imports.handler(async ({ input, context }) => ({
    rows: await listChronologyImports(context.store.read, input.incidentId, 100),
  })),

  undoImport: api.chronology.undoImport.handler(async ({ input: { importId }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'chronology.undoImport', async (tx, note, at) => {
      const done = await getChronologyImport(tx, importId);
      if (!done || done.undoneAt !== null) throw fail('not_found', { what: 'import' });
      await requireOpenIncident(tx, done.incidentId);
      let [takenBack, kept] = [0, 0];
      for (const [place, made] of (await ledgerChangesOfImport(tx, importId)).entries()) {
        if (place % BATCH === 0) await breathe();
        const [newest] = await ledgerChangesOf(tx, 'entry', made.entityId, 1);
        const row = await getEntry(tx, made.entityId);
        // What a clerk has changed since is the clerk's.
        if (!row || newest?.id !== made.id) kept += 1;
        else {
          await revertEntry(tx, row, made.before, { at, clerk });
          takenBack += 1;
        }
      }
      await markChronologyImportUndone(tx, importId, at);
      note('incident', done.incidentId, { importId, takenBack, kept });
      return { takenBack, kept };
    });
  }),

  export: api.chronology.export.handler(async ({ input, context }) => {
    await requireIncident(context.store.read, input.incidentId);
    const list = await everyEntry(context, input.incidentId);
    const file = input.file ?? `chronology-${fileStamp(context.clock)}.json`;
    const caller = input.file ? context.caller : 'window';
    return writeFile(context, { caller, file, encoding: 'bytes' }, async (writing) => {
      await writing.write(`${JSON.stringify(list, null, 1)}\n`);
      const sha256 = await writing.finish();
      await change(context, 'chronology.export', async (_tx, note) => {
        note('incident', input.incidentId, { entries: list.length, sha256 });
      });
      return { file: writing.path, entries: list.length, sha256 };
    });
  }),
};

const PAGE = 500;
/** Entries turned back without giving way. */
const BATCH = 50;

async function everyEntry({ store }: AppContext, incidentId: number) {
  const list: Record<string, unknown>[] = [];
  for (let after: { sortKey: string; id: number } | null = null; ; ) {
    const rows = await listEntries(store.read, { incidentId, kinds: null, search: null }, after, PAGE);
    list.push(...rows.map((row) => entryAsJson(row.key, valuesOf(row))));
    if (rows.length < PAGE) return list;
    after = rows.at(-1) ?? null;
  }
}

function readCursor(cursor: string | undefined): { sortKey: string; id: number } | null {
  const [, id, sortKey] = /^(\d+)\|(.*)$/.exec(cursor ?? '') ?? [];
  return id !== undefined && sortKey !== undefined ? { sortKey, id: Number(id) } : null;
}
