import { expect, test } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { ja } from '../../renderer/text/ja.ts';
import { filesLike, textOf } from './sources.ts';

const sources = filesLike('electron/{features,workers}/**/*.ts').concat(filesLike('db/**/*.ts')).map(textOf).join('\n');

const calls = new Set(
  Object.entries(contract).flatMap(([feature, names]) => Object.keys(names).map((name) => `${feature}.${name}`)),
);

/** Names of acts as the sources write them into the audit: as an argument of `change`, or of a row of their own. */
function actsWritten(): string[] {
  const quoted = [...sources.matchAll(/'([a-z]\w+\.[a-z]\w+)'/gi)].map((match) => match[1] ?? '');
  const written = new Set([...sources.matchAll(/action: '(\w+\.\w+)'/g)].map((match) => match[1] ?? ''));
  return [...new Set(quoted)].filter((name) => calls.has(name) || written.has(name));
}

test('the audit screen has words for everything that is written into the audit', () => {
  const { features, acts } = ja.audit;
  const written = actsWritten();
  expect(written.length).toBeGreaterThan(70);
  const without = written.filter((name) => {
    const [feature = '', act = ''] = name.split('.');
    // What only reads leaves no row.
    if (/^(list|get|preview|unwritable|tags)/.test(act)) return false;
    return !Object.hasOwn(features, feature) || !Object.hasOwn(acts, act);
  });
  expect(without).toEqual([]);
});

test('and for everything an act is done to', () => {
  const named = new Set([...sources.matchAll(/(?:note\(|entity: )'([a-zA-Z]+)'/g)].map((match) => match[1] ?? ''));
  expect(named.size).toBeGreaterThan(25);
  expect([...named].filter((entity) => !Object.hasOwn(ja.audit.entities, entity))).toEqual([]);
});

test('and for everything that is noted beside it', () => {
  const noted = [...sources.matchAll(/(?:note\(\s*'\w+'[^{;]*?|detail: )\{([^{}]*)\}/g)].flatMap((match) =>
    (match[1] ?? '').split(',').flatMap((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? []),
  );
  expect(new Set(noted).size).toBeGreaterThan(80);
  expect([...new Set(noted)].filter((key) => !Object.hasOwn(ja.audit.details, key))).toEqual([]);
});
