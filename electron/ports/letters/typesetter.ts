import { join, resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Laid } from '../letters.ts';

// The thread that lays out one letter and ends: Typst's compiler does not give way to anything else while it works.

const work = z
  .object({ source: z.string(), data: z.string(), fonts: z.array(z.instanceof(Uint8Array)) })
  .parse(workerData);

const NOWHERE = resolve('/todoke-nowhere');

/** What Typst says of a fault; its lines count from 0. */
const faults = z.array(
  z
    .object({ message: z.string(), range: z.object({ start: z.object({ line: z.int() }) }).nullable() })
    .transform(({ message, range }) => ({ message, line: range ? range.start.line + 1 : null })),
);

void layOut().then((laid) => parentPort?.postMessage(laid));

async function layOut(): Promise<Laid> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => null);
  // Its binary is not to be had for every system.
  if (!typst) return { trouble: 'unavailable' };
  const compiler = typst.NodeCompiler.create({
    // A folder that is not there: no template reads a file of this machine.
    workspace: NOWHERE,
    fontArgs: [{ fontBlobs: work.fonts.map((font) => Buffer.from(font)) }],
  });
  // The data go in beside the source, never into it: no name of an office is ever read as a command.
  const main = join(NOWHERE, 'letter.typ');
  compiler.addSource(main, work.source);
  const made = compiler.compile({ mainFilePath: main, inputs: { data: work.data } });
  if (!made.result) {
    const found = made.takeDiagnostics();
    return { trouble: 'refused', faults: faults.parse(found ? compiler.fetchDiagnostics(found) : []) };
  }
  return { pdf: Uint8Array.from(compiler.pdf(made.result)), pages: made.result.numOfPages };
}
