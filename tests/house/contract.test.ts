import { Visitor } from 'vite';
import { describe, expect, test } from 'vitest';
import {
  type ErrorCode,
  type ErrorParams,
  errorSentence,
  errors,
  isErrorCode,
} from '../../electron/contract/errors.ts';
import { contract } from '../../electron/contract/index.ts';
import { type ProblemCode, problems } from '../../electron/contract/problems.ts';
import { filesLike, parse, programFiles, textOf } from './sources.ts';
import { japanese } from './words.ts';

// That every procedure has its handler, in the right shape, is the compiler's work (features/context.ts, `api`).

const procedures = Object.entries(contract).flatMap(([feature, calls]) =>
  Object.keys(calls).map((call) => `${feature}.${call}`),
);
const errorCodes = Object.keys(errors).filter(isErrorCode);
const problemCodes = Object.keys(problems) as ProblemCode[];
const languages = ['ja', 'en'] as const;

/** A sentence with every gap filled by the gap's own name in brackets. */
const namedGaps = new Proxy<ErrorParams>({}, { get: (_params, name) => `[${String(name)}]` });
const gapsOf = (sentence: string) => [...new Set(sentence.match(/\[\w+\]/g))].sort();

interface Refusal {
  file: string;
  code: ErrorCode;
  /** The params: a text constant, or null where the value is known only at run time. */
  given: Record<string, string | null>;
}

// Every text constant of the program outside the lists themselves, and every `fail(code, {…})`.
const usedTexts = new Set<string>();
const refusals: Refusal[] = [];
for (const file of programFiles.filter((path) => !/contract\/(errors|problems)\.ts$/.test(path))) {
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') usedTexts.add(value);
    },
    CallExpression: ({ callee, arguments: [first, second] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'fail' || first?.type !== 'Literal') return;
      if (!isErrorCode(first.value)) throw new Error(`${file} refuses with ${first.raw}`);
      const properties = second?.type === 'ObjectExpression' ? second.properties : [];
      const given: Refusal['given'] = {};
      for (const each of properties) {
        if (each.type !== 'Property' || each.key.type !== 'Identifier') continue;
        given[each.key.name] = each.value.type === 'Literal' ? String(each.value.value) : null;
      }
      refusals.push({ file, code: first.value, given });
    },
  }).visit(parse(file).program);
}

describe('calls', () => {
  const tests = filesLike('tests/{api,db,hosts,workers}/**/*.test.ts').map(textOf).join('\n');

  test.each(procedures)('%s is called by a test', (name) => {
    const called = new RegExp(`\\b${name.replace('.', '\\.')}\\(|['"\`]${name.replace('.', '\\.')}['"\`]`);
    expect(called.test(tests)).toBe(true);
  });
});

describe.each(errorCodes)('the error %s', (code) => {
  test('says the same in both languages, with the same gaps', () => {
    const [ja, en] = languages.map((language) => errorSentence(code, namedGaps, language));
    expect(ja).toMatch(japanese);
    expect(en).not.toMatch(japanese);
    expect(gapsOf(en ?? '')).toEqual(gapsOf(ja ?? ''));
  });

  test('is given somewhere', () => {
    expect(usedTexts.has(code)).toBe(true);
  });
});

describe.each(problemCodes)('the reason %s for refusing a row', (code) => {
  test('says the same in both languages, with the value where it helps', () => {
    const { ja, en } = problems[code];
    const [first, second] = [ja('[value]'), en('[value]')];
    expect(first).toMatch(japanese);
    expect(gapsOf(second)).toEqual(gapsOf(first));
  });

  test('is given somewhere', () => {
    expect(usedTexts.has(code)).toBe(true);
  });
});

describe('refusals', () => {
  test('fill every gap of their sentence', () => {
    expect(refusals.length).toBeGreaterThan(20);
    const unfilled = refusals.filter(({ code, given }) => requiredParams(code).some((name) => !(name in given)));
    expect(unfilled).toEqual([]);
  });

  test('give no words of one language as a param: the sentence of the other would show them', () => {
    expect(refusals.filter(({ given }) => Object.values(given).some((value) => japanese.test(value ?? '')))).toEqual(
      [],
    );
  });

  test('name what was not found by a word that both languages have', () => {
    const lost = refusals.filter(({ code }) => code === 'not_found');
    expect(lost.length).toBeGreaterThan(5);
    expect(
      lost.filter(
        ({ given }) => !given.what || /The item/.test(errorSentence('not_found', { what: given.what }, 'en')),
      ),
    ).toEqual([]);
  });
});

/** Params without which a sentence would read "undefined". */
function requiredParams(code: ErrorCode): string[] {
  const names = gapsOf(errorSentence(code, namedGaps, 'ja')).map((gap) => gap.slice(1, -1));
  return names.filter((missing) => {
    const others = Object.fromEntries(names.filter((name) => name !== missing).map((name) => [name, 'x']));
    return languages.some((language) => errorSentence(code, others, language).includes('undefined'));
  });
}
