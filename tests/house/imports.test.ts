import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Visitor } from 'vite';
import { describe, expect, test } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { parse, programFiles, ROOT, tableOf, textOf } from './sources.ts';

// The rules are the table "Who may import whom" of ARCHITECTURE.md; nothing is repeated here. A file belongs to the
// first row it fits. `<word>` is the name of a feature; `own folder` allows files beside and below; `types of X`
// allows nothing that is left after type stripping; `node` is every builtin module.

interface Layer {
  name: string;
  holds: (path: string) => boolean;
  mayImport: string[];
  packages: string[];
}

interface Import {
  file: string;
  from: string;
  /** True when nothing of it is left at run time. */
  typeOnly: boolean;
}

const layers = tableOf(textOf('ARCHITECTURE.md'), 'layer').map(([name = '', files, mayImport, packages]): Layer => {
  const patterns = listOf(files).map(patternOf);
  return {
    name,
    holds: (path) => patterns.some((pattern) => pattern.test(path)),
    mayImport: listOf(mayImport),
    packages: listOf(packages),
  };
});
const imports = programFiles.flatMap(importsOf);
const internal = imports.filter(({ from }) => from.startsWith('.'));
const external = imports.filter(({ from }) => !from.startsWith('.'));

describe('who may import whom', () => {
  test('every file belongs to a layer, and every layer has files', () => {
    expect(programFiles.filter((path) => !layerOf(path))).toEqual([]);
    expect(layers.filter((layer) => !programFiles.some((path) => layerOf(path) === layer))).toEqual([]);
  });

  test('every import of a file names one that is there, with its ending', () => {
    expect(internal.filter(({ file, from }) => !existsSync(join(ROOT, target(file, from))))).toEqual([]);
  });

  test('no file reaches into a layer that is not open to it', () => {
    expect(internal.filter((each) => grantFor(each) === null).map(asText)).toEqual([]);
  });

  test('no file uses a package or a builtin module its layer does without', () => {
    expect(external.filter((each) => packageFor(each) === null).map(asText)).toEqual([]);
  });

  test('no permission is given in vain', () => {
    const used = new Set([
      ...internal.map((each) => `${layerOf(each.file)?.name} → ${grantFor(each)}`),
      ...external.map((each) => `${layerOf(each.file)?.name} → ${packageFor(each)}`),
    ]);
    const given = layers.flatMap((layer) =>
      [...layer.mayImport, ...layer.packages].map((permission) => `${layer.name} → ${permission}`),
    );
    expect(given.filter((permission) => !used.has(permission))).toEqual([]);
  });
});

function listOf(cell = ''): string[] {
  return cell === '' ? [] : cell.split(',').map((part) => part.trim());
}

/** `electron/rules/` holds all below it; a name without `/` at its end is one file; `<word>` is any feature. */
function patternOf(place: string): RegExp {
  const words = `(${Object.keys(contract).join('|')})`;
  const escaped = place.replaceAll('.', '\\.').replace('<word>', words);
  return new RegExp(place.endsWith('/') ? `^${escaped}` : `^${escaped}$`);
}

function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => layer.holds(path));
}

function target(file: string, from: string): string {
  return posix.join(dirname(file), from);
}

/** The entry of `may import` that opens a file of our own; null when none does. */
function grantFor({ file, from, typeOnly }: Import): string | null {
  const path = target(file, from);
  const other = layerOf(path)?.name ?? path;
  const open = layerOf(file)?.mayImport.find(
    (entry) =>
      entry === other ||
      (typeOnly && entry === `types of ${other}`) ||
      (entry === 'own folder' && path.startsWith(`${dirname(file)}/`)),
  );
  return open ?? null;
}

/** The entry of `packages` that allows a package or a builtin module; null when none does. */
function packageFor({ file, from }: Import): string | null {
  const allowed = layerOf(file)?.packages.find(
    (entry) => from === entry || from.startsWith(entry === 'node' ? 'node:' : `${entry}/`),
  );
  return allowed ?? null;
}

function asText({ file, from }: Import): string {
  return `${file} imports ${from}`;
}

/** Everything a file imports or exports on: statically, at run time, or inside a type. */
function importsOf(file: string): Import[] {
  const { module, program } = parse(file);
  const found: Import[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    file,
    from: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push({ file, from: moduleRequest.value, typeOnly: isType });
    }
  }
  new Visitor({
    ImportExpression: ({ source }) => {
      if (source.type !== 'Literal') throw new Error(`${file} imports a file it names only at run time`);
      found.push({ file, from: String(source.value), typeOnly: false });
    },
    TSImportType: ({ source }) => {
      found.push({ file, from: source.value, typeOnly: true });
    },
  }).visit(program);
  return found;
}
