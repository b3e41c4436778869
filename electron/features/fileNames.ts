import type { Clock } from '../ports/clock.ts';
import { containsMyNumber } from '../rules/myNumber.ts';

/** Japan's date and time as part of a file name: 20260608-100000. */
export function fileStamp(clock: Clock): string {
  const shifted = new Date(clock.now().getTime() + 9 * 3_600_000).toISOString();
  return shifted.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

/** The name of a list as it is kept. Its hash tells which file it was, should its digits look like a My Number. */
export const recordedName = (name: string) => (containsMyNumber(name) ? name.replace(/\p{N}/gu, '*') : name);
