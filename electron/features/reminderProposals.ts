import { listIncidents } from '../../db/queries/incidents.ts';
import { latestSentVersion, type VersionRow } from '../../db/queries/notices.ts';
import { countsOf } from '../../db/queries/recipients.ts';
import { countDue, ladderOf, releasedSteps, type StepQuestion } from '../../db/queries/reminders.ts';
import { readSetting } from '../../db/queries/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type Proposal, type ReminderStep, reminderLadder, reminderText } from '../contract/reminders.ts';
import { japanDate } from '../rules/dates.ts';
import { dueOn, inOrder, stepKey, toldBefore, usualLadder, usualText } from '../rules/reminders.ts';

/** Names of the settings rows. */
export const REMINDER_LADDER = 'reminderLadder';
export const REMINDER_TEXT = 'reminderText';

/** The house's ladder and words; what was never set is as usual. */
export async function readHouse(db: ReadDb) {
  const [steps, text] = await Promise.all([readSetting(db, REMINDER_LADDER), readSetting(db, REMINDER_TEXT)]);
  return {
    steps: steps === null ? [...usualLadder] : reminderLadder.parse(steps),
    text: text === null ? usualText : reminderText.parse(text),
  };
}

/** The ladder a version follows, from the first rung up. */
export async function ladderFor(db: ReadDb, versionId: number) {
  const [own, house] = await Promise.all([ladderOf(db, versionId), readHouse(db)]);
  const steps = own === null ? house.steps : reminderLadder.parse(own);
  return { steps: inOrder(steps), own: own !== null, house: house.steps, text: house.text };
}

/** What the register is asked about a step today; null when it is due for nobody yet. */
export function questionFor(versionId: number, step: ReminderStep, today: string): StepQuestion | null {
  const before = toldBefore(step, today);
  return before === null ? null : { versionId, step: stepKey(step), channel: step.channel, before };
}

/** A step of a version's ladder by its key. Errors: not_found. */
export async function requireStep(db: ReadDb, versionId: number, key: string): Promise<ReminderStep> {
  const { steps } = await ladderFor(db, versionId);
  const step = steps.find((each) => stepKey(each) === key);
  if (!step) throw fail('not_found', { what: 'reminder' });
  return step;
}

/** The steps of a version's ladder, with whom each would go to today. */
export async function proposalsFor(db: ReadDb, version: VersionRow, now: Date): Promise<Proposal[]> {
  const today = japanDate(now);
  const { steps } = await ladderFor(db, version.id);
  const proposals: Proposal[] = [];
  for (const step of steps) {
    const on = dueOn(step, japanDate(version.sentAt ?? now));
    const question = on <= today ? questionFor(version.id, step, today) : null;
    const counts = question ? await countDue(db, question) : new Map<string, number>();
    const of = (standing: string) => counts.get(standing) ?? 0;
    proposals.push({
      ...step,
      step: stepKey(step),
      dueOn: on,
      offices: of('offices'),
      inDoubt: of('inDoubt'),
      undeliverable: of('undeliverable'),
      reminded: of('reminded'),
    });
  }
  return proposals;
}

/**
 * Steps that have fallen due and that nobody has released, over the newest sent version of each incident with somebody
 * left to remind: a cheap question, for it is asked on every page.
 */
export async function countStepsDue(db: ReadDb, now: Date): Promise<number> {
  const today = japanDate(now);
  const latest: VersionRow[] = [];
  for (const { id } of await listIncidents(db)) {
    const version = await latestSentVersion(db, id);
    if (version) latest.push(version);
  }
  const ids = latest.map(({ id }) => id);
  const [released, counts] = await Promise.all([releasedSteps(db, ids), countsOf(db, ids)]);
  let due = 0;
  for (const version of latest) {
    const open = counts.some(
      (row) => row.versionId === version.id && ['open', 'outdated'].includes(row.acknowledgementState),
    );
    if (!open) continue;
    const { steps } = await ladderFor(db, version.id);
    const toldOn = japanDate(version.sentAt ?? now);
    due += steps.filter((step) => dueOn(step, toldOn) <= today && !released.get(version.id)?.has(stepKey(step))).length;
  }
  return due;
}
