import { getIncident } from '../../db/queries/incidents.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { countProcedures, insertProcedure, listProcedures, setProcedureState } from '../../db/queries/procedures.ts';
import { fail } from '../contract/errors.ts';
import { catalogue } from '../rules/catalogue.ts';
import { japanDate } from '../rules/dates.ts';
import { computeDue, isFiled } from '../rules/deadlines.ts';
import { api, change } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import { toProcedure } from './procedureRows.ts';

export const procedures = {
  catalogue: api.procedures.catalogue.handler(() => ({
    rows: catalogue.map(({ id, nameJa, nameEn, authority, baseEvent, ruleJa, law, harm }) => ({
      id,
      nameJa,
      nameEn,
      authority,
      baseEvent,
      ruleJa,
      law,
      harm,
    })),
  })),

  due: api.procedures.due.handler(({ input }) => computeDue(input.type, input.baseDate)),

  create: api.procedures.create.handler(({ input, context }) =>
    change(context, 'procedures.create', async (tx, note, at) => {
      const officeId = await officeIdByCode(tx, input.officeCode);
      if (officeId === null) throw fail('unknown_office', { code: input.officeCode });
      const incidentId = input.incidentId ?? null;
      if (incidentId !== null && !(await getIncident(tx, incidentId))) throw fail('not_found', { what: 'incident' });
      const { dueOn } = computeDue(input.type, input.baseDate);
      const { type, baseDate } = input;
      const id = await insertProcedure(tx, {
        officeId,
        incidentId,
        type,
        baseDate,
        dueOn,
        person: input.person ?? '',
        at,
      });
      note('procedure', id, { officeId, type, dueOn });
      return { id, dueOn };
    }),
  ),

  list: api.procedures.list.handler(async ({ input, context }) => {
    const today = japanDate(context.clock.now());
    const filter = {
      dueBefore: input.delayed ? today : null,
      state: input.state ?? null,
      patterns: patternsOf(input.search),
    };
    const [found, total] = await Promise.all([
      listProcedures(context.store.read, filter, readCursor(input.cursor), input.limit + 1),
      countProcedures(context.store.read, filter),
    ]);
    const page = cutPage(found, input.limit, (row) => `${row.sortOn}|${row.id}`);
    return { rows: page.rows.map((row) => toProcedure(row, today)), next: page.next, total };
  }),

  update: api.procedures.update.handler(({ input, context }) =>
    change(context, 'procedures.update', async (tx, note, at) => {
      const { id, state } = input;
      const found = await setProcedureState(tx, id, { state, pending: !isFiled(state), at });
      if (!found) throw fail('not_found', { what: 'procedure' });
      note('procedure', id, { state });
      return { state };
    }),
  ),
};

function readCursor(cursor: string | undefined): { sortOn: string; id: number } | null {
  const [sortOn, id] = cursor?.split('|') ?? [];
  return sortOn && id ? { sortOn, id: Number(id) } : null;
}
