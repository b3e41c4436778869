import { createHash } from 'node:crypto';
import { insertAssessment } from '../../db/queries/assessments.ts';
import {
  authorityReportsOf,
  countConsents,
  deleteAuthorityReport,
  insertAuthorityReport,
  itemsOfReports,
  listConsents,
  setAuthorityReport,
  setReportItems,
} from '../../db/queries/authorityReports.ts';
import { countRoster, listRoster } from '../../db/queries/jointRoster.ts';
import { reportItem } from '../contract/duties.ts';
import { fail } from '../contract/errors.ts';
import {
  describeReports,
  isOfSameRow,
  itemsBefore,
  lateFilter,
  requireReport,
  requireUnfiled,
  rosterFilter,
  statedItems,
} from './authorityReports.ts';
import { api, change } from './context.ts';
import { assessmentOf } from './dutyClocks.ts';
import { fileReport } from './jointFiling.ts';
import { requireIncident, requireOpenIncident } from './ledger.ts';
import { dutyCounts, officeDutyPage, setOfficeDuties, takeBackDuties } from './officeDuties.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

export const duties = {
  assessment: api.duties.assessment.handler(({ input, context }) => assessmentOf(context.store.read, input.incidentId)),

  assess: api.duties.assess.handler(async ({ input: { incidentId, ...assessment }, context }) => {
    const clerk = await context.clerk();
    return change(context, 'duties.assess', async (tx, note, at) => {
      const { knownOn } = await requireOpenIncident(tx, incidentId);
      if (assessment.knownOn !== knownOn && assessment.reason === '') throw fail('invalid_input', { field: 'reason' });
      const id = await insertAssessment(tx, incidentId, { ...assessment, at, clerk });
      const { reason: _, ...judged } = assessment;
      note('incident', incidentId, { assessmentId: id, ...judged });
      return { id };
    });
  }),

  reports: api.duties.reports.handler(async ({ input, context }) => {
    await requireIncident(context.store.read, input.incidentId);
    return { rows: await describeReports(context.store.read, input.incidentId) };
  }),

  start: api.duties.start.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'duties.start', async (tx, note, at) => {
      await requireOpenIncident(tx, input.incidentId);
      const begun = { ...input, number: 0, basis: 'agreed', method: 'form', receipt: '', note: '', clerk };
      const row = { ...begun, id: 0, filedOn: null, filedAt: null, rosterSha256: null };
      const earlier = (await authorityReportsOf(tx, input.incidentId)).filter((other) => isOfSameRow(other, row));
      const number = Math.max(0, ...earlier.map((other) => other.number)) + 1;
      const id = await insertAuthorityReport(tx, { ...begun, number, at });
      const last = earlier.at(-1);
      const before = last ? await itemsOfReports(tx, [last.id]) : [];
      const items = reportItem.options.map((item) => {
        const { state = 'unknown', text = '' } = before.find((each) => each.item === item) ?? {};
        return { item, state: state === 'changed' ? 'known' : state, text };
      });
      await setReportItems(tx, id, items);
      const { incidentId, authority, kind, special, joint } = input;
      note('authorityReport', id, { incidentId, authority, kind, special, joint, number });
      return { id, number };
    });
  }),

  save: api.duties.save.handler(({ input: { id, items, ...cells }, context }) =>
    change(context, 'duties.save', async (tx, note) => {
      const report = await requireUnfiled(tx, id);
      await requireOpenIncident(tx, report.incidentId);
      await setAuthorityReport(tx, id, cells);
      await setReportItems(tx, id, statedItems(items, await itemsBefore(tx, report)));
      note('authorityReport', id, { known: items.filter(({ state }) => state === 'known').length });
      return {};
    }),
  ),

  file: api.duties.file.handler(async ({ input: { id, filedOn, receipt }, context }) => {
    const clerk = await context.clerk();
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    return change(context, 'duties.file', async (tx, note, at) => {
      const report = await requireUnfiled(tx, id);
      await requireOpenIncident(tx, report.incidentId);
      if (receipt !== undefined) await setAuthorityReport(tx, id, { receipt });
      const done = await fileReport(tx, report, { filedOn, at, clerk, sha256 });
      note('authorityReport', id, { filedOn, ...done });
      return done;
    });
  }),

  receipt: api.duties.receipt.handler(({ input: { id, ...cells }, context }) =>
    change(context, 'duties.receipt', async (tx, note) => {
      const report = await requireReport(tx, id);
      await requireOpenIncident(tx, report.incidentId);
      await setAuthorityReport(tx, id, cells);
      note('authorityReport', id, { hasReceipt: cells.receipt !== '' });
      return {};
    }),
  ),

  discard: api.duties.discard.handler(({ input: { id }, context }) =>
    change(context, 'duties.discard', async (tx, note) => {
      const { incidentId, number } = await requireUnfiled(tx, id);
      await requireOpenIncident(tx, incidentId);
      await deleteAuthorityReport(tx, id);
      note('authorityReport', id, { incidentId, number });
      return {};
    }),
  ),

  roster: api.duties.roster.handler(async ({ input, context }) => {
    const db = context.store.read;
    const report = await requireReport(db, input.reportId);
    const patterns = patternsOf(input.search);
    if (input.only === 'roster' && report.filedAt !== null) {
      const after = Number(input.cursor ?? 0);
      const found = await listRoster(db, report.id, patterns, after, input.limit + 1);
      const page = cutPage(found, input.limit, (row) => String(row.position));
      return { ...page, rows: page.rows.map(shown), total: await countRoster(db, report.id, patterns) };
    }
    const only = input.only === 'declined' || input.only === 'silent' ? [input.only] : null;
    const named = input.only === 'late' ? lateFilter(report, patterns) : rosterFilter(report, patterns);
    const filter = only ? { ...named, answers: only } : named;
    const found = await listConsents(db, filter, input.cursor ?? null, input.limit + 1);
    const page = cutPage(found, input.limit, (row) => row.code);
    return { ...page, rows: page.rows.map(shown), total: await countConsents(db, filter) };
  }),

  counts: api.duties.counts.handler(({ input, context }) => dutyCounts(context.store.read, input.incidentId)),
  offices: api.duties.offices.handler(({ input, context }) => officeDutyPage(context.store.read, input)),
  setOffices: api.duties.setOffices.handler(({ input, context }) => setOfficeDuties(context, input)),
  takeBack: api.duties.takeBack.handler(({ input, context }) => takeBackDuties(context, input.batch)),
};

type Shown = { officeId: number; code: string; name: string; answer: 'agreed' | 'declined' | 'silent' };
const shown = ({ officeId, code, name, answer }: Shown): Shown => ({ officeId, code, name, answer });
