import { join, resolve } from 'node:path';

// What a thread loads before it begins delays every letter: here that is the compiler and nothing else.

/** One paper to lay out: its source in Typst, and what it is about as JSON. */
export interface Paper {
  source: string;
  data: string;
  /** What is drawn as square codes; the source finds their modules, one code after the other, in the file `codes`. */
  codes?: string[];
  /** The fewest pages it can have. With more it is laid out once more, counting what each of its letters takes. */
  leastPages?: number;
  /** A picture of the pages (SVG, one below the other) instead of PDF. */
  picture?: boolean;
}

/** Papers to lay out one after the other, and the typeface, best in shared memory. */
export interface Typesetting {
  papers: Paper[];
  fonts: Uint8Array[];
}

/** A paper on its pages: as PDF, or as UTF-8 of an SVG. */
export interface Laid {
  bytes: Uint8Array;
  pages: number;
  /** How many pages each of its letters takes; null when it was as few as can be. */
  counted: number[] | null;
}

/** A folder that is not there: no template reads a file of this machine. */
const NOWHERE = resolve('/todoke-nowhere');

/**
 * Typst remembers for the whole program what it has set. A thread that begins has all forgotten that was not used since
 * the one before it began; to forget after each paper costs a tenth of the time.
 */
const REMEMBERED = 1;

/**
 * Lays out papers, or says what Typst says is wrong with the first that it cannot. To be run in a thread: Typst's
 * compiler gives way to nothing else while it works.
 * @throws pdf_unavailable where its binary is not to be had
 */
export async function* layOut({ papers, fonts }: Typesetting): AsyncGenerator<Laid | { faults: unknown }, void> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => null);
  if (!typst) throw (await import('../../contract/errors.ts')).fail('pdf_unavailable');
  const fontArgs = [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }];
  const compiler = typst.NodeCompiler.create({ workspace: NOWHERE, fontArgs });
  // The data go in beside the source, never into it: no name of an office is ever read as a command.
  const main = join(NOWHERE, 'letter.typ');
  compiler.evictCache(REMEMBERED);
  for (const { source, data, codes, leastPages, picture } of papers) {
    compiler.addSource(main, source);
    if (codes) compiler.mapShadow(join(NOWHERE, 'codes'), await drawn(codes));
    const inputs = { data, picture: picture ? 'yes' : 'no' };
    const set = (exact: 'yes' | 'no') => compiler.compile({ mainFilePath: main, inputs: { ...inputs, exact } });
    const first = set('no');
    const isLonger = leastPages !== undefined && first.result && first.result.numOfPages > leastPages;
    const made = isLonger ? set('yes') : first;
    if (!made.result) {
      const found = made.takeDiagnostics();
      yield { faults: found ? compiler.fetchDiagnostics(found) : [] };
      return;
    }
    const counted = isLonger ? compiler.query(made.result, { selector: '<pages>', field: 'value' })[0] : null;
    const bytes = picture ? Buffer.from(compiler.plainSvg(made.result)) : compiler.pdf(made.result);
    yield { bytes: Uint8Array.from(bytes), pages: made.result.numOfPages, counted };
  }
}

async function drawn(codes: readonly string[]): Promise<Buffer> {
  const { squareCode } = await import('./squareCode.ts');
  return Buffer.concat(codes.map((code) => squareCode(code).modules));
}
