import { describe, expect, it } from 'vitest';
import { createRandom } from '../../electron/practice/random.ts';
import { acknowledgementStateOf, type Given, hasLeft } from '../../electron/rules/acknowledgementState.ts';

const ANSWERS = ['confirmed', 'agreed', 'declined', 'question', 'contact_changed', 'left'] as const;
const CONFIRMING = ['confirmed', 'agreed', 'declined', 'question'];

/** A random history: some answers share a moment, and they are recorded in no order of time. */
function history(seed: number): Given[] {
  const random = createRandom(seed);
  return Array.from({ length: random.int(0, 7) }, (_, index) => ({
    id: index + 1,
    number: random.int(1, 4),
    answer: random.pick(ANSWERS),
    at: `2026-06-0${random.int(1, 5)}T00:00:00.000Z`,
  }));
}

const seeds = Array.from({ length: 500 }, (_, seed) => seed);

describe('where an office stands, over random histories', () => {
  it('never depends on the order the answers are read in', () => {
    for (const seed of seeds) {
      const given = history(seed);
      const turned = [...given].reverse();
      for (const number of [1, 2, 3, 4]) {
        expect(acknowledgementStateOf(number, turned)).toEqual(acknowledgementStateOf(number, given));
      }
    }
  });

  it('is confirmed exactly when that very version was confirmed', () => {
    for (const seed of seeds) {
      const given = history(seed);
      for (const number of [1, 2, 3, 4]) {
        const told = given.some((one) => one.number === number && CONFIRMING.includes(one.answer));
        expect(acknowledgementStateOf(number, given).state === 'confirmed').toBe(told);
      }
    }
  });

  it('is outdated only below an older confirmation, superseded only below a newer, and the newest number is right', () => {
    for (const seed of seeds) {
      const given = history(seed);
      const numbers = given.filter(({ answer }) => CONFIRMING.includes(answer)).map(({ number }) => number);
      for (const number of [1, 2, 3, 4]) {
        const { state, confirmedNumber } = acknowledgementStateOf(number, given);
        expect(confirmedNumber).toBe(numbers.length === 0 ? null : Math.max(...numbers));
        if (state === 'outdated') expect(numbers.every((confirmed) => confirmed < number)).toBe(true);
        if (state === 'outdated') expect(numbers.length).toBeGreaterThan(0);
        if (state === 'superseded') expect(Math.max(...numbers)).toBeGreaterThan(number);
        if (state === 'open') expect(numbers).toEqual([]);
        if (state === 'exempt') expect(hasLeft(given)).toBe(true);
      }
    }
  });

  it('a newer confirmation leaves nothing of an older version open', () => {
    for (const seed of seeds) {
      const given = [...history(seed), { id: 99, number: 4, answer: 'confirmed', at: '2026-06-30T00:00:00.000Z' }];
      for (const number of [1, 2, 3, 4]) {
        expect(['confirmed', 'superseded']).toContain(acknowledgementStateOf(number, given).state);
      }
    }
  });
});
