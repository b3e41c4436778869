import { expect, test } from 'vitest';
import { filesLike, textOf } from './sources.ts';

/** A rule for a class alone, not one of several: what the class is. */
const DESCRIPTION = /(?<!,\n)^\.([\w-]+) \{/gm;

// All style sheets are one sheet in the end: what one page makes of a class that another page has too, it does to both.
test('a class is described in one style sheet alone', () => {
  const places = new Map<string, Set<string>>();
  for (const file of filesLike('renderer/styles/*.css')) {
    for (const [, name = ''] of textOf(file).matchAll(DESCRIPTION)) {
      places.set(name, (places.get(name) ?? new Set()).add(file));
    }
  }
  expect(places.size).toBeGreaterThan(100);
  expect([...places].filter(([, files]) => files.size > 1).map(([name, files]) => [name, ...files])).toEqual([]);
});
