import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** How long a piece of work took, and the longest time it kept everything else waiting. Milliseconds. */
export interface Timing {
  ms: number;
  blockMs: number;
}

/** One question: how far is the application from what this machine can do at best for the same work? */
export interface Bench {
  /** What the application is asked to do. */
  name: string;
  /** What it is measured against: the same work with next to nothing around it. */
  limit: string;
  /** Highest ratio of their times that is good enough. */
  goal: number;
  /** Longest time the event loop may be kept busy meanwhile, where that matters. */
  mostBlockMs?: number;
  /** Does the work through the application's own calls; times that part only. */
  product(): Promise<Timing>;
  /** Does it bare. */
  bare(): Promise<Timing>;
}

/** The answer. Times are medians in milliseconds, the ratio is the median of the pairs' ratios. */
export interface Measured {
  name: string;
  limit: string;
  productMs: number;
  limitMs: number;
  ratio: number;
  lowest: number;
  highest: number;
  goal: number;
  ok: boolean;
  /** The longest time the application kept its event loop busy, over all pairs. */
  blockMs: number;
  mostBlockMs: number | null;
  pairs: number;
}

const TICK_MS = 2;

const ticks = () => new Promise((resolve) => setTimeout(resolve, 3 * TICK_MS));

/** Times `work` done `repeat` times; answers the time of one. Other work may come in between, as in real use. */
export async function timed(work: () => unknown, repeat = 1): Promise<Timing> {
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  delay.enable();
  // The first tick only starts the measuring.
  await ticks();
  let ms = 0;
  for (let round = 0; round < repeat; round += 1) {
    await new Promise(setImmediate);
    const began = performance.now();
    await work();
    ms += performance.now() - began;
  }
  // A tick that came late is only seen when it comes.
  await ticks();
  delay.disable();
  return { ms: ms / repeat, blockMs: Math.max(0, delay.max / 1e6 - TICK_MS) };
}

/**
 * Runs application and limit in pairs, each first in every other pair, so that whatever else the machine
 * does falls on both. One pair before that is not counted: it warms caches and compilers.
 */
export async function measure(bench: Bench, pairs: number): Promise<Measured> {
  await bench.product();
  await bench.bare();
  const products: Timing[] = [];
  const limits: Timing[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) products.push(await bench.product());
    limits.push(await bench.bare());
    if (pair % 2 === 1) products.push(await bench.product());
  }
  const ratios = products.map((product, i) => product.ms / (limits[i]?.ms ?? Number.NaN));
  const ratio = median(ratios);
  const blockMs = Math.max(...products.map((timing) => timing.blockMs));
  return {
    name: bench.name,
    limit: bench.limit,
    productMs: median(products.map((timing) => timing.ms)),
    limitMs: median(limits.map((timing) => timing.ms)),
    ratio,
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    goal: bench.goal,
    ok: ratio <= bench.goal && blockMs <= (bench.mostBlockMs ?? Number.POSITIVE_INFINITY),
    blockMs,
    mostBlockMs: bench.mostBlockMs ?? null,
    pairs,
  };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
