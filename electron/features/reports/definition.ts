import { getIncident, type IncidentRow, listIncidents } from '../../../db/queries/incidents.ts';
import { getVersion, latestSentVersion, type VersionRow } from '../../../db/queries/notices.ts';
import type { ReadDb } from '../../../db/store.ts';
import { fail } from '../../contract/errors.ts';
import type { OfficeFilter } from '../../contract/offices.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Letter } from '../../ports/letters.ts';

/** A report as rows of text, read page by page. */
export interface ReportTable {
  columns: string[];
  /** The headings that were not chosen. */
  others: string[];
  total(): Promise<number>;
  /** Rows in pages of at most 500. */
  pages(): AsyncGenerator<string[][]>;
}

/** What a report is about. */
export interface ReportChoice {
  db: ReadDb;
  clock: Clock;
  /** Japan's date. */
  today: string;
  incidentId?: number | undefined;
  versionId?: number | undefined;
  officeCode?: string | undefined;
  /** First and last day of a period, Japan dates. */
  from?: string | undefined;
  to?: string | undefined;
  /** One of the report's own choices. */
  only?: string | undefined;
  filter?: OfficeFilter | undefined;
  /** Headings to write, in this order; without it all. */
  columns?: string[] | undefined;
}

/** A report: its rows for every form, and a paper of its own where a printed list would not do. */
export interface ReportDefinition {
  table(choice: ReportChoice): Promise<ReportTable>;
  /** Written for `pdf` in place of the list of rows. */
  paper?(choice: ReportChoice): Promise<Letter>;
}

/** Rows a report reads at a time. */
export const PAGE = 500;

interface TableParts<Row> {
  columns: Record<string, (row: Row) => string>;
  total(): Promise<number>;
  /** The page of `PAGE` rows after a row; the first page after null. */
  page(last: Row | null): Promise<Row[]>;
}

/** Rows as text, with the headings that were chosen. Errors: invalid_input for a heading it has not. */
export function table<Row>(chosen: string[] | undefined, parts: TableParts<Row>): ReportTable {
  const all = Object.keys(parts.columns);
  const columns = chosen ?? all;
  const cells = columns.map((heading) => {
    const cell = parts.columns[heading];
    if (!cell || !all.includes(heading)) throw fail('invalid_input', { field: 'columns' });
    return cell;
  });
  if (new Set(columns).size < columns.length) throw fail('invalid_input', { field: 'columns' });
  return {
    columns,
    others: all.filter((heading) => !columns.includes(heading)),
    total: parts.total,
    async *pages() {
      for (let last: Row | null = null; ; ) {
        const rows: Row[] = await parts.page(last);
        if (rows.length > 0) yield rows.map((row) => cells.map((cell) => cell(row)));
        if (rows.length < PAGE) return;
        last = rows.at(-1) ?? null;
      }
    },
  };
}

/** A report of few rows, read at once. */
export function shortTable<Row>(
  chosen: string[] | undefined,
  columns: Record<string, (row: Row) => string>,
  rows: readonly Row[],
): ReportTable {
  const after = (last: Row | null) => (last === null ? 0 : rows.indexOf(last) + 1);
  return table<Row>(chosen, {
    columns,
    total: async () => rows.length,
    page: async (last) => rows.slice(after(last), after(last) + PAGE),
  });
}

/** The incident asked for, or the newest. Errors: not_found. */
export async function chosenIncident({ db, incidentId }: ReportChoice): Promise<IncidentRow> {
  const incident = incidentId ? await getIncident(db, incidentId) : (await listIncidents(db))[0];
  if (!incident) throw fail('not_found', { what: 'incident' });
  return incident;
}

/** The version asked for, or the newest one sent. Errors: not_found. */
export async function chosenVersion(choice: ReportChoice): Promise<VersionRow> {
  const version = choice.versionId
    ? await getVersion(choice.db, choice.versionId)
    : await latestSentVersion(choice.db, choice.incidentId);
  if (!version) throw fail('not_found', { what: 'sentVersion' });
  return version;
}
