import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, filePath, id, instant, line, writeEncoding } from './common.ts';
import { office, officeFilter } from './offices.ts';
import {
  exportPurposes,
  type ReportName,
  reportFilters,
  reportList,
  reportProfiles,
  reportPurposes,
} from './reportList.ts';

const names = Object.keys(reportList) as [ReportName, ...ReportName[]];
export const reportName = z.enum(names);

/** A report takes the fields that `reports.list` names for it, and passes over the others. */
const choice = {
  report: reportName,
  incidentId: id.optional(),
  versionId: id.optional(),
  /** The office a report about a single one is of. */
  officeCode: line(40).optional(),
  /** First and last day of a period, Japan dates, both of it. */
  from: date.optional(),
  to: date.optional(),
  /** One of the report's own choices; without it all rows. */
  only: line(40).optional(),
  /** Which offices, for the reports that are about offices alone. */
  filter: officeFilter.optional(),
  /** Headings to write, in this order; without it all of the report's columns. */
  columns: z.array(z.string().max(60)).min(1).max(60).optional(),
  /**
   * `full` for use inside. `masked`: of names the initial, of phone numbers the last four digits, of mail addresses the
   * domain; free text is left out; an import refuses such a file. `statistics`: counts alone, in columns of its own.
   */
  profile: z.enum(reportProfiles).default('full'),
};

/**
 * `csv` and `xlsx` are tables; `pdf` is a list to print (A4, landscape); `labels` are address labels, for reports
 * of offices.
 */
export const reportFormat = z.enum(['csv', 'xlsx', 'pdf', 'labels']);
export type ReportFormat = z.infer<typeof reportFormat>;

/** Label sheets of A4: columns × rows. */
export const labelSheet = z.enum(['2x5', '2x6', '3x7', '3x8']);
export type LabelSheet = z.infer<typeof labelSheet>;

/** A character the file cannot hold: CP932 has no sign for it, or the paper's typeface none. `row` 1 is the heading. */
export const unwritable = z.object({
  row: z.int(),
  column: z.string(),
  character: z.string(),
  codePoint: z.string(),
});

export const reports = {
  /** The reports there are, with what each can be narrowed by: `only` lists a report's own choices. */
  list: oc.input(z.object({})).output(
    z.object({
      rows: z.array(
        z.object({
          report: reportName,
          name: z.string(),
          use: z.string(),
          purpose: z.enum(reportPurposes),
          filters: z.array(z.enum(reportFilters)),
          only: z.array(z.string()),
          formats: z.array(reportFormat),
        }),
      ),
    }),
  ),
  /** What was written last, newest first, with its hash. */
  exports: oc.input(z.object({})).output(
    z.object({
      rows: z
        .array(
          z.object({
            id,
            at: instant,
            clerk: z.string(),
            report: reportName,
            format: reportFormat,
            profile: z.enum(reportProfiles),
            /** Empty in what an older Todoke wrote. */
            purpose: z.enum(exportPurposes).or(z.literal('')),
            rows: z.int(),
            file: z.string(),
            sha256: z.string(),
          }),
        )
        .max(50),
    }),
  ),
  /** The first rows as the file will show them. `columns` names all that can be chosen, chosen first. */
  preview: oc
    .input(z.object(choice))
    .output(z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())).max(1000), total: z.int() })),
  /** The characters the file could not hold, before it is written: the first 1,000 of all the rows. */
  unwritable: oc
    .input(z.object({ ...choice, encoding: writeEncoding.default('utf-8'), format: reportFormat.default('csv') }))
    .output(z.object({ rows: z.array(unwritable).max(1000), total: z.int() })),
  /**
   * Writes a report, as CSV unless `format` says otherwise: all fields quoted, CRLF, formula-safe. Without a version the newest sent one is taken.
   * With characters the encoding cannot hold they are listed and written as 〓.
   */
  export: oc
    .input(
      z.object({
        ...choice,
        /** A file, or a folder (ending with a slash) that gets a file named after the report and Japan's date and time. */
        file: filePath.optional(),
        encoding: writeEncoding.default('utf-8'),
        /** For opening in Excel or LibreOffice: an unseen tab keeps leading zeros and long digits; our import takes it off. */
        spreadsheet: z.boolean().default(false),
        format: reportFormat.default('csv'),
        /** What it is for, as the audit keeps it; without it, what the report is for. */
        purpose: z.enum(exportPurposes).optional(),
        labels: z
          .object({
            sheet: labelSheet.default('2x6'),
            /** The first free label of a sheet already begun, from 1. */
            startAt: z.int().min(1).max(24).default(1),
          })
          .optional(),
      }),
    )
    .output(
      z.object({
        rows: z.int(),
        unwritable: z.array(unwritable).max(1000),
        file: z.string(),
        sha256: z.string(),
        /** Offices that got no label because they have no address: their number, and the first hundred. */
        withoutAddress: z.object({
          total: z.int(),
          offices: z.array(office.pick({ code: true, name: true })).max(100),
        }),
      }),
    ),
};
