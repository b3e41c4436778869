import { fail } from '../contract/errors.ts';
import type { OfficeFilter } from '../contract/offices.ts';
import type { ReportName } from '../contract/reports.ts';
import { japanDate } from '../rules/dates.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { fileStamp } from './fileNames.ts';
import { type ReportTable, reportTables } from './reportTables.ts';
import { type Form, LABEL_COLUMNS, unwritableOf, writeReport } from './reportWriting.ts';

export const reports = {
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
      const done = await writeReport(writing, table, input, toolsOf(context, 'reports.export', signal));
      const sha256 = await writing.finish();
      await change(context, 'reports.export', async (_tx, note) => {
        const { report, format, encoding } = input;
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

interface Choice {
  report: ReportName;
  incidentId?: number | undefined;
  versionId?: number | undefined;
  filter?: OfficeFilter | undefined;
  columns?: string[] | undefined;
}

function tableOf(context: AppContext, { report, ...choice }: Choice): Promise<ReportTable> {
  const { clock, store } = context;
  return reportTables[report]({ ...choice, clock, db: store.read, today: japanDate(clock.now()) });
}

/** The rows a form is written from: labels have their own columns, and only offices have addresses. */
async function tableFor(context: AppContext, input: Choice & Pick<Form, 'format'>): Promise<ReportTable> {
  if (input.format !== 'labels') return tableOf(context, input);
  if (input.report !== 'offices') throw fail('invalid_input', { field: 'format' });
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
