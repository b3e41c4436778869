import { afterEach, beforeEach, expect, it } from 'vitest';
import { findDuplicates } from '../../electron/features/duplicateSearch.ts';
import { createEventHub } from '../../electron/features/eventHub.ts';
import { importOffices, manyOffices } from '../support/builders.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

// A page asked for duplicates and was left at once; the next page waited for the same search, which ended with the first,
// and said 取り消しました to a clerk who had cancelled nothing.

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
  await importOffices(test, manyOffices(300));
});
afterEach(() => test.close());

/** Two pages ask; those that leave do so as soon as the search tells of itself. What came of each. */
async function asked(leaving: readonly boolean[]): Promise<string[]> {
  const events = createEventHub();
  const left = new AbortController();
  const news = events.watch(undefined)[Symbol.asyncIterator]();
  const begun = news.next();
  const answers = leaving.map((leaves) =>
    findDuplicates({ store: test.store, events }, leaves ? left.signal : undefined).then(
      () => 'answered',
      (error: { code: string }) => error.code,
    ),
  );
  await begun;
  left.abort();
  const outcomes = await Promise.all(answers);
  events.close();
  return outcomes;
}

it('who asked first goes away: those who wait for the same search get their answer', async () => {
  expect((await asked([true, false]))[1]).toBe('answered');
});

it('nobody waits any longer: the search ends, and the next one to ask searches again', async () => {
  expect(await asked([true, true])).toEqual(['cancelled', 'cancelled']);
  expect(await asked([false])).toEqual(['answered']);
});
