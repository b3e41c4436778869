import { describe, expect, it } from 'vitest';
import {
  acknowledgementState,
  cellState,
  recipientList,
  recipientState,
} from '../../electron/contract/acknowledgementStates.ts';
import { deliveryState } from '../../electron/contract/deliveries.ts';
import { createRandom } from '../../electron/practice/random.ts';
import {
  countOn,
  daysOpen,
  isOnList,
  RISK,
  recipientStateOf,
  statesBehind,
} from '../../electron/rules/recipientStates.ts';

const pairs = deliveryState.options.flatMap((delivery) =>
  acknowledgementState.options.map((acknowledgement) => ({ delivery, acknowledgement })),
);

describe('the word for where an office stands', () => {
  it('is exactly one for every pair of states, and the pairs behind it lead back to it', () => {
    for (const pair of pairs) {
      const behind = recipientState.options.filter((state) => {
        const states = statesBehind(state);
        return (
          states.acknowledgement.includes(pair.acknowledgement) && (states.delivery?.includes(pair.delivery) ?? true)
        );
      });
      expect(behind).toEqual([recipientStateOf(pair)]);
    }
  });

  it('never calls somebody confirmed who is not, nor open who has nothing', () => {
    for (const pair of pairs) {
      const state = recipientStateOf(pair);
      expect(state === 'confirmed').toBe(pair.acknowledgement === 'confirmed');
      if (state === 'open' || state === 'outdated') expect(pair.delivery).toBe('sent');
    }
  });

  it('has its place in the order of risk', () => {
    expect([...RISK].sort()).toEqual([...cellState.options].sort());
  });
});

describe('the numbers, over random counts', () => {
  it('agree: the five lists of what was confirmed are everybody once, and every list is a sum of words', () => {
    const random = createRandom(5);
    for (let round = 0; round < 200; round += 1) {
      const counts = pairs
        .filter(() => random.chance(0.4))
        .map((pair) => ({
          deliveryState: pair.delivery,
          acknowledgementState: pair.acknowledgement,
          count: random.int(1, 50),
        }));
      const all = countOn('all', counts);
      const parts = (['open', 'outdated', 'confirmed', 'superseded', 'exempt'] as const).map((list) =>
        countOn(list, counts),
      );
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
      for (const list of recipientList.options) {
        const rows = counts.flatMap((one) =>
          Array.from({ length: one.count }, () => ({
            delivery: one.deliveryState,
            acknowledgement: one.acknowledgementState,
          })),
        );
        expect(rows.filter((row) => isOnList(list, row))).toHaveLength(countOn(list, counts));
      }
      const waiting = countOn('open', counts) + countOn('outdated', counts);
      const troubled = countOn('undelivered', counts) + countOn('doubt', counts) + countOn('moving', counts);
      expect(troubled).toBeLessThanOrEqual(waiting);
    }
  });
});

describe('days open', () => {
  const sent = ['2026-06-05T01:00:00.000Z', '2026-06-07T16:00:00.000Z'];
  it('count from the oldest version that is owed an answer, by Japan’s calendar', () => {
    expect(daysOpen(['open', 'open'], sent, '2026-06-10')).toBe(5);
    expect(daysOpen(['confirmed', 'outdated'], sent, '2026-06-10')).toBe(2);
    expect(daysOpen(['superseded', 'confirmed'], sent, '2026-06-10')).toBeNull();
    expect(daysOpen(['none', 'undelivered'], sent, '2026-06-08')).toBe(0);
    expect(daysOpen(['exempt', 'exempt'], sent, '2026-06-10')).toBeNull();
  });
});
