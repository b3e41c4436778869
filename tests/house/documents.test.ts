import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { filesLike, ROOT, tableOf, textOf } from './sources.ts';

interface Package {
  version: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
interface Lock {
  packages: Record<
    string,
    {
      integrity?: string;
      resolved?: string;
      dependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
    }
  >;
}

const packageJson: Package = JSON.parse(textOf('package.json'));
const lock: Lock = JSON.parse(textOf('package-lock.json'));
const pins = { ...packageJson.dependencies, ...packageJson.optionalDependencies, ...packageJson.devDependencies };
const documents = [...filesLike('*.md'), ...filesLike('docs/**/*.md')];
const architecture = textOf('ARCHITECTURE.md');
const tree = treeOf(architecture);
const readmes = ['README.md', 'README.ja.md'];

const commandsOf = (path: string) =>
  [...new Set(textOf(path).match(/npm (?:run (?:--silent )?[\w:-]+|start|test|ci)/g))].sort();

describe('commands', () => {
  test.each(documents)('every npm command of %s is there', (path) => {
    const scripts = commandsOf(path).flatMap((command) => command.split(' ').at(-1) ?? []);
    expect(scripts.filter((name) => name !== 'ci' && !packageJson.scripts[name])).toEqual([]);
  });

  test('both languages of the README know the same commands, and the two that matter', () => {
    const [english, japanese] = readmes.map(commandsOf);
    expect(japanese).toEqual(english);
    for (const path of readmes) expect(textOf(path)).toMatch(/^npm ci && npm start$[\s\S]*^npm ci && npm test$/m);
  });

  test('what a script runs is there', () => {
    const files = Object.values(packageJson.scripts).flatMap((script) => script.match(/[\w./-]+\.ts\b/g) ?? []);
    expect(files.length).toBeGreaterThan(4);
    expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test.each(readmes)('the procedures of %s are calls of the contract, with inputs that they take', (path) => {
    const rows = tableOf(textOf(path), path === 'README.md' ? 'procedure' : '呼び出し');
    expect(rows.length).toBeGreaterThan(10);
    for (const [name = '', input = ''] of rows)
      expect({ name, unknown: unknownKeys(name, input) }).toEqual({ name, unknown: [] });
  });
});

describe('dependencies', () => {
  test('each has its line in ARCHITECTURE.md, and each line its dependency', () => {
    const lines = tableOf(architecture, 'package').map(([name]) => name);
    expect(lines.toSorted()).toEqual(Object.keys(pins).sort());
  });

  test('every version is exact', () => {
    expect(Object.entries(pins).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('the lock file proves every package and names no host', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(Object.keys(pins).length);
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved)).toEqual([]);
  });

  test('the lock file holds whatever its packages need, on every system: without it `npm ci` stops', () => {
    const held = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')));
    const needed = Object.entries(lock.packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => ({ path, name })),
    );
    expect(needed.filter(({ name }) => !held.has(name))).toEqual([]);
  });
});

describe('links', () => {
  test.each(documents)('every link of %s leads somewhere', (path) => {
    const targets = [...textOf(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '');
    const own = targets.filter((target) => !/^https?:/.test(target));
    expect(own.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
  });

  test.each(documents)('every file %s names is there', (path) => {
    const named = [...textOf(path).matchAll(/`((?:electron|db|renderer|build|tests|docs)\/[\w./-]*)`/g)];
    const paths = named.map((match) => match[1] ?? '').filter((target) => !target.includes('000N'));
    expect(paths.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  test('the tree shows every folder of the program and every file that stands beside them', () => {
    const files = ['{electron,db,renderer,build,docs}/**/*', '.ci/*'].flatMap(filesLike);
    const folders = files.flatMap((path) => [path.split('/', 1), path.split('/', 2)].map((way) => `${way.join('/')}/`));
    const expected = folders.filter((folder) => existsSync(join(ROOT, folder)) && !folder.includes('.'));
    const missing = [...new Set(expected), '.ci/', 'tests/', ...filesLike('electron/*.ts')];
    expect(missing.filter((path) => !tree.includes(path))).toEqual([]);
  });

  test('everything the tree shows is there', () => {
    expect(tree.length).toBeGreaterThan(20);
    expect(tree.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('every folder of tests is in the table of tests', () => {
    const folders = new Set(filesLike('tests/*/**').map((path) => `${path.split('/').slice(0, 2).join('/')}/`));
    expect(
      tableOf(architecture, 'tests')
        .map(([folder]) => folder)
        .toSorted(),
    ).toEqual([...folders].sort());
  });
});

test('the newest entry of CHANGELOG.md is the version of package.json', () => {
  expect(textOf('CHANGELOG.md').match(/^## \[(\d+\.\d+\.\d+)\]/m)?.[1]).toBe(packageJson.version);
});

/** Keys a documented input has and the contract does not, at the top level. */
function unknownKeys(name: string, input: string): string[] {
  const [feature = '', call = ''] = name.split('.');
  const procedure = Object.entries(contract).find(([key]) => key === feature)?.[1];
  const found = Object.entries(procedure ?? {}).find(([key]) => key === call)?.[1];
  const schema = found?.['~orpc'].inputSchema;
  if (!schema || !('shape' in schema)) return [name];
  const known = Object.keys(schema.shape);
  const top = input.replace(/^\{|\}$/g, '').replace(/\{[^{}]*\}/g, '');
  const keys = top.split(',').map((part) => part.replace(/[?:].*$/, '').trim());
  return keys.filter((key) => key !== '' && !known.includes(key));
}

/** Paths of the drawn tree: folders with `/` at the end. */
function treeOf(markdown: string): string[] {
  const drawn =
    markdown
      .match(/```\n(electron\/[\s\S]*?)```/)?.[1]
      ?.trimEnd()
      .split('\n') ?? [];
  let folder = '';
  return drawn.map((line) => {
    const [name = ''] = line.trim().split(/\s+/);
    if (!line.startsWith(' ')) folder = name;
    return line.startsWith(' ') ? `${folder}${name}` : name;
  });
}
