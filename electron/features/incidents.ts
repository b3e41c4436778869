import { confirmationInstants } from '../../db/queries/acknowledgements.ts';
import { insertFact } from '../../db/queries/facts.ts';
import {
  getIncident,
  type IncidentRow,
  insertIncident,
  listIncidents,
  listPicks,
  removePick,
  setIncidentBranches,
  setPick,
} from '../../db/queries/incidents.ts';
import { type VersionRow, versionsOfIncident } from '../../db/queries/notices.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { countDueOn, countProcedures } from '../../db/queries/procedures.ts';
import { type Count, countsOf } from '../../db/queries/recipients.ts';
import type { ReadDb } from '../../db/store.ts';
import { PAGE_LIMIT } from '../contract/common.ts';
import { fail } from '../contract/errors.ts';
import type { Standing } from '../contract/incidents.ts';
import { japanDate } from '../rules/dates.ts';
import { incidentQuestions } from '../rules/incidentQuestions.ts';
import { api, change } from './context.ts';

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

  overview: api.incidents.overview.handler(async ({ input, context }) => {
    const db = context.store.read;
    const today = japanDate(context.clock.now());
    const incident = await requireIncident(db, input.incidentId);
    const versions = await versionsOfIncident(db, incident.id);
    const sent = versions.filter((version) => version.state === 'sent');
    const counts = await countsOf(
      db,
      sent.map((version) => version.id),
    );
    const standings = versions.map((version) => standingOf(version, counts));
    const latest = newestSent(standings);
    return {
      incident,
      latest,
      versions: standings,
      branches: branchesOf(counts.filter((count) => count.versionId === latest?.versionId)),
      growth: (await Promise.all(sent.map((version) => growthOf(db, version.id)))).flat(),
      delayed: await countProcedures(db, { dueBefore: today, state: null, patterns: [] }),
      dueToday: await countDueOn(db, today),
    };
  }),
};

async function requireIncident(db: ReadDb, id: number): Promise<IncidentRow> {
  const incident = await getIncident(db, id);
  if (!incident) throw fail('not_found', { what: 'incident' });
  return incident;
}

/** The version that went out last; among those of the same moment, the one written last. */
function newestSent(standings: readonly Standing[]): Standing | null {
  const sent = standings.filter((standing) => standing.sentAt !== null);
  const order = (s: Standing) => `${s.sentAt}|${String(s.versionId).padStart(10, '0')}`;
  return sent.reduce<Standing | null>((best, s) => (best && order(best) > order(s) ? best : s), null);
}

const UNDELIVERED = new Set(['no_address', 'failed', 'cancelled']);

function standingOf(version: VersionRow, counts: readonly Count[]): Standing {
  const mine = counts.filter((count) => count.versionId === version.id);
  const sum = (fits: (count: Count) => boolean) => mine.filter(fits).reduce((total, count) => total + count.count, 0);
  return {
    versionId: version.id,
    noticeId: version.noticeId,
    number: version.number,
    label: version.label,
    state: version.state,
    sentAt: version.sentAt,
    recipients: sum(() => true),
    confirmed: sum((count) => count.acknowledgementState === 'confirmed'),
    outdated: sum((count) => count.acknowledgementState === 'outdated'),
    superseded: sum((count) => count.acknowledgementState === 'superseded'),
    open: sum((count) => count.acknowledgementState === 'open'),
    undelivered: sum((count) => UNDELIVERED.has(count.deliveryState)),
    inDoubt: sum((count) => count.deliveryState === 'in_doubt'),
  };
}

function branchesOf(counts: readonly Count[]) {
  const branches = new Map<
    string,
    { branch: string; recipients: number; confirmed: number; outdated: number; open: number }
  >();
  for (const { branch, acknowledgementState, count } of counts) {
    const row = branches.get(branch) ?? { branch, recipients: 0, confirmed: 0, outdated: 0, open: 0 };
    row.recipients += count;
    if (
      acknowledgementState === 'confirmed' ||
      acknowledgementState === 'outdated' ||
      acknowledgementState === 'open'
    ) {
      row[acknowledgementState] += count;
    }
    branches.set(branch, row);
  }
  return [...branches.values()];
}

async function growthOf(db: ReadDb, versionId: number) {
  const days = new Map<string, number>();
  for (const at of await confirmationInstants(db, versionId)) {
    const on = japanDate(at);
    days.set(on, (days.get(on) ?? 0) + 1);
  }
  return [...days].sort().map(([on, confirmed]) => ({ versionId, on, confirmed }));
}
