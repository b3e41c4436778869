import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import react from '@vitejs/plugin-react';
import { type InlineConfig, build as viteBuild } from 'vite';

// `npm run build`: the page, and the programs of the desktop shell, each one file with all it needs.
// Whatever is newer than its sources is left alone unless --force is given.

const ROOT = join(import.meta.dirname, '..');

/** Found at run time rather than bundled: Electron itself, and the two native modules. `pg` only tries for pg-native. */
const EXTERNAL = ['electron', 'better-sqlite3', '@myriaddreamin/typst-ts-node-compiler', 'pg-native'];

interface Target {
  name: string;
  /** The file whose age tells the age of the whole output. */
  output: string;
  /** Files and folders it is made from. */
  sources: string[];
  config: InlineConfig;
}

const COMMON: InlineConfig = { configFile: false, logLevel: 'warn', clearScreen: false };

const page: Target = {
  name: 'renderer',
  output: 'dist/renderer/index.html',
  sources: ['renderer', 'electron/contract'],
  config: {
    ...COMMON,
    root: join(ROOT, 'renderer'),
    base: './',
    plugins: [react()],
    // Each answer of a host puts its own in its place.
    html: { cspNonce: 'NONCE_OF_THIS_ANSWER' },
    build: {
      outDir: join(ROOT, 'dist/renderer'),
      emptyOutDir: true,
      chunkSizeWarningLimit: 2000,
      license: { fileName: 'licences.md' },
    },
  },
};

/** Builds one program as one CommonJS file with all it needs: a sandboxed preload can be nothing else. */
export function programConfig(name: string, entry: string, outDir: string): InlineConfig {
  return {
    ...COMMON,
    root: ROOT,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      license: { fileName: `licences-${name}.md` },
      rolldownOptions: {
        external: EXTERNAL,
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  };
}

/** A program of the shell. */
function program(name: string): Target {
  return {
    name,
    output: `dist/electron/${name}.cjs`,
    sources: ['electron', 'db'],
    config: programConfig(name, join(ROOT, `electron/${name}.ts`), join(ROOT, 'dist/electron')),
  };
}

const TARGETS: Target[] = [page, ...['main', 'preload', 'service', 'thread'].map(program)];

/** When a file, or anything in a folder, last changed; a file taken away changes its folder. */
function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), own.mtimeMs);
}

function isFresh(target: Target): boolean {
  const output = join(ROOT, target.output);
  if (!existsSync(output)) return false;
  const made = statSync(output).mtimeMs;
  return [...target.sources, 'build/build.ts', 'package-lock.json'].every((path) => newest(join(ROOT, path)) < made);
}

/** Builds what is older than its sources (everything with `force`), one line for each target built. */
export async function build(options: { force: boolean; log: (line: string) => void }): Promise<void> {
  for (const target of TARGETS) {
    if (!options.force && isFresh(target)) continue;
    const start = performance.now();
    await viteBuild(target.config);
    options.log(`built ${target.output} in ${Math.round(performance.now() - start)} ms`);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { force: { type: 'boolean', default: false } } });
  await build({ force: values.force, log: console.log });
}
