import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

export const ROOT = join(import.meta.dirname, '../..');

/** What one source file says, read from its syntax tree. */
export interface Source {
  path: string;
  /** Modules it imports, types included. */
  imports: string[];
  /** Names after `new`. */
  created: string[];
  /** Names called, or read after a dot. */
  used: Set<string>;
  texts: string[];
}

/** Walks every node of a syntax tree. */
function visit(node: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const each of node) visit(each, see);
  else if (typeof node === 'object' && node !== null) {
    const known = node as Record<string, unknown>;
    if (typeof known.type === 'string') see(known);
    for (const value of Object.values(known)) visit(value, see);
  }
}

const nameOf = (node: unknown): string =>
  typeof node === 'object' && node !== null && 'name' in node ? String(node.name) : '';

function read(path: string): Source {
  const { program, errors } = parseSync(path, readFileSync(join(ROOT, path), 'utf8'));
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const source: Source = { path, imports: [], created: [], used: new Set(), texts: [] };
  visit(program, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') source.texts.push(node.value);
    if (node.type === 'NewExpression') source.created.push(nameOf(node.callee));
    if (node.type === 'CallExpression') source.used.add(nameOf(node.callee));
    if (node.type === 'MemberExpression') source.used.add(nameOf(node.property));
    if (node.source && typeof node.source === 'object' && 'value' in node.source)
      source.imports.push(String(node.source.value));
  });
  return source;
}

/** Every source of the program. */
export const sources = ['electron', 'db', 'renderer'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => read(join(folder, path).replaceAll('\\', '/'))),
);
/** Paths of the sources that hold something, sorted. */
export const pathsOf = (holds: (source: Source) => boolean) =>
  sources
    .filter(holds)
    .map(({ path }) => path)
    .sort();
