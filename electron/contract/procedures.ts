import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, filePath, id, instant, line, page, paged, readEncoding } from './common.ts';
import { rowProblem } from './problems.ts';
import { procedureBoardCalls } from './procedureBoard.ts';
import { procedureRuleCalls } from './procedureRules.ts';
import {
  dueStep,
  procedure,
  procedureColumn,
  procedureField,
  procedureFilter,
  procedureMapping,
  procedureState,
  procedureTwin,
  procedureValues,
  stepLanguage,
} from './procedureShapes.ts';

/** Why a filing of a bulk change was left as it was. */
const skipped = z.object({
  id,
  officeCode: z.string(),
  officeName: z.string(),
  reason: z.enum(['filed_already', 'changed_since', 'state_reason']),
});

export const procedures = {
  ...procedureRuleCalls,
  ...procedureBoardCalls,

  /** Errors: unknown_office, unknown_procedure, filed_already (unless `again`). */
  create: oc
    .input(
      z.object({
        officeCode: line(40),
        type: line(60),
        baseDate: date,
        incidentId: id.optional(),
        again: z.boolean().default(false),
        ...procedureValues,
      }),
    )
    .output(z.object({ id, dueOn: date.nullable(), changeId: id })),
  /**
   * By due date, those without a date last; `order: 'need'` puts the kinds first whose delay hurts people.
   * `delayed: true` gives only the late ones.
   */
  list: oc
    .input(z.object({ ...page, ...procedureFilter, order: z.enum(['due', 'need']).default('due') }))
    .output(paged(procedure)),
  get: oc.input(z.object({ id, language: stepLanguage })).output(
    procedure.extend({
      steps: z.array(dueStep),
      law: z.string(),
      evidenceNote: z.string(),
      note: z.string(),
      removed: z.boolean(),
      /** What usually comes next, the likeliest first. */
      next: z.array(procedureState),
      /** States that are against its course: setting one needs a `stateReason`. */
      needReason: z.array(procedureState),
      /** What looks odd in the number; it is a hint, any text may stand there. */
      evidenceHint: z.enum(['length', 'date', 'zeros']).nullable(),
      /** Filings of the same thing. */
      twins: z.array(procedureTwin).max(20),
    }),
  ),
  /** Who changed what, newest first. */
  history: oc.input(z.object({ id, cursor: page.cursor, limit: page.limit })).output(
    z.object({
      rows: z
        .array(
          z.object({
            id,
            at: instant,
            clerk: z.string(),
            action: z.string(),
            field: procedureField,
            from: z.string(),
            to: z.string(),
          }),
        )
        .max(1000),
      next: z.string().nullable(),
      total: z.int(),
    }),
  ),
  /**
   * Changes one filing. `revision` is the one the clerk saw; without it the change is made whatever happened since.
   * Errors: procedure_changed, filed_already when another filing of the same thing has been made (unless `again`), and
   * state_reason when the state goes back, or to what cannot follow, and no `stateReason` says why.
   */
  update: oc
    .input(
      z.object({
        id,
        revision: z.int().positive().optional(),
        again: z.boolean().default(false),
        stateReason: z.string().trim().max(200).default(''),
        type: line(60).optional(),
        baseDate: date.optional(),
        ...procedureValues,
      }),
    )
    .output(z.object({ state: procedureState, revision: z.int(), changeId: id.nullable() })),
  /** Takes a filing out that was noted by mistake. */
  remove: oc.input(z.object({ id })).output(z.object({ changeId: id })),
  /**
   * The same change for many. What was filed by another way meanwhile, and what would need a reason, stays as it is and
   * is named.
   */
  bulk: oc
    .input(
      z.object({
        rows: z
          .array(z.object({ id, revision: z.int().positive().optional() }))
          .min(1)
          .max(1000),
        change: z.object(procedureValues).pick({
          state: true,
          route: true,
          blockedBy: true,
          reason: true,
          expectedOn: true,
          clerk: true,
        }),
        again: z.boolean().default(false),
      }),
    )
    .output(z.object({ changeId: id.nullable(), changed: z.int(), skipped: z.array(skipped).max(1000) })),
  /** Takes one act back, over one filing or many; what was changed again since stays. */
  undo: oc.input(z.object({ changeId: id })).output(z.object({ restored: z.int(), kept: z.int() })),
  /** Imports and bulk changes, newest first. */
  changes: oc.input(z.object({})).output(
    z.object({
      rows: z
        .array(
          z.object({
            id,
            at: instant,
            clerk: z.string(),
            action: z.string(),
            fileName: z.string(),
            rows: z.int(),
            undoneAt: instant.nullable(),
          }),
        )
        .max(100),
    }),
  ),
  /**
   * Reads a list of filings; with `commit` writes its good rows in one transaction, else only says what would
   * happen. A filing of the same office, kind, person and base date is brought up to date, not entered twice.
   */
  import: oc
    .input(
      z.object({
        file: filePath,
        encoding: readEncoding.default('auto'),
        /** Which columns are read. What is chosen here is kept for lists with the same headings once one is written. */
        mapping: procedureMapping.optional(),
        /** Without a mapping: whether what was kept for these headings counts, before what they say themselves. */
        remembered: z.boolean().default(true),
        incidentId: id.optional(),
        commit: z.boolean(),
      }),
    )
    .output(
      z.object({
        /** For `undo`; null without `commit`. */
        changeId: id.nullable(),
        /** The columns are read as they were chosen before for the same headings. */
        remembered: z.boolean(),
        rows: z.int(),
        created: z.int(),
        updated: z.int(),
        unchanged: z.int(),
        rejected: z.array(rowProblem),
        encoding: z.enum(['utf-8', 'cp932', 'utf-16le', 'xlsx']),
        columns: z.array(
          z.object({
            header: z.string(),
            field: procedureColumn.nullable(),
            filled: z.number(),
            samples: z.array(z.string()),
          }),
        ),
        sample: z
          .array(
            z.object({
              line: z.int(),
              officeCode: z.string(),
              typeName: z.string(),
              person: z.string(),
              dueOn: date.nullable(),
              change: z.enum(['created', 'updated', 'unchanged']),
            }),
          )
          .max(20),
      }),
    ),
};
