import type { AcknowledgementAnswer, AcknowledgementState } from '../contract/acknowledgements.ts';

/** One answer that stands (not withdrawn), as far as it tells where an office stands. */
export interface Given {
  /** The number of the version it was about. */
  number: number;
  answer: string;
  /** When it was told; of two of one moment the one recorded later (the greater id) is the newer. */
  at: string;
  id: number;
}

/**
 * Answers that say "we have this text and read it": somebody who asks about it or does not want to be named in the
 * joint report has read it too. That another person must be asked says nothing of the text.
 */
export const CONFIRMING: readonly string[] = [
  'confirmed',
  'agreed',
  'declined',
  'question',
] satisfies AcknowledgementAnswer[];

/**
 * What an office's answers mean for one version of a notice.
 * Confirming an older text never counts for a newer one; confirming a newer one closes the older. An office that has
 * left and has not confirmed anything since owes no answer.
 * @param number the version looked at
 * @param given all answers of the office to versions of that notice that stand, in any order
 */
export function acknowledgementStateOf(
  number: number,
  given: readonly Given[],
): { state: AcknowledgementState; confirmedNumber: number | null } {
  const confirming = given.filter(({ answer }) => CONFIRMING.includes(answer));
  const confirmedNumber = confirming.reduce<number | null>((most, one) => Math.max(most ?? 0, one.number), null);
  if (confirming.some((one) => one.number === number)) return { state: 'confirmed', confirmedNumber };
  if (confirmedNumber !== null && confirmedNumber > number) return { state: 'superseded', confirmedNumber };
  if (hasLeft(given)) return { state: 'exempt', confirmedNumber };
  return { state: confirmedNumber === null ? 'open' : 'outdated', confirmedNumber };
}

/** True when the last thing an office told, leaving aside who is to be asked, is that it is no member any more. */
export function hasLeft(given: readonly Given[]): boolean {
  const telling = given.filter(({ answer }) => answer === 'left' || CONFIRMING.includes(answer));
  const last = telling.reduce<Given | null>((newest, one) => (newest && isNewer(newest, one) ? newest : one), null);
  return last?.answer === 'left';
}

const isNewer = (one: Given, other: Given) => (one.at === other.at ? one.id > other.id : one.at > other.at);
