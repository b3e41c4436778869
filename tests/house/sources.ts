import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync } from 'vite';

/** Top folder of the project. */
export const ROOT = join(import.meta.dirname, '../..');

/** What commands make and nobody keeps (the same folders as in .gitignore), and git's own. */
const GENERATED = ['node_modules', 'dist', 'release', 'test-results', 'playwright-report', 'data', '.git'];

/** Files below the top folder whose path fits a glob, with `/`, sorted; without what commands make. */
export function filesLike(glob: string): string[] {
  const entries = globSync(glob, {
    cwd: ROOT,
    withFileTypes: true,
    exclude: (entry) => GENERATED.includes(entry.name),
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The program itself, without tests. */
export const programFiles = filesLike('{electron,db,renderer,build}/**/*.{ts,tsx}');
export const testFiles = filesLike('tests/**/*.{ts,tsx}');

/** A file's text. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A file as a syntax tree, with its imports as the parser found them. Throws where it does not parse. */
export function parse(path: string): ReturnType<typeof parseSync> {
  const parsed = parseSync(path, textOf(path));
  if (parsed.errors[0]) throw new Error(`${path}: ${parsed.errors[0].message}`);
  return parsed;
}

/** Rows of the first Markdown table whose heading starts with `first`, as cells without their code marks. */
export function tableOf(markdown: string, first: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  if (start < 0) throw new Error(`no table starts with "${first}"`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? undefined : end).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}
