import { insertReportExport, listReportExports } from '../../db/queries/reportExports.ts';
import { fail } from '../contract/errors.ts';
import { type ReportName, reportEntry } from '../contract/reportList.ts';
import { reportFormat, reportName } from '../contract/reports.ts';
import { japanDate } from '../rules/dates.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { fileStamp } from './fileNames.ts';
import type { ReportChoice, ReportTable } from './reports/definition.ts';
import { definitions } from './reports/index.ts';
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
      rows: rows.flatMap(({ report, format, ...row }) => {
        const known = reportName.safeParse(report);
        return known.success ? { ...row, report: known.data, format: reportFormat.parse(format) } : [];
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
    const file = input.file ?? fileName(context, input);
    // A script's bare default name also belongs into the app's own folder.
    const caller = input.file ? context.caller : 'window';
    const writing = await context.files.create(caller, file, input.format === 'csv' ? input.encoding : 'bytes');
    try {
      const tools = toolsOf(context, 'reports.export', signal);
      const paper = input.format === 'pdf' ? await definitions[input.report].paper?.(choiceOf(context, input)) : null;
      const done = paper
        ? await writePaper(writing, paper, table, tools)
        : await writeReport(writing, table, input, tools);
      const sha256 = await writing.finish();
      const clerk = await context.clerk();
      await change(context, 'reports.export', async (tx, note, at) => {
        const { report, format, encoding } = input;
        await insertReportExport(tx, { at, clerk, report, format, rows: done.rows, file: writing.path, sha256 });
        note('report', null, { report, format, rows: done.rows, encoding, sha256 });
      });
      return { ...done, file: writing.path, sha256 };
    } catch (error) {
      await writing.discard();
      throw error;
    }
  }),
};

const PREVIEW_ROWS = 20;
const SHOWN_EXPORTS = 20;

/** The one report of addresses. */
const LABELLED: ReportName = 'offices';

type Choice = { report: ReportName } & Omit<ReportChoice, 'db' | 'clock' | 'today'>;

function choiceOf({ clock, store }: AppContext, choice: Choice): ReportChoice {
  const { only } = choice;
  if (only !== undefined && !Object.hasOwn(reportEntry(choice.report).only ?? {}, only)) {
    throw fail('invalid_input', { field: 'only' });
  }
  return { ...choice, clock, db: store.read, today: japanDate(clock.now()) };
}

const tableOf = (context: AppContext, choice: Choice): Promise<ReportTable> =>
  definitions[choice.report].table(choiceOf(context, choice));

/** The rows a form is written from: labels have their own columns, and only offices have addresses. */
async function tableFor(context: AppContext, input: Choice & Pick<Form, 'format'>): Promise<ReportTable> {
  if (input.format !== 'labels') return tableOf(context, input);
  if (input.report !== LABELLED) throw fail('invalid_input', { field: 'format' });
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

function fileName(context: AppContext, { report, format, encoding }: Form): string {
  if (format === 'csv') return `${report}-${fileStamp(context.clock)}-${encoding}.csv`;
  const what = format === 'labels' ? 'labels' : report;
  return `${what}-${fileStamp(context.clock)}.${format === 'xlsx' ? 'xlsx' : 'pdf'}`;
}
