import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSetting, writeSetting } from '../../db/queries/settings.ts';
import type { Store } from '../../db/store.ts';
import { engines } from '../support/engines.ts';

describe.each(engines)('writes on $engine', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ store, close } = await open());
  });
  afterEach(() => close());

  const keep = (key: string, value: unknown) => store.write((tx) => writeSetting(tx, key, value));
  const kept = (key: string) => readSetting(store.read, key);

  it('that fail undo themselves and nothing else, also among others that came at the same moment', async () => {
    const broken = store.write(async (tx) => {
      await writeSetting(tx, 'broken', 'half done');
      throw new Error('no further');
    });
    const outcomes = await Promise.allSettled([keep('before', 1), broken, keep('after', 2)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(broken).rejects.toThrow('no further');
    expect([await kept('before'), await kept('broken'), await kept('after')]).toEqual([1, null, 2]);
  });

  it('that the engine itself refuses undo themselves and nothing else', async () => {
    const refused = store.write(async (tx) => {
      await writeSetting(tx, 'refused', true);
      await tx.insertInto('incident_branches').values({ incident_id: 99, branch: '東' }).execute();
    });
    const outcomes = await Promise.allSettled([keep('before', 1), refused, keep('after', 2)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([await kept('before'), await kept('refused'), await kept('after')]).toEqual([1, null, 2]);
  });

  it('come one after the other and see what was written before them', async () => {
    await keep('count', 0);
    const add = () =>
      store.write(async (tx) => {
        const count = Number(await readSetting(tx, 'count'));
        await new Promise(setImmediate);
        await writeSetting(tx, 'count', count + 1);
        return count;
      });
    const seen = await Promise.all(Array.from({ length: 20 }, add));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(await kept('count')).toBe(20);
  });

  it('are on the disk when they are answered: a reader beside sees them at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const both = [keep('a', round), keep('b', round)];
      await both[0];
      expect(await kept('a')).toBe(round);
      await both[1];
      expect(await kept('b')).toBe(round);
    }
  });
});
