import { countConflicts, getConflict, listConflicts, setDecision } from '../../db/queries/conflicts.ts';
import { keptOfficeOf } from '../../db/queries/mergedOffices.ts';
import { changesAt, type OfficeChange } from '../../db/queries/officeChanges.ts';
import { type OfficeRow, officesById } from '../../db/queries/offices.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { japanDate } from '../rules/dates.ts';
import { newestFact } from '../rules/freshness.ts';
import { api, change } from './context.ts';
import { changesOf, writeChanges } from './officeEdits.ts';
import { factsOf } from './officeFacts.ts';
import { cutPage } from './paging.ts';

export const conflicts = {
  list: api.conflicts.list.handler(async ({ input, context }) => {
    const db = context.store.read;
    const found = await listConflicts(db, placeOf(input.cursor), input.limit + 1);
    const page = cutPage(found, input.limit, (row) => `${row.id} ${row.officeCode}`);
    const of = await factsOf(db, [...new Set(page.rows.map((row) => row.officeId))]);
    const rows = page.rows.map((row) => ({
      ...row,
      oursOn: newestFact(of(row.officeId), row.field)?.on ?? null,
      theirsOn: row.theirsOn || japanDate(row.at),
    }));
    return { rows, next: page.next, total: await countConflicts(db) };
  }),

  decide: api.conflicts.decide.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const { engine } = context.store;
    return change(context, 'conflicts.decide', async (tx, note, at) => {
      const conflict = await getConflict(tx, input.id);
      if (!conflict || conflict.decision !== null) throw fail('not_found', { what: 'conflict' });
      const { officeId, field, theirs } = conflict;
      const office = await requireOffice(tx, officeId);
      if (input.take === 'theirs') {
        const { changes } = changesOf(office, { base: office, values: { [field]: theirs } }, japanDate(at));
        if (changes.length > 0) await writeChanges(tx, engine, office, changes, { at, clerk, importId: null });
      }
      await setDecision(tx, input.id, { decision: input.take, at, clerk });
      note('conflict', input.id, { office: officeId, field, take: input.take });
      return {};
    });
  }),

  reopen: api.conflicts.reopen.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const { engine } = context.store;
    return change(context, 'conflicts.reopen', async (tx, note, at) => {
      const conflict = await getConflict(tx, input.id);
      if (!conflict || conflict.decidedAt === null) throw fail('not_found', { what: 'conflict' });
      const office = await requireOffice(tx, conflict.officeId);
      const taken = conflict.decision === 'theirs' ? await changesAt(tx, office.id, conflict.decidedAt) : [];
      const back = turnedBack(office, conflict.field, taken);
      if (back.length > 0) await writeChanges(tx, engine, office, back, { at, clerk, importId: null });
      await setDecision(tx, input.id, null);
      const restored = taken.length === 0 || back.length > 0;
      note('conflict', input.id, { office: office.id, field: conflict.field, restored });
      return { restored };
    });
  }),
};

async function requireOffice(db: ReadDb, id: number): Promise<OfficeRow> {
  const office = (await officesById(db, [id])).get(id);
  if (!office || (await keptOfficeOf(db, id))) throw fail('not_found', { what: 'office' });
  return office;
}

/** The way back of what a decision wrote (the value, and the date a status brought along), unless it was changed since. */
function turnedBack(office: OfficeRow, field: string, taken: readonly OfficeChange[]): OfficeChange[] {
  const mine = (each: OfficeChange) => each.field === field || (field === 'status' && each.field === 'releasedOn');
  const holds = (each: OfficeChange) => each.field !== null && office[each.field] === each.to;
  const written = taken.filter(mine);
  if (!written.some((each) => each.field === field && holds(each))) return [];
  return written.filter(holds).map(({ officeId, field, from, to }) => ({ officeId, field, from: to, to: from }));
}

/** A cursor is the id and the office's code; a code may hold anything, so it stands last. */
function placeOf(cursor: string | undefined): { id: number; code: string } | null {
  if (cursor === undefined) return null;
  const gap = cursor.indexOf(' ');
  return { id: Number(cursor.slice(0, gap)) || 0, code: cursor.slice(gap + 1) };
}
