import type { ProcedureState } from '../contract/procedureShapes.ts';
import { addDays, daysBetween } from './dates.ts';

const filedStates: ReadonlySet<ProcedureState> = new Set(['filed', 'arrived', 'examined', 'done']);

/** States in which the authority has the filing; 返戻 (returned) and 補正 (correcting) are not among them. */
export function isFiled(state: ProcedureState): boolean {
  return filedStates.has(state);
}

/** What usually comes next, the likeliest first. */
export const nextStates: Readonly<Record<ProcedureState, readonly ProcedureState[]>> = {
  received: ['preparing', 'waiting'],
  preparing: ['waiting', 'filed'],
  waiting: ['filed'],
  filed: ['arrived', 'returned'],
  arrived: ['examined', 'done', 'correcting', 'returned'],
  examined: ['done', 'correcting', 'returned'],
  correcting: ['filed', 'waiting'],
  returned: ['preparing', 'filed'],
  done: [],
};

/** The course of a filing. What the authority gave back stands where it is prepared again. */
const course: readonly ProcedureState[] = ['received', 'preparing', 'waiting', 'filed', 'arrived', 'examined', 'done'];
const givenBack: readonly ProcedureState[] = ['correcting', 'returned'];
const placeOf = (state: ProcedureState) => course.indexOf(givenBack.includes(state) ? 'preparing' : state);

/**
 * Whether a change of state is against the course of a filing and needs a reason: back, out of 完了, or given back by an
 * authority that never had it. Steps ahead may be skipped: a desk does not note all of them.
 */
export function needsReason(from: ProcedureState, to: ProcedureState): boolean {
  if (from === to || nextStates[from].includes(to)) return false;
  if (givenBack.includes(to)) return from === 'done' || (!isFiled(from) && !givenBack.includes(from));
  return placeOf(to) < placeOf(from);
}

/** Expected after it is due: certain to be late although its day has not passed. Dates `YYYY-MM-DD`, empty if unknown. */
export function isMissing(dueOn: string | null, expectedOn: string): boolean {
  return dueOn !== null && expectedOn > dueOn;
}

/** Not filed, and past its due date or certain to pass it. What is due today is not late yet. */
export function isDelayed(
  { dueOn, expectedOn, state }: { dueOn: string | null; expectedOn: string; state: ProcedureState },
  today: string,
): boolean {
  return dueOn !== null && !isFiled(state) && (today > dueOn || isMissing(dueOn, expectedOn));
}

/** Days until due, 0 on the day, negative when past; null without a due date. */
export function daysLeft(dueOn: string | null, today: string): number | null {
  return dueOn === null ? null : daysBetween(today, dueOn);
}

/** What lists sort by when a filing has no due date. */
export const NO_DUE_DATE = '9999-12-31';

/** The days the board's columns begin and end with, `from` included, `until` not. */
export function bucketDays(today: string) {
  const [tomorrow, fourth, eighth] = [addDays(today, 1), addDays(today, 4), addDays(today, 8)];
  return {
    overdue: { from: '', until: today },
    today: { from: today, until: tomorrow },
    soon: { from: tomorrow, until: fourth },
    week: { from: fourth, until: eighth },
    later: { from: eighth, until: NO_DUE_DATE },
    none: { from: NO_DUE_DATE, until: `${NO_DUE_DATE}~` },
  } as const;
}
