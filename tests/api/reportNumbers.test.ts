import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportName } from '../../electron/contract/reportList.ts';
import { reportName } from '../../electron/contract/reports.ts';
import { parseCsv } from '../../electron/rules/csvRead.ts';
import { unguardFormula } from '../../electron/rules/csvWrite.ts';
import { cellWords } from '../../electron/rules/reportWords.ts';
import { fillRegister, HARD_CODES } from '../support/fullRegister.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

/** What a report holds that a screen shows too, from both: its rows by their codes, or their number. */
type Shown = (
  test: TestApp,
  known: Known,
  rows: Record<string, string>[],
) => Promise<[report: unknown, screen: unknown]>;
type Known = Awaited<ReturnType<typeof fillRegister>>;

const codes = (rows: Record<string, string>[]) => rows.map((row) => row.事業所番号);

/** One for every report: the compiler asks for it. */
const shown: Record<ReportName, Shown> = {
  'board-status': async ({ client }, { incidentId }, rows) => {
    const { latest, incident, delayed } = await client.incidents.overview({ incidentId });
    const values = Object.fromEntries(rows.map((row) => [row.項目, row.値]));
    const wanted = [incident.affected, latest?.confirmed, latest?.open, latest?.undelivered, delayed];
    const found = ['対象の事業所', '最新の報を確認', '未確認', '未達', '遅延手続'].map((name) => values[name]);
    return [found, wanted.map(String)];
  },
  offices: async ({ client }, _, rows) => [codes(rows), (await client.offices.list({})).rows.map(({ code }) => code)],
  contacts: async ({ client }, _, rows) => {
    const { rows: offices, total } = await client.offices.list({});
    const lists = await Promise.all(offices.map(({ id }) => client.contacts.list({ officeId: id })));
    return [rows.length, total + lists.flatMap((list) => list.rows).length];
  },
  acknowledgements: async ({ client }, { versionId }, rows) => {
    const list = await client.acknowledgements.list({ versionId });
    return [codes(rows), list.rows.map(({ officeCode }) => officeCode)];
  },
  unacknowledged: async ({ client }, { versionId }, rows) => {
    const { byList } = await client.acknowledgements.summary({ versionId });
    return [rows.length, byList.open + byList.outdated];
  },
  matrix: async ({ client }, { incidentId }, rows) => {
    const matrix = await client.acknowledgements.matrix({ incidentId, list: 'all', order: 'code' });
    const labels = matrix.versions.map(({ label }) => label);
    const screen = matrix.rows.map(({ code, cells }) => [code, ...cells.map((cell) => cellWords[cell])]);
    return [rows.map((row) => [row.事業所番号, ...labels.map((label) => row[label])]), screen];
  },
  calls: async ({ client }, { incidentId }, rows) => {
    const list = await client.calls.list({ incidentId });
    return [codes(rows), list.rows.map(({ officeCode }) => officeCode)];
  },
  questions: async ({ client }, { incidentId }, rows) => {
    const list = await client.questions.list({ incidentId });
    return [rows.map((row) => row.質問), list.rows.map(({ question }) => question)];
  },
  deliveries: async ({ client }, { versionId }, rows) => {
    const { byState } = await client.deliveries.status({ versionId });
    return [rows.filter((row) => row.結果 === '届いていない').length, byState.failed];
  },
  bounces: async ({ client }, _, rows) => {
    const list = await client.mailbox.list({ view: 'returned' });
    return [codes(rows), list.rows.map(({ officeCode }) => officeCode)];
  },
  'procedures-pending': async ({ client }, _, rows) => [rows.length, (await client.procedures.board({})).total],
  'procedures-delayed': async ({ client }, _, rows) => [rows.length, (await client.procedures.board({})).delayed],
  'procedures-refile': async ({ client }, { incidentId }, rows) => {
    const list = await client.procedures.refile({ incidentId });
    return [codes(rows), list.rows.map(({ officeCode }) => officeCode)];
  },
  'procedures-incident': async ({ client }, { incidentId }, rows) => {
    return [rows.length, (await client.procedures.list({ incidentId })).total];
  },
  chronology: async ({ client }, { incidentId }, rows) => {
    return [rows.length, (await client.chronology.list({ incidentId })).total];
  },
  facts: async ({ client }, { incidentId }, rows) => {
    return [rows.map((row) => row.名前), (await client.facts.list({ incidentId })).rows.map(({ name }) => name)];
  },
  bulletins: async ({ client }, { incidentId }, rows) => {
    return [rows.length, (await client.bulletins.list({ incidentId })).rows.length];
  },
  versions: async ({ client }, { incidentId }, rows) => {
    const { versions } = await client.incidents.overview({ incidentId });
    const screen = versions.map(({ label, recipients, confirmed }) => [label, String(recipients), String(confirmed)]);
    return [rows.map((row) => [row.版, row.宛先, row.確認]), screen];
  },
  duties: async ({ client }, { incidentId }, rows) => {
    const clocks = await client.incidents.duties({ incidentId });
    return [rows.map((row) => row.期限), clocks.map(({ dueOn }) => dueOn ?? '')];
  },
  'authority-reports': async ({ client }, { incidentId }, rows) => {
    const { rows: reports } = await client.duties.reports({ incidentId });
    return [rows.length, reports.flatMap(({ items }) => items).length];
  },
  'office-file': async ({ client }, { versionId, officeCode }, rows) => {
    const [office] = (await client.offices.list({ search: officeCode })).rows;
    const proof = await client.acknowledgements.proof({ versionId, officeId: office?.id ?? 0 });
    return [rows.length, proof.deliveries.length + proof.answers.length];
  },
  'office-duties': async ({ client }, { incidentId }, rows) => {
    const { duties } = await client.duties.counts({ incidentId });
    const joint = duties.reduce((sum, { states }) => sum + (states.joint ?? 0), 0);
    return [rows.filter((row) => row.状態 === '連名済').length, joint];
  },
  'joint-annex': async ({ client }, { incidentId }, rows) => {
    const [report] = (await client.duties.reports({ incidentId })).rows;
    const roster = await client.duties.roster({ reportId: report?.id ?? 0 });
    return [codes(rows), roster.rows.map(({ code }) => code)];
  },
  // Writing a report is noted itself, after its rows were read.
  audit: async ({ client }, _, rows) => [rows.length, (await client.audit.list({})).total - 1],
};

describe('every report says the same as its screen', () => {
  let test: TestApp;
  let known: Known;
  beforeAll(async () => {
    test = await createTestApp();
    known = await fillRegister(test);
  }, 60_000);
  afterAll(() => test.close());

  it.each(reportName.options)('%s', async (report) => {
    const file = join(test.folder, `${report}.csv`);
    const written = await test.client.reports.export({ report, file, ...known });
    const { header, rows } = parseCsv((await readFile(file, 'utf8')).replace(/^\ufeff/, ''));
    const named = rows.map(({ cells }) =>
      Object.fromEntries(cells.map((cell, at) => [header[at] ?? '', unguardFormula(cell)])),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named).toHaveLength(written.rows);
    const { total } = await test.client.reports.preview({ report, ...known });
    if (report !== 'audit') expect(total).toBe(written.rows);
    const [found, screen] = await shown[report](test, known, named);
    expect(found).toEqual(screen);
  });

  it('the matrix and the questions are narrowed as their screens are', async () => {
    const { client } = test;
    const { byList } = await client.acknowledgements.summary(known);
    for (const only of ['open', 'confirmed', 'undelivered'] as const) {
      expect((await client.reports.preview({ report: 'matrix', only, ...known })).total, only).toBe(byList[only]);
    }
    const { counts } = await client.questions.list(known);
    for (const only of ['open', 'answered'] as const) {
      expect((await client.reports.preview({ report: 'questions', only, ...known })).total, only).toBe(counts[only]);
    }
    expect(HARD_CODES).toHaveLength(byList.all);
  });
});
