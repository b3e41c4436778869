/** What a section of the harness is given. */
export interface SectionOptions {
  kills: number;
  seed: number;
  long: boolean;
  /** Narrows the section, e.g. to one activity; all of it without. */
  only: string | undefined;
  /** File the figures of a section are added up in, so that a long run can be made in pieces. */
  sum: string | undefined;
  say(text: string): void;
}

/** Prints its figures beside their goals; true when all were reached and every broken variant was found out. */
export type Section = (options: SectionOptions) => Promise<boolean>;

/** One figure beside its goal. */
export function figure(what: string, reached: number | string, goal: string, right: boolean): string {
  return `  ${right ? '✓' : '✗'} ${what.padEnd(58)} ${String(reached).padStart(8)}   goal ${goal}`;
}
