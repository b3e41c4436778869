/** Work that must not overlap: each piece begins when the one before has ended, well or badly. */
export interface Turns {
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when all that was given so far has ended. */
  ended(): Promise<void>;
}

export function createTurns(): Turns {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    inTurn: (work) => {
      const mine = turn.then(work, work);
      turn = mine.catch(() => undefined);
      return mine;
    },
    ended: async () => void (await turn),
  };
}
