import { spawn } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openHost } from '../host.ts';
import { fileSecrets } from '../ports/secrets.ts';
import { type Catcher, startCatcher } from './catcher.ts';
import { createPracticeClock } from './clock.ts';
import { type DemoResult, runDemo } from './demoRun.ts';

const usage = `npm run demo [-- --data FOLDER --seed NUMBER --json --open]
  --data  where the register and the reports go; a folder without a register (default: a new temporary one)
  --seed  another number, another fictional association (default 1)
  --json  the counts as JSON
  --open  opens the app on that data afterwards; its mails end in the demo's own catcher
`;

process.exitCode = await main();

/** Runs the demo as asked. Answers the exit code: 0 when every count is what the story promises. */
async function main(): Promise<number> {
  const wanted = readArguments();
  if (!wanted) {
    process.stderr.write(usage);
    return 1;
  }
  const folder = wanted.data ? resolve(wanted.data) : await mkdtemp(join(tmpdir(), 'todoke-demo-'));
  await mkdir(folder, { recursive: true });
  const catcher = await startCatcher();
  try {
    const result = await play(folder, wanted.seed, catcher);
    if (!result) return 1;
    process.stdout.write(wanted.json ? `${JSON.stringify(result, null, 2)}\n` : table(result));
    if (wanted.open) await openApp(folder);
    return result.counts.every(({ found, promised }) => found === promised) ? 0 : 1;
  } finally {
    await catcher.close();
  }
}

/** Null when the arguments make no sense. */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        open: { type: 'boolean', default: false },
      },
    });
    const seed = Number(values.seed);
    return Number.isSafeInteger(seed) ? { ...values, seed } : null;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return null;
  }
}

/** Plays on a register opened in this process, and closes it again. Null when there is already data. */
async function play(folder: string, seed: number, catcher: Catcher): Promise<DemoResult | null> {
  const clock = createPracticeClock();
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const secrets = fileSecrets(join(folder, 'secrets.json'));
  const host = await openHost({ dataFolder: folder, register: 'main', clock, log, secrets });
  try {
    const client = host.client('script');
    const { fresh } = await client.settings.frame({});
    if (fresh) return await runDemo({ client, catcher, clock, folder, seed });
    log(`${folder} already holds a register. Please name another folder.`);
    return null;
  } finally {
    await host.close();
  }
}

/** The counts with what was promised, and a mark where they differ. */
function table({ counts, folder, seed }: DemoResult): string {
  const width = Math.max(...counts.map(({ what }) => what.length));
  const lines = counts.map(({ what, found, promised }) => {
    const mark = found === promised ? '' : `  <- ${promised} promised`;
    return `${what.padEnd(width)}  ${String(found).padStart(6)}${mark}`;
  });
  const wrong = counts.filter(({ found, promised }) => found !== promised).length;
  const verdict = wrong === 0 ? 'Every count is what the story promises.' : `${wrong} counts are wrong.`;
  return [`Practice association, seed ${seed}`, ...lines, verdict, folder, ''].join('\n');
}

/** The app, as `npm start` opens it, until its user leaves; the catcher lives on that long. */
async function openApp(folder: string): Promise<void> {
  const start = join(import.meta.dirname, '../../build/start.ts');
  const app = spawn(process.execPath, [start, '--data', folder], { stdio: 'inherit' });
  const leave = () => app.kill();
  process.once('SIGINT', leave);
  await new Promise((done) => app.once('close', done));
  process.off('SIGINT', leave);
}
