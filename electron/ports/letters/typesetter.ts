import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Laid } from '../letters.ts';

// The thread that lays out one letter and ends: Typst's compiler does not give way to anything else while it works.

const work = z
  .object({ source: z.string(), data: z.string(), fonts: z.array(z.instanceof(Uint8Array)) })
  .parse(workerData);

void layOut().then((laid) => parentPort?.postMessage(laid));

async function layOut(): Promise<Laid> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => null);
  // Its binary is not to be had for every system.
  if (!typst) return { trouble: 'unavailable' };
  const compiler = typst.NodeCompiler.create({
    fontArgs: [{ fontBlobs: work.fonts.map((font) => Buffer.from(font)) }],
  });
  // The data go in beside the source, never into it: no name of an office is ever read as a command.
  const made = compiler.compile({ mainFileContent: work.source, inputs: { data: work.data } });
  if (!made.result) return { trouble: 'refused', details: JSON.stringify(made.takeDiagnostics()?.shortDiagnostics) };
  return { pdf: Uint8Array.from(compiler.pdf(made.result)), pages: made.result.numOfPages };
}
