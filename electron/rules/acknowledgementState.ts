import type { AcknowledgementState } from '../contract/acknowledgements.ts';

/**
 * What an office's confirmations mean for one version of a notice.
 * Confirming an older text never counts for a newer one; confirming a newer one closes the older.
 * @param number the version looked at
 * @param confirmed numbers of the versions of that notice the office has confirmed (not withdrawn)
 */
export function acknowledgementStateOf(
  number: number,
  confirmed: readonly number[],
): { state: AcknowledgementState; confirmedNumber: number | null } {
  const newest = confirmed.length > 0 ? Math.max(...confirmed) : null;
  if (newest === null) return { state: 'open', confirmedNumber: null };
  if (confirmed.includes(number)) return { state: 'confirmed', confirmedNumber: newest };
  return { state: newest > number ? 'superseded' : 'outdated', confirmedNumber: newest };
}
