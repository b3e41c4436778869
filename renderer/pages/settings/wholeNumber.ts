/** Digits as typed, also full-width ones; 0 for anything else. */
export function wholeNumber(typed: string): number {
  return Math.trunc(Number(typed.normalize('NFKC')) || 0);
}
