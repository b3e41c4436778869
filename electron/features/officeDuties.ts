import type { z } from 'zod';
import { getVersion, noticesOf } from '../../db/queries/notices.ts';
import {
  affectedIds,
  affectedRecipients,
  countDutyStates,
  countOfficeDuties,
  getDutyBatch,
  insertOfficeDuties,
  listOfficeDuties,
  type OfficeDutyFilter,
  takeBackOfficeDuties,
} from '../../db/queries/officeDuties.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import type { ReadDb } from '../../db/store.ts';
import {
  type OfficeDuty,
  type OfficeDutyState,
  type officeChoice,
  officeDuty,
  officeDutyState,
} from '../contract/duties.ts';
import { fail } from '../contract/errors.ts';
import { breathe } from './breathing.ts';
import { type AppContext, change } from './context.ts';
import { requireIncident, requireOpenIncident } from './ledger.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

/** Which states a duty can have. */
const statesOfDuty: Record<OfficeDuty, readonly OfficeDutyState[]> = {
  report: ['undecided', 'none', 'joint', 'own', 'required'],
  persons: ['undecided', 'none', 'required', 'done', 'substituted'],
};

/** How many offices are in each state of each duty. */
export async function dutyCounts(db: ReadDb, incidentId: number) {
  await requireIncident(db, incidentId);
  const duties = [];
  for (const duty of officeDuty.options) {
    const rows = await countDutyStates(db, incidentId, duty);
    await breathe();
    duties.push({
      duty,
      states: Object.fromEntries(rows.map(({ state, n }) => [officeDutyState.parse(state), n])),
      opposite: rows.reduce((sum, { opposite }) => sum + opposite, 0),
    });
  }
  return { duties };
}

interface PageOrder {
  incidentId: number;
  duty: OfficeDuty;
  state?: OfficeDutyState | undefined;
  opposite: boolean;
  search?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A page of offices with where they stand and what they were told. */
export async function officeDutyPage(db: ReadDb, input: PageOrder) {
  await requireIncident(db, input.incidentId);
  const { incidentId, duty, state = null, opposite } = input;
  const filter: OfficeDutyFilter = { incidentId, duty, state, opposite, patterns: patternsOf(input.search) };
  const [found, total] = await Promise.all([
    listOfficeDuties(db, filter, input.cursor ?? null, input.limit + 1),
    countOfficeDuties(db, filter),
  ]);
  const { rows, next } = cutPage(found, input.limit, (row) => row.code);
  return {
    rows: rows.map(({ toldVersionId, toldLabel, toldState, state: now, ...row }) => ({
      ...row,
      state: officeDutyState.parse(now),
      told:
        toldVersionId === null
          ? null
          : { versionId: toldVersionId, label: toldLabel ?? '', state: officeDutyState.parse(toldState) },
    })),
    next,
    total,
  };
}

interface Setting {
  incidentId: number;
  duty: OfficeDuty;
  state: OfficeDutyState;
  offices: z.infer<typeof officeChoice>;
  versionId?: number | undefined;
  onDate?: string | undefined;
  persons?: number | undefined;
  note: string;
}

/** Beyond this many offices another call waits for no commit of theirs. */
const MANY = 500;

/** Notes where offices stand. Errors: invalid_input, unknown_office, not_found, incident_closed. */
export async function setOfficeDuties(context: AppContext, input: Setting) {
  const { incidentId, duty, state, offices, versionId = null, onDate = null, persons = null, note: words } = input;
  if (!statesOfDuty[duty].includes(state)) throw fail('invalid_input', { field: 'state' });
  const clerk = await context.clerk();
  const ids = await chosenOffices(context.store.read, input);
  return change(
    context,
    'duties.setOffices',
    async (tx, note, at) => {
      await requireOpenIncident(tx, incidentId);
      if (versionId !== null) await requireVersionOf(tx, incidentId, versionId);
      const noted = { incidentId, duty, state, versionId, onDate, persons, note: words, at, clerk };
      const batch = await insertOfficeDuties(tx, ids, noted);
      const rows = await countDutyStates(tx, incidentId, duty);
      const opposite = rows.reduce((sum, row) => sum + row.opposite, 0);
      note('incident', incidentId, { duty, state, offices: ids.length, by: offices.kind, versionId, batch, opposite });
      return { offices: ids.length, opposite, batch };
    },
    { large: ids.length > MANY },
  );
}

async function chosenOffices(db: ReadDb, { incidentId, duty, offices }: Setting): Promise<number[]> {
  if (offices.kind === 'all') return affectedIds(db, incidentId, duty, null);
  if (offices.kind === 'state') return affectedIds(db, incidentId, duty, offices.state);
  if (offices.kind === 'version') {
    await requireVersionOf(db, incidentId, offices.versionId);
    return affectedRecipients(db, incidentId, offices.versionId);
  }
  const ids = new Set<number>();
  for (const code of offices.codes) {
    const id = await officeIdByCode(db, code);
    if (id === null) throw fail('unknown_office', { code });
    ids.add(id);
  }
  return [...ids];
}

async function requireVersionOf(db: ReadDb, incidentId: number, versionId: number): Promise<void> {
  const version = await getVersion(db, versionId);
  const notices = await noticesOf(db, incidentId);
  if (!version || !notices.some(({ id }) => id === version.noticeId)) throw fail('not_found', { what: 'notice' });
}

/** Takes a batch back where nothing newer was noted. Errors: not_found, incident_closed. */
export function takeBackDuties(context: AppContext, batch: number) {
  return change(context, 'duties.takeBack', async (tx, note) => {
    const found = await getDutyBatch(tx, batch);
    if (!found) throw fail('not_found', { what: 'change' });
    await requireOpenIncident(tx, found.incidentId);
    const offices = await takeBackOfficeDuties(tx, batch);
    note('incident', found.incidentId, { duty: found.duty, batch, offices });
    return { offices };
  });
}
