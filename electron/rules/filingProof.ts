import { readDate } from './dates.ts';

/** What looks odd in the number that proves a filing. It is a hint: any text may stand there. */
export type EvidenceHint = 'length' | 'date' | 'zeros';

/**
 * Looks at a number of an electronic filing. e-Gov's 到達番号 has 18 digits and was seen to begin with the instant of
 * arrival (yyyyMMddHHmmss). Null for paper and media, for text that is no such number, and for one without fault.
 */
export function evidenceHint(evidence: string, route: string): EvidenceHint | null {
  const digits = evidence.normalize('NFKC').replace(/[\s-]/g, '');
  if ((route !== 'electronic' && route !== 'egov') || !/^\d{12,}$/.test(digits)) return null;
  if (digits.length !== 18) return 'length';
  // Excel keeps fifteen digits and writes zeros for the rest.
  if (digits.endsWith('000')) return 'zeros';
  return readDate(digits.slice(0, 8)) === null ? 'date' : null;
}
