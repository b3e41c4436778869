import { fail } from '../contract/errors.ts';
import type { Files, Writing } from '../ports/files.ts';
import { csvLine, guardFormula, keepDigits, toCp932Text } from '../rules/csvWrite.ts';
import { japanDate } from '../rules/dates.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { type ReportTable, reportTables } from './reportTables.ts';

export const reports = {
  preview: api.reports.preview.handler(async ({ input, context }) => {
    const table = await tableOf(context, input);
    const first = await table.pages().next();
    return { columns: table.columns, rows: (first.value ?? []).slice(0, PREVIEW_ROWS), total: await table.total() };
  }),

  unwritable: api.reports.unwritable.handler(() => {
    throw fail('unknown_call', { name: 'reports.unwritable' });
  }),

  export: api.reports.export.handler(async ({ input, context, signal }) => {
    const table = await tableOf(context, input);
    const file = input.file ?? `${input.report}-${stamp(context)}-${input.encoding}.csv`;
    // A script's bare default name also belongs into the app's own folder.
    const writing = await context.files.create(input.file ? context.caller : 'window', file, input.encoding);
    try {
      const isWritable = input.encoding === 'cp932' ? context.files.isCp932 : null;
      const safe = (cell: string) => (input.spreadsheet ? keepDigits(guardFormula(cell)) : guardFormula(cell));
      const done = await writeTable({ writing, table, isWritable, safe }, (rows) => {
        if (signal?.aborted) throw signal.reason;
        tell(context, { type: 'progress', work: 'reports.export', done: rows, total: rows });
      });
      const sha256 = await writing.finish();
      await change(context, 'reports.export', async (_tx, note) => {
        note('report', null, { report: input.report, rows: done.rows, encoding: input.encoding, sha256 });
      });
      return { ...done, file: writing.path, sha256 };
    } catch (error) {
      await writing.discard();
      throw error;
    }
  }),
};

const PREVIEW_ROWS = 20;
const MOST_LISTED = 1000;

function tableOf(
  context: AppContext,
  input: { report: keyof typeof reportTables; incidentId?: number | undefined; versionId?: number | undefined },
): Promise<ReportTable> {
  const { incidentId, versionId } = input;
  const choice = { db: context.store.read, today: japanDate(context.clock.now()), incidentId, versionId };
  return reportTables[input.report](choice);
}

/** Japan's date and time as part of a file name. */
function stamp(context: AppContext): string {
  const shifted = new Date(context.clock.now().getTime() + 9 * 3_600_000).toISOString();
  return shifted.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

interface Unwritable {
  row: number;
  column: string;
  character: string;
  codePoint: string;
}

interface WritingTable {
  writing: Writing;
  table: ReportTable;
  /** Null when the encoding holds every character. */
  isWritable: Files['isCp932'] | null;
  /** Makes a cell harmless to whatever opens the file. */
  safe(cell: string): string;
}

async function writeTable(
  { writing, table, isWritable, safe }: WritingTable,
  progress: (rows: number) => void,
): Promise<{ rows: number; unwritable: Unwritable[] }> {
  const unwritable: Unwritable[] = [];
  let line = 0;
  const encode = (cells: readonly string[]): string => {
    line += 1;
    if (!isWritable) return csvLine(cells.map(safe));
    return csvLine(
      cells.map((cell, i) => {
        const result = toCp932Text(safe(cell), isWritable);
        for (const lost of result.unwritable) {
          if (unwritable.length < MOST_LISTED) unwritable.push({ row: line, column: table.columns[i] ?? '', ...lost });
        }
        return result.text;
      }),
    );
  };
  await writing.write(encode(table.columns));
  for await (const rows of table.pages()) {
    await writing.write(rows.map(encode).join(''));
    progress(line - 1);
  }
  return { rows: line - 1, unwritable };
}
