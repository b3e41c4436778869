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

/**
 * Lays out one letter. To be run in a thread: Typst's compiler gives way to nothing else while it works.
 * @throws pdf_unavailable where its binary is not to be had
 */
export async function* layOut({ source, data, fonts }: Typesetting): AsyncGenerator<Laid, void> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => null);
  if (!typst) throw fail('pdf_unavailable');
  const compiler = typst.NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }] });
  // The data go in beside the source, never into it: no name of an office is ever read as a command.
  const made = compiler.compile({ mainFileContent: source, inputs: { data } });
  if (!made.result) {
    const why = JSON.stringify(made.takeDiagnostics()?.shortDiagnostics);
    throw new Error(`a letter could not be laid out: ${why}`);
  }
  yield { pdf: Uint8Array.from(compiler.pdf(made.result)), pages: made.result.numOfPages };
}
