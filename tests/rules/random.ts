/** Pseudo-random numbers in [0, 1) from a seed (mulberry32), so that a failing loop fails again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A string of up to `most` characters out of an alphabet. */
export function randomText(random: () => number, alphabet: readonly string[], most: number): string {
  const length = Math.floor(random() * (most + 1));
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}
