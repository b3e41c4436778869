import { insertFact } from '../../db/queries/facts.ts';
import {
  insertIncident,
  listIncidents,
  listPicks,
  removePick,
  setIncidentBranches,
  setPick,
} from '../../db/queries/incidents.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { PAGE_LIMIT } from '../contract/common.ts';
import { fail } from '../contract/errors.ts';
import { japanDate } from '../rules/dates.ts';
import { incidentQuestions } from '../rules/incidentQuestions.ts';
import { importChronology } from './chronologyImport.ts';
import { api, change } from './context.ts';
import { dutiesOf } from './dutyClocks.ts';
import { writeFinalFile } from './finalFile.ts';
import { close, closings, reopen } from './incidentClosing.ts';
import { overviewOf } from './incidentOverview.ts';
import { requireIncident } from './ledger.ts';

export const incidents = {
  list: api.incidents.list.handler(async ({ context }) => ({ rows: await listIncidents(context.store.read) })),

  create: api.incidents.create.handler(({ input, context }) =>
    change(context, 'incidents.create', async (tx, note, at) => {
      const id = await insertIncident(tx, { ...input, at });
      for (const question of incidentQuestions) await insertFact(tx, { ...question, incidentId: id });
      note('incident', id, { knownOn: input.knownOn });
      return { id };
    }),
  ),

  narrow: api.incidents.narrow.handler(({ input, context }) =>
    change(context, 'incidents.narrow', async (tx, note) => {
      await requireIncident(tx, input.id);
      await setIncidentBranches(tx, input.id, input.branches);
      const { affected } = await requireIncident(tx, input.id);
      note('incident', input.id, { branches: input.branches?.length ?? null, affected });
      return { affected };
    }),
  ),

  pick: api.incidents.pick.handler(({ input, context }) =>
    change(context, 'incidents.pick', async (tx, note) => {
      const { incidentId, officeCode, affected: picked, reason = '' } = input;
      await requireIncident(tx, incidentId);
      const officeId = await officeIdByCode(tx, officeCode);
      if (officeId === null) throw fail('unknown_office', { code: officeCode });
      if (picked === null) await removePick(tx, incidentId, officeId);
      else await setPick(tx, { incidentId, officeId, affected: picked, reason });
      const { affected } = await requireIncident(tx, incidentId);
      note('incident', incidentId, { officeId, picked, affected });
      return { affected };
    }),
  ),

  picks: api.incidents.picks.handler(async ({ input, context }) => {
    await requireIncident(context.store.read, input.incidentId);
    return { rows: await listPicks(context.store.read, input.incidentId, PAGE_LIMIT) };
  }),

  importChronology: api.incidents.importChronology.handler(({ input, context }) => importChronology(context, input)),

  duties: api.incidents.duties.handler(({ input, context }) =>
    dutiesOf(context.store.read, input.incidentId, japanDate(context.clock.now()), input.language),
  ),

  close: api.incidents.close.handler(({ input, context }) => close(context, input)),
  reopen: api.incidents.reopen.handler(({ input, context }) => reopen(context, input)),
  finalFile: api.incidents.finalFile.handler(({ input, context, signal }) => writeFinalFile(context, input, signal)),
  closings: api.incidents.closings.handler(({ input, context }) => closings(context.store.read, input.id)),

  overview: api.incidents.overview.handler(({ input, context }) =>
    overviewOf(context.store.read, input.incidentId, japanDate(context.clock.now())),
  ),
};
