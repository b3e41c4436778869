import { z } from 'zod';
import { listRules } from '../../db/queries/procedureRules.ts';
import { readSetting } from '../../db/queries/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import { PAGE_LIMIT } from '../contract/common.ts';
import { type ClosedDay, closedDay, type OwnRule, ownRule } from '../contract/ruleShapes.ts';
import type { ClosedDays } from '../rules/dates.ts';
import { type RuleBook, ruleBook } from '../rules/ruleBook.ts';

/** What due dates are computed with in this register: all its rules, and its closed days. */
export interface RegisterReckoning {
  book: RuleBook;
  closedDays: ClosedDays;
}

/** Reads the association's rules and closed days; ask once a call, not once a row. */
export async function readReckoning(db: ReadDb): Promise<RegisterReckoning> {
  const [own, days] = await Promise.all([readOwnRules(db), readClosedDays(db)]);
  return { book: ruleBook(own), closedDays: new Set(days.map(({ day }) => day)) };
}

/** The association's own rules, newest first, the removed ones too. */
export async function readOwnRules(db: ReadDb): Promise<OwnRule[]> {
  return (await listRules(db, PAGE_LIMIT)).map((row) => ownRule.parse(row));
}

/** Name of the setting that holds the association's own closed days. */
export const CLOSED_DAYS = 'closedDays';

/** The association's own closed days, by date. */
export async function readClosedDays(db: ReadDb): Promise<ClosedDay[]> {
  return (
    z
      .array(closedDay)
      .nullable()
      .parse(await readSetting(db, CLOSED_DAYS)) ?? []
  );
}
