import { insertReportExport, listReportExports } from '../../db/queries/reportExports.ts';
import { fail } from '../contract/errors.ts';
import {
  exportPurposes,
  type ReportName,
  type ReportProfile,
  reportEntry,
  reportProfiles,
} from '../contract/reportList.ts';
import { reportFormat, reportName } from '../contract/reports.ts';
import { japanDate } from '../rules/dates.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { fileStamp } from './fileNames.ts';
import { writeFile } from './fileWriting.ts';
import type { ReportChoice, ReportTable } from './reports/definition.ts';
import { definitions } from './reports/index.ts';
import { countedTable, markedTable, maskedTable } from './reports/protecting.ts';
import { type Form, LABEL_COLUMNS, unwritableOf, writePaper, writeReport } from './reports/writing.ts';

export const reports = {
  list: api.reports.list.handler(() => ({
    rows: reportName.options.map((report) => {
      const { for: purpose, filters, only = {}, ja } = reportEntry(report);
      const formats = (['csv', 'xlsx', 'pdf', 'labels'] as const).filter(
        (format) => format !== 'labels' || report === LABELLED,
      );
      return { report, name: ja[0], use: ja[1], purpose, filters: [...filters], only: Object.keys(only), formats };
    }),
  })),

  exports: api.reports.exports.handler(async ({ context }) => {
    const rows = await listReportExports(context.store.read, SHOWN_EXPORTS);
    // A report of an older Todoke may be gone from the list.
    return {
      rows: rows.flatMap(({ report, format, profile, purpose, ...row }) => {
        const known = reportName.safeParse(report);
        if (!known.success) return [];
        const how = reportProfiles.find((each) => each === profile) ?? 'full';
        const why = exportPurposes.find((each) => each === purpose) ?? '';
        return { ...row, report: known.data, format: reportFormat.parse(format), profile: how, purpose: why };
      }),
    };
  }),

  preview: api.reports.preview.handler(async ({ input, context }) => {
    const table = await tableOf(context, input);
    const first = await table.pages().next();
    return {
      columns: [...table.columns, ...table.others],
      rows: (first.value ?? []).slice(0, PREVIEW_ROWS),
      total: await table.total(),
    };
  }),

  unwritable: api.reports.unwritable.handler(async ({ input, context, signal }) =>
    unwritableOf(await tableFor(context, input), input, toolsOf(context, 'reports.unwritable', signal)),
  ),

  export: api.reports.export.handler(async ({ input, context, signal }) => {
    const table = await tableFor(context, input);
    const file = placed(input.file, fileName(context, input));
    // A script's bare default name also belongs into the app's own folder.
    const caller = input.file ? context.caller : 'window';
    const encoding = input.format === 'csv' ? input.encoding : 'bytes';
    return writeFile(context, { caller, file, encoding }, async (writing) => {
      const tools = toolsOf(context, 'reports.export', signal);
      const hasPaper = input.format === 'pdf' && input.profile === 'full';
      const paper = hasPaper ? await definitions[input.report].paper?.(choiceOf(context, input)) : null;
      const done = paper
        ? await writePaper(writing, paper, table, tools)
        : await writeReport(writing, table, input, tools);
      const sha256 = await writing.finish();
      const clerk = await context.clerk();
      await change(context, 'reports.export', async (tx, note, at) => {
        const { report, format, profile, purpose = reportEntry(report).for } = input;
        const written = { report, format, rows: done.rows, sha256, profile, purpose };
        await insertReportExport(tx, { at, clerk, file: writing.path, ...written });
        note('report', null, { ...written, encoding: input.encoding });
      });
      return { ...done, file: writing.path, sha256 };
    });
  }),
};

const PREVIEW_ROWS = 20;
const SHOWN_EXPORTS = 20;

/** The one report of addresses. */
const LABELLED: ReportName = 'offices';

type Choice = { report: ReportName; profile: ReportProfile } & Omit<ReportChoice, 'db' | 'clock' | 'today'>;

function choiceOf({ clock, store }: AppContext, choice: Choice): ReportChoice {
  const { only } = choice;
  if (only !== undefined && !Object.hasOwn(reportEntry(choice.report).only ?? {}, only)) {
    throw fail('invalid_input', { field: 'only' });
  }
  return { ...choice, clock, db: store.read, today: japanDate(clock.now()) };
}

/** A report's rows as its profile lets them be seen. */
async function tableOf(context: AppContext, choice: Choice): Promise<ReportTable> {
  const { report, profile } = choice;
  const open = (columns: string[] | undefined) => definitions[report].table({ ...choiceOf(context, choice), columns });
  // Counts have columns of their own, and are of all the report's.
  if (profile === 'statistics') return countedTable(report, await open(undefined));
  const table = await open(choice.columns);
  return profile === 'masked' ? maskedTable(report, table) : table;
}

/** The rows a form is written from: labels have their own columns, and only offices have addresses. */
async function tableFor(context: AppContext, input: Choice & Pick<Form, 'format'>): Promise<ReportTable> {
  if (input.format !== 'labels') {
    const table = await tableOf(context, input);
    return input.profile === 'masked' ? markedTable(table) : table;
  }
  if (input.report !== LABELLED) throw fail('invalid_input', { field: 'format' });
  if (input.profile !== 'full') throw fail('invalid_input', { field: 'profile' });
  return tableOf(context, { ...input, columns: LABEL_COLUMNS });
}

function toolsOf(context: AppContext, work: string, signal: AbortSignal | undefined) {
  return {
    files: context.files,
    letters: context.letters,
    today: japanDate(context.clock.now()),
    signal,
    progress: (rows: number) => tell(context, { type: 'progress', work, done: rows, total: rows }),
  };
}

/** Where a report goes: a file as it is named, a folder (it ends with a slash) with the report's own name in it. */
function placed(named: string | undefined, own: string): string {
  if (named === undefined) return own;
  return /[\\/]$/.test(named) ? named + own : named;
}

function fileName(context: AppContext, { report, format, encoding, profile }: Form & Choice): string {
  const named = profile === 'full' ? report : `${report}-${profile}`;
  if (format === 'csv') return `${named}-${fileStamp(context.clock)}-${encoding}.csv`;
  const what = format === 'labels' ? 'labels' : named;
  return `${what}-${fileStamp(context.clock)}.${format === 'xlsx' ? 'xlsx' : 'pdf'}`;
}
