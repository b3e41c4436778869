import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { toListedError } from '../../electron/listedErrors.ts';
import { corruptIn, openIn, registerIn, rowsOf } from './laidOut.ts';

// The program on a register that another program holds. `naive` takes no notice of errors.

/** What came of it; printed as JSON. */
export interface Locked {
  /** Times it was held for ten seconds, and of those the ones told as in use. */
  held: number;
  told: number;
  /** Reads answered while it was held, and how many there were to be. */
  reads: number;
  readsWanted: number;
  /** Times it was held for a second, and of those the writes that waited for it. */
  briefly: number;
  waited: number;
  corrupt: number;
  lost: number;
  half: number;
  stuck: number;
}

const [folder = '', naive = ''] = process.argv.slice(2);
const register = registerIn(folder);
const driver = resolve(import.meta.dirname, '../../node_modules/better-sqlite3/lib/index.js');

/** Reads asked for each time it is held: a fraction of the time. */
const READS = 20;

/** Another program takes the register to itself, and lets it go after a time. */
async function hold(ms: number): Promise<{ gone: Promise<unknown>; stands(): boolean }> {
  const program = `
    const db = new (require(${JSON.stringify(driver)}))(${JSON.stringify(register)});
    db.exec('begin exclusive');
    console.log('held');
    setTimeout(() => process.exit(0), ${ms});`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  await once(child.stdout, 'data');
  return { gone, stands: () => child.exitCode === null };
}

const result: Locked = {
  ...{ held: 0, told: 0, reads: 0, readsWanted: 0, briefly: 0, waited: 0 },
  ...{ corrupt: 0, lost: 0, half: 0, stuck: 0 },
};
const host = await openIn(folder);
const client = host.client('script');
const said: string[] = [];

async function create(title: string): Promise<string | null> {
  try {
    await client.incidents.create({ title, provider: '例示社', knownOn: '2026-06-05' });
    said.push(title);
    return null;
  } catch (error) {
    if (naive) said.push(title);
    return toListedError(error).code;
  }
}

for (let n = 1; n <= 3; n += 1) {
  const { gone, stands } = await hold(10_000);
  result.held += 1;
  result.readsWanted += READS;
  const trying = create(`長く${n}`);
  for (let reads = 0; reads < READS; reads += 1) {
    await client.incidents.list({});
    if (stands()) result.reads += 1;
    await new Promise((later) => setTimeout(later, 50));
  }
  if ((await trying) === 'database_busy') result.told += 1;
  await gone;
  // What was typed is still there in the window: saving it again must do.
  if ((await create(`また${n}`)) !== null) result.stuck += 1;
}
for (let n = 1; n <= 5; n += 1) {
  const { gone } = await hold(1000);
  result.briefly += 1;
  if ((await create(`短く${n}`)) === null) result.waited += 1;
  await gone;
}
await host.close();
const there = rowsOf<{ title: string }>(register, 'select title from incidents').map((row) => row.title);
result.lost = said.filter((title) => !there.includes(title)).length;
// Refused, and there all the same: half a write.
result.half = there.filter((title) => !said.includes(title)).length;
result.corrupt = corruptIn(register);
process.stdout.write(JSON.stringify(result));
