import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filePath, id, writeEncoding } from './common.ts';

export const reportName = z.enum(['offices', 'acknowledgements', 'unacknowledged', 'deliveries', 'procedures-delayed']);
export type ReportName = z.infer<typeof reportName>;

const choice = {
  report: reportName,
  incidentId: id.optional(),
  versionId: id.optional(),
};

/** A character the chosen encoding cannot hold. `row` 1 is the heading. */
export const unwritable = z.object({
  row: z.int(),
  column: z.string(),
  character: z.string(),
  codePoint: z.string(),
});

export const reports = {
  /** The first rows as the file will show them. */
  preview: oc
    .input(z.object(choice))
    .output(z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())).max(1000), total: z.int() })),
  /**
   * Writes a CSV: all fields quoted, CRLF, formula-safe. Without a version the newest sent one is taken.
   * With characters the encoding cannot hold they are listed and written as 〓.
   */
  export: oc
    .input(
      z.object({
        ...choice,
        file: filePath.optional(),
        encoding: writeEncoding.default('utf-8'),
        /** For opening in Excel or LibreOffice: an unseen tab keeps leading zeros and long digits; our import takes it off. */
        spreadsheet: z.boolean().default(false),
      }),
    )
    .output(
      z.object({ rows: z.int(), unwritable: z.array(unwritable).max(1000), file: z.string(), sha256: z.string() }),
    ),
};
