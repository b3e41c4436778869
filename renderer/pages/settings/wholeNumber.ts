/** Digits as typed, also full-width ones; 0 for anything else. */
export function wholeNumber(typed: string): number {
  return Math.trunc(Number(typed.normalize('NFKC')) || 0);
}

/** True for a number a server can listen on. */
export function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
