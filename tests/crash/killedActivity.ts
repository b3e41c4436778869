import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRandom, type Random } from '../../electron/practice/random.ts';
import { type ActivityName, activities, type Order } from './activities.ts';
import { type Ground, type Judged, NOTHING_WRONG, type Wrong } from './ground.ts';
import { packedProgram } from './packed.ts';

/** A ground grows with all that is done on it: after so many kills a new one is laid out. */
const KILLS_A_GROUND = 25;
/** Of the programs that follow a kill, the share that is killed, too, while it opens what was left. */
const KILLED_AGAIN = 0.2;
/** About as long as that takes. */
const OPENING_MS = 150;

/** What came of all kills of one activity. */
export interface Killed extends Wrong {
  kills: number;
  /** Things the killed programs had said to be done, or that were found done. */
  confirmed: number;
  /** Milliseconds from the start of the program after a kill to its first answer. */
  restarts: number[];
  /** Of those, milliseconds of computing: what does not depend on what else the machine does. */
  computing: number[];
  /** The same without a kill before it: the first start on each ground. */
  starts: number[];
  /** What a program said that could not open what the one before had left. */
  words: string;
}

export const isSafe = ({ corrupt, lost, half, twice }: Wrong): boolean => corrupt + lost + half + twice === 0;

interface Options {
  kills: number;
  seed: number;
  naive: boolean;
}

/** Kills a real process at random moments of one activity, and judges the register after each. */
export async function killActivity(activity: ActivityName, options: Options): Promise<Killed> {
  const random = createRandom(options.seed);
  const result: Killed = {
    ...NOTHING_WRONG,
    kills: 0,
    confirmed: 0,
    restarts: [],
    computing: [],
    starts: [],
    words: '',
  };
  // What is broken for good would be counted at every kill from there on.
  while (result.kills < options.kills && isSafe(result)) {
    const kills = Math.min(KILLS_A_GROUND, options.kills - result.kills);
    const folder = await mkdtemp(join(tmpdir(), `todoke-kill-${activity}-`));
    try {
      await killOn(folder, random, { activity, folder, from: 1, naive: options.naive }, kills, result);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return result;
}

async function killOn(folder: string, random: Random, order: Order, kills: number, result: Killed): Promise<void> {
  const { prepare, lifeMs } = activities[order.activity];
  const ground = await prepare(folder, random);
  let found = 0;
  try {
    let { from } = order;
    let life = await begin(order);
    result.starts.push(life.startMs);
    for (let n = 0; n < kills && isSafe(result); n += 1) {
      const confirmed = await life.workFor(random.int(0, lifeMs));
      result.kills += 1;
      // The one it was killed at may be there or not, and is not done again.
      from = (confirmed.at(-1) ?? from - 1) + 2;
      try {
        if (random.chance(KILLED_AGAIN)) await killOpening({ ...order, from }, random.int(0, OPENING_MS));
        life = await begin({ ...order, from });
      } catch (error) {
        add(result, unreadable(error, result));
        return;
      }
      result.restarts.push(life.startMs);
      result.computing.push(life.computingMs);
      const judged: Judged = await ground.judge(confirmed).catch((error) => unreadable(error, result));
      add(result, judged);
      result.confirmed += judged.confirmed === undefined ? confirmed.length : judged.confirmed - found;
      found = judged.confirmed ?? 0;
    }
    await life.workFor(0);
    if (isSafe(result)) await finish(ground, kills, result);
  } finally {
    await ground.leave?.();
  }
}

/** What cannot even be opened or read is corrupt. */
function unreadable(error: unknown, result: Killed): Judged {
  result.words = error instanceof Error ? error.message : String(error);
  return { ...NOTHING_WRONG, corrupt: 1 };
}

async function finish(ground: Ground, kills: number, result: Killed): Promise<void> {
  if (ground.finish) add(result, await ground.finish(kills));
}

function add(result: Wrong, { corrupt, lost, half, twice }: Wrong): void {
  result.corrupt += corrupt;
  result.lost += lost;
  result.half += half;
  result.twice += twice;
}

/** A program that has opened the register and waits for the word to go on. */
interface Life {
  /** From its start to its first answer; and how much of that was computing. */
  startMs: number;
  computingMs: number;
  /** Lets it work for `ms`, kills it, and answers the numbers it had said to be done. */
  workFor(ms: number): Promise<number[]>;
}

/** Starts a program. Fails with its words when it ends before it is ready. */
async function begin(order: Order): Promise<Life> {
  const program = await packedProgram();
  const began = performance.now();
  const started = start(program, order);
  await started.hears('ready');
  const startMs = performance.now() - began;
  const computingMs = Number(/ready (\d+)/.exec(started.heard())?.[1] ?? 0);
  const workFor = async (ms: number) => {
    const going = started.hears('go\n');
    started.tellToGoOn();
    await going;
    await started.killAfter(ms);
    return [...started.heard().matchAll(/ok (\d+)\n/g)].map(([, n]) => Number(n));
  };
  return { startMs, computingMs, workFor };
}

/** Starts a program, and kills it some milliseconds after it began to open what the killed one left. */
async function killOpening(order: Order, ms: number): Promise<void> {
  const started = start(await packedProgram(), order);
  await started.hears('opening');
  await started.killAfter(ms);
}

/** A program that runs. Everything that is waited for fails with its words when it ends by itself. */
interface Started {
  heard(): string;
  hears(word: string): Promise<void>;
  tellToGoOn(): void;
  killAfter(ms: number): Promise<void>;
}

function start(program: string, order: Order): Started {
  // The packed application comes compiled, too.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(dirname(program), 'compiled') };
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'pipe'], env });
  let heard = '';
  let errors = '';
  child.stderr.on('data', (piece) => (errors += piece));
  child.stdout.on('data', (piece) => (heard += piece));
  const ended = new Promise<void>((killed, failed) => {
    child.once('close', (_code, signal) =>
      signal === 'SIGKILL' ? killed() : failed(new Error(`${order.activity} ended by itself\n${errors}`)),
    );
  });
  // Told to whoever waits for it.
  ended.catch(() => undefined);
  const hears = (word: string) =>
    new Promise<void>((told) => {
      child.stdout.on('data', () => heard.includes(word) && told());
    });
  return {
    heard: () => heard,
    hears: (word) =>
      Promise.race([hears(word), ended.then(() => Promise.reject(new Error(`killed before "${word}"`)))]),
    tellToGoOn: () => child.stdin.write('on\n'),
    killAfter: async (ms) => {
      setTimeout(() => child.kill('SIGKILL'), ms);
      await ended;
    },
  };
}
