import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRandom } from '../../electron/practice/random.ts';
import { activities, type Order } from './activities.ts';

const PROGRAM = resolve(import.meta.dirname, 'activity.ts');
/** Longest time between the beginning of the work and the kill: what is done in it some ten times. */
const LIFE_MS: Record<Order['activity'], number> = {
  acknowledge: 250,
  export: 250,
  migration: 400,
  import: 800,
  backup: 1000,
  restore: 1500,
};

/** What came of all kills of one activity. */
export interface Killed {
  kills: number;
  /** Things the killed programs had said to be done. */
  confirmed: number;
  corrupt: number;
  lost: number;
  half: number;
}

export const isSafe = ({ corrupt, lost, half }: Killed) => corrupt + lost + half === 0;

/** Kills a real process at random moments of one activity, and judges the register after each. */
export async function killActivity(
  activity: Order['activity'],
  options: { kills: number; seed: number; naive: boolean },
): Promise<Killed> {
  const folder = await mkdtemp(join(tmpdir(), `todoke-kill-${activity}-`));
  const random = createRandom(options.seed);
  const result: Killed = { kills: 0, confirmed: 0, corrupt: 0, lost: 0, half: 0 };
  try {
    await activities[activity].prepare(folder);
    let from = 1;
    while (result.kills < options.kills) {
      const order: Order = { activity, folder, from, naive: options.naive };
      const confirmed = await liveFor(order, random.int(0, LIFE_MS[activity]));
      // The one it was killed at may be there or not, and is not done again.
      from = (confirmed.at(-1) ?? from - 1) + 2;
      const wrong = await activities[activity].judge(folder, confirmed);
      result.kills += 1;
      result.confirmed += confirmed.length;
      result.corrupt += wrong.corrupt;
      result.lost += wrong.lost;
      result.half += wrong.half;
      // What is broken for good would be counted at every kill from here on.
      if (!isSafe(result)) break;
    }
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets a process work for `ms`, kills it, and answers the numbers it had said to be done. */
function liveFor(order: Order, ms: number): Promise<number[]> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let heard = '';
  let errors = '';
  let killing = false;
  child.stderr.on('data', (piece) => (errors += piece));
  child.stdout.on('data', (piece) => {
    heard += piece;
    if (killing || !heard.startsWith('go')) return;
    killing = true;
    setTimeout(() => child.kill('SIGKILL'), ms);
  });
  return new Promise((ended, failed) => {
    child.once('close', (code, signal) => {
      if (signal !== 'SIGKILL') return failed(new Error(`${order.activity} ended by itself (${code})\n${errors}`));
      ended([...heard.matchAll(/ok (\d+)\n/g)].map(([, n]) => Number(n)));
    });
  });
}
