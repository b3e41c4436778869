/** A number as a clerk types it: digits, also full-width ones and with thousands commas; 0 for anything else. */
export function wholeNumber(typed: string): number {
  const digits = typed.normalize('NFKC').replaceAll(',', '').trim();
  return /^\d+$/.test(digits) ? Number(digits) : 0;
}
