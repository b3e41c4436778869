import { oc } from '@orpc/contract';
import { z } from 'zod';
import { date, id, line } from './common.ts';
import { dayOrNone, due, stepLanguage } from './procedureShapes.ts';
import { closedDay, ownRule, procedureType, ruleBody, ruleType } from './ruleShapes.ts';

/** The calls about kinds of filings, their rules, and the days nobody takes them in. */
export const procedureRuleCalls = {
  /** Every kind of filing as it counts on a day (today). */
  catalogue: oc.input(z.object({ on: date.optional() })).output(z.object({ rows: z.array(procedureType).max(1000) })),
  /** The due date of a kind for a base date, and how it came about. Null where the rule gives no date. */
  due: oc
    .input(
      z.object({
        type: line(60),
        baseDate: date,
        language: stepLanguage,
        options: z
          .object({
            /** Closed days in place of those of the settings. */
            closedDays: z.array(date).max(1000).optional(),
          })
          .optional(),
      }),
    )
    .output(due),
  /** The same by a rule that is not saved yet. */
  tryRule: oc.input(z.object({ rule: ruleBody, baseDate: date, language: stepLanguage })).output(due),
  /** The association's own rules, newest first, the removed ones too. */
  rules: oc.input(z.object({})).output(z.object({ rows: z.array(ownRule).max(1000) })),
  /**
   * Saves a rule of the association: for a kind there is (the house's rests under it) or, without `type`, a new one.
   * Due dates that follow from it are computed anew; `moved` says how many changed.
   */
  saveRule: oc
    .input(z.object({ type: ruleType.optional(), effectiveFrom: dayOrNone, rule: ruleBody }))
    .output(z.object({ id, type: ruleType, moved: z.int() })),
  /** Takes a rule of the association out, or (`removed: false`) back in. Due dates follow. Errors: rule_used. */
  removeRule: oc.input(z.object({ id, removed: z.boolean().default(true) })).output(z.object({ moved: z.int() })),
  closedDays: oc.input(z.object({})).output(z.object({ rows: z.array(closedDay).max(1000) })),
  /** Sets the association's own closed days; due dates follow. */
  setClosedDays: oc.input(z.object({ rows: z.array(closedDay).max(1000) })).output(z.object({ moved: z.int() })),
};
