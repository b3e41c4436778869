import { dayAfter } from './businessHours.ts';
import { addDays, midnight } from './dates.ts';

/** A step of the ladder, as the contract has it. */
export interface Step {
  days: number;
  counting: 'calendar' | 'business';
  channel: 'mail' | 'fax' | 'phone';
}

/** The ladder of the house until somebody writes another: two, four and six business days after the notice. */
export const usualLadder: readonly Step[] = [
  { days: 2, counting: 'business', channel: 'mail' },
  { days: 4, counting: 'business', channel: 'fax' },
  { days: 6, counting: 'business', channel: 'phone' },
];

/** The words of the house until somebody writes others. */
export const usualText = {
  subject: '【ご確認のお願い】{{件名}}',
  covering: `先にお送りした下記のお知らせ（{{版}}）につきまして、まだご確認の返事をいただいておりません。

お手数をおかけしますが、下記をお読みのうえ、確認番号（{{確認番号}}）を添えて、ご確認の旨をお知らせください。本状と行き違いにご返事をいただいておりましたら、何とぞご容赦ください。`,
};

/** Names a step whatever its place in the ladder: who was asked by it is not asked by it again. */
export const stepKey = ({ days, counting, channel }: Step): string => `${days}-${counting}-${channel}`;

/** From the first rung up. */
export const inOrder = (steps: readonly Step[]): Step[] =>
  steps.toSorted((a, b) => a.days - b.days || a.counting.localeCompare(b.counting));

/** The day a step falls due for an office that was told on a Japan date. */
export const dueOn = (step: Step, toldOn: string): string => dayAfter(toldOn, step.days, step.counting);

/** Twice a year's longest run of closed days, and more than any step. */
const LONGEST = 200;

/**
 * The instant before which an office must have been told for a step to be due today; null when even the oldest is not.
 * @param today Japan date
 */
export function toldBefore(step: Step, today: string): string | null {
  for (let back = step.days; back <= LONGEST; back += 1) {
    const told = addDays(today, -back);
    if (dueOn(step, told) <= today) return midnight(addDays(told, 1));
  }
  return null;
}

/**
 * The text whose SHA-256 freezes a reminder: its words over the hash of the frozen version they stand in front of. Each
 * field carries its length in Unicode code points, as in `frozenText`.
 */
export function frozenReminder(reminder: {
  versionSha256: string;
  step: string;
  subject: string;
  covering: string;
}): string {
  const field = (name: string, text: string) => `${name} ${[...text].length}\n${text}\n`;
  return [
    field('version', reminder.versionSha256),
    field('step', reminder.step),
    field('subject', reminder.subject),
    field('covering', reminder.covering),
  ].join('');
}
