import type { Random } from '../../electron/practice/random.ts';

/** What is wrong after a kill. */
export interface Wrong {
  /** A register or a file that cannot be used, or fails its check. */
  corrupt: number;
  /** Things said to be done that are not there. */
  lost: number;
  /** Things half done, or told otherwise than they are. */
  half: number;
  /** Things done twice. */
  twice: number;
}

/** `confirmed`: what was found done, where the killed program itself cannot say so. */
export type Judged = Wrong & { confirmed?: number };

/** Where an activity is done, laid out and ready. */
export interface Ground {
  /**
   * Looks at what a kill left, once the next program has opened it. `confirmed`: the numbers the killed one had said to
   * be done.
   */
  judge(confirmed: readonly number[]): Promise<Judged>;
  /** Brings to an end what was begun, without a kill, and looks at the whole. */
  finish?(kills: number): Promise<Wrong>;
  leave?(): Promise<void>;
}

/** Something a clerk does, to be killed at. */
export interface Activity {
  /** Longest time between the beginning of the work and the kill: what is done in it some ten times. */
  lifeMs: number;
  prepare(folder: string, random: Random): Promise<Ground>;
}

export const NOTHING_WRONG: Wrong = { corrupt: 0, lost: 0, half: 0, twice: 0 };
