import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, page, paged } from './common.ts';
import { bucketCounts, procedure, procedureFilter, procedureTwin } from './procedureShapes.ts';

/** The calls about what is late, who is to be told, and what is to be filed once more. */
export const procedureBoardCalls = {
  /**
   * How many filings still to be made stand in which column of the board on a day (today), of all or of those a
   * filter names; `harm` counts the urgent ones among them, `misses` and `blocked` cut across the columns.
   */
  board: oc.input(z.object({ on: date.optional(), ...procedureFilter })).output(
    z.object({
      on: date,
      ...bucketCounts,
      total: z.int(),
      misses: z.int(),
      blocked: z.int(),
      /** Overdue, and those not due yet that are certain to miss. */
      delayed: z.int(),
      harm: z.object(bucketCounts),
    }),
  ),
  /** What the filters of the board offer: authorities, and clerks of filings still to be made. */
  choices: oc
    .input(z.object({}))
    .output(z.object({ authorities: z.array(z.string()).max(1000), clerks: z.array(z.string()).max(1000) })),
  /**
   * Versions that list late filings and went out, with the filings they told of that are not marked as told yet;
   * newest first.
   */
  untold: oc.input(z.object({ incidentId: id })).output(
    z.object({
      rows: z.array(z.object({ versionId: id, label: z.string(), sentOn: date, procedures: z.int() })).max(100),
      /** Offices with a late or blocked filing nobody has told them of. */
      offices: z.int(),
      procedures: z.int(),
    }),
  ),
  /** Notes that a version told its offices of their late and blocked filings. */
  tell: oc
    .input(z.object({ versionId: id, on: date.optional() }))
    .output(z.object({ changeId: id.nullable(), told: z.int() })),
  /**
   * What is to be filed once the incident is over: its filings the authority does not have for certain. `filed`:
   * the same thing was filed by another way meanwhile, and must not be filed again.
   */
  refile: oc.input(z.object({ incidentId: id, cursor: page.cursor, limit: page.limit })).output(
    paged(
      procedure.extend({
        why: z.enum(['blocked', 'returned', 'unproven', 'open']),
        filed: procedureTwin.nullable(),
      }),
    ),
  ),
};
