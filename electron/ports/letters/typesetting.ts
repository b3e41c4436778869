import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fail } from '../../contract/errors.ts';

/** A letter to lay out: its source in Typst, what it is about as JSON, and the typeface, best in shared memory. */
export interface Typesetting {
  source: string;
  data: string;
  fonts: Uint8Array[];
}

/** A letter on its pages. */
export interface Laid {
  pdf: Uint8Array;
  pages: number;
}

/** What is wrong with a source; lines from 1, null when it cannot be told. */
export interface Fault {
  message: string;
  line: number | null;
}

/** A folder that is not there: no template reads a file of this machine. */
const NOWHERE = resolve('/todoke-nowhere');

/** What Typst says of a fault; its lines count from 0. */
const faults = z.array(
  z
    .object({ message: z.string(), range: z.object({ start: z.object({ line: z.int() }) }).nullable() })
    .transform(({ message, range }): Fault => ({ message, line: range ? range.start.line + 1 : null })),
);

/**
 * Lays out one letter, or says what is wrong with its source. To be run in a thread: Typst's compiler gives way to
 * nothing else while it works.
 * @throws pdf_unavailable where its binary is not to be had
 */
export async function* layOut({ source, data, fonts }: Typesetting): AsyncGenerator<Laid | { faults: Fault[] }, void> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => null);
  if (!typst) throw fail('pdf_unavailable');
  const fontArgs = [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }];
  const compiler = typst.NodeCompiler.create({ workspace: NOWHERE, fontArgs });
  // The data go in beside the source, never into it: no name of an office is ever read as a command.
  const main = join(NOWHERE, 'letter.typ');
  compiler.addSource(main, source);
  const made = compiler.compile({ mainFilePath: main, inputs: { data } });
  if (made.result) {
    yield { pdf: Uint8Array.from(compiler.pdf(made.result)), pages: made.result.numOfPages };
    return;
  }
  const found = made.takeDiagnostics();
  yield { faults: faults.parse(found ? compiler.fetchDiagnostics(found) : []) };
}
