import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../db/store.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

let app: TestApp;
let store: Store;
/** What was on the disk, as another connection sees it, when each write was answered. */
let answered: { name: string; seen: string[] }[];

beforeEach(async () => {
  app = await createTestApp();
  store = app.store;
  answered = [];
});
afterEach(() => app.close());

async function seen(): Promise<string[]> {
  const rows = await store.read
    .selectFrom('settings')
    .select('key')
    .where('key', 'like', 'try-%')
    .orderBy('key')
    .execute();
  return rows.map(({ key }) => key.slice(4));
}

async function write(name: string, patience?: number): Promise<void> {
  const options = patience === undefined ? {} : { patience };
  await store.write(async (tx) => {
    await tx
      .insertInto('settings')
      .values({ key: `try-${name}`, value: '1' })
      .execute();
  }, options);
  answered.push({ name, seen: await seen() });
}

const HOURS = 10_000_000;

describe('writes that share a commit', () => {
  test('a patient one goes with the next, in the order they came, and is answered when it is safe', async () => {
    const patient = write('a', HOURS);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await seen()).toEqual([]);
    await Promise.all([patient, write('b')]);
    expect(answered).toEqual([
      { name: 'a', seen: ['a', 'b'] },
      { name: 'b', seen: ['a', 'b'] },
    ]);
  });

  test('alone, a patient one goes when its patience has ended, however many patient ones come after it', async () => {
    const first = write('a', 40);
    const others: Promise<void>[] = [];
    for (const name of ['b', 'c', 'd']) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      others.push(write(name, HOURS));
    }
    await first;
    await Promise.all(others);
    expect(answered.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('one that fails takes nobody with it', async () => {
    const broken = store.write(() => Promise.reject(new Error('broken')), { patience: HOURS });
    const failed = expect(broken).rejects.toThrow('broken');
    await Promise.all([write('a', HOURS), write('b')]);
    await failed;
    expect(await seen()).toEqual(['a', 'b']);
  });
});
