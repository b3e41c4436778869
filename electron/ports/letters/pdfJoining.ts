/**
 * Makes one PDF of several, in this order (ISO 32000-1: 7.5.4 cross-reference table, 7.7.3 page tree). Only for what our
 * typesetter writes: no object streams, one table of cross-references, generation 0. Title and language are those of
 * the first. Other work gets its turn between the files. Errors: an Error on any other file.
 */
export async function joinPdfs(files: readonly Uint8Array[]): Promise<Uint8Array> {
  const [only] = files;
  if (only && files.length === 1) return only;
  const whole: Whole = { chunks: [], length: 0, offsets: [0, 0, 0] };
  put(whole, Buffer.from('%PDF-1.7\n%\x80\x80\x80\x80\n\n', 'latin1'));
  const parts: Part[] = [];
  for (const file of files) {
    parts.push(takeOver(whole, Buffer.from(file.buffer, file.byteOffset, file.byteLength)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [first] = parts;
  if (!first) throw new Error('there is nothing to join');
  whole.offsets[PAGES] = whole.length;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const kids = parts.map(({ pages }) => `${pages} 0 R`).join(' ');
  put(whole, Buffer.from(`${PAGES} 0 obj\n<<\n/Type /Pages\n/Count ${count}\n/Kids [${kids}]\n>>\nendobj\n\n`));
  whole.offsets[CATALOG] = whole.length;
  const catalog = first.catalog.replace(/^\d+/, `${CATALOG}`).replace(/\/Pages \d+ 0 R/, `/Pages ${PAGES} 0 R`);
  put(whole, Buffer.from(catalog, 'latin1'));
  const table = whole.offsets.map((at, n) => `${String(at).padStart(10, '0')} ${n === 0 ? '65535 f' : '00000 n'}\r\n`);
  const entries = `/Size ${table.length}\n/Root ${CATALOG} 0 R\n/Info ${first.info} 0 R`;
  const end = `xref\n0 ${table.length}\n${table.join('')}trailer\n<<\n${entries}\n>>\nstartxref\n${whole.length}\n%%EOF`;
  put(whole, Buffer.from(end));
  return Buffer.concat(whole.chunks);
}

/** The numbers of the whole's own two objects, which stand at its end. */
const PAGES = 1;
const CATALOG = 2;

interface Whole {
  chunks: Buffer[];
  length: number;
  /** Where each object begins, by its number. */
  offsets: number[];
}

/** What the whole needs of a file it has taken over, in its own numbers. */
interface Part {
  pages: number;
  count: number;
  catalog: string;
  info: number;
}

function put(whole: Whole, ...chunks: Buffer[]): void {
  for (const chunk of chunks) {
    whole.chunks.push(chunk);
    whole.length += chunk.length;
  }
}

/** A reference to an object; text in parentheses is passed over, whatever it says. */
const REFERENCE = /(\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\))|\b(\d+) 0 R\b/gs;

/** Puts a file's objects into the whole, under numbers of their own; its pages become a branch of the whole's. */
function takeOver(whole: Whole, file: Buffer): Part {
  const { offsets, root, info, end } = tableOf(file);
  const before = whole.offsets.length - 1;
  const renumbered = (text: string) => text.replace(REFERENCE, (_, said, n) => said ?? `${Number(n) + before} 0 R`);
  const following = new Map(offsets.toSorted((a, b) => a - b).map((at, n, all) => [at, all[n + 1] ?? end]));
  const found = offsets.map((at) => objectOf(file.subarray(at, following.get(at))));
  const catalog = renumbered(found[root]?.head ?? '');
  const pages = numberIn(catalog, /\/Pages (\d+) 0 R/);
  let count = 0;
  for (const [at, { head, rest }] of found.entries()) {
    const number = at + before;
    if (at === 0) continue;
    let words = renumbered(head).replace(/^\d+/, `${number}`);
    // Nobody asks for the catalogs of the parts any more.
    if (at === root) words = `${number} 0 obj\nnull\nendobj\n\n`;
    if (number === pages) {
      count = numberIn(words, /\/Count (\d+)/);
      words = words.replace('/Type /Pages', `/Type /Pages\n  /Parent ${PAGES} 0 R`);
    }
    whole.offsets[number] = whole.length;
    put(whole, Buffer.from(words, 'latin1'), rest);
  }
  return { pages, count, catalog, info: info + before };
}

/** A file's objects by number, and where their table begins. */
function tableOf(file: Buffer): { offsets: number[]; root: number; info: number; end: number } {
  const end = numberIn(file.toString('latin1', Math.max(0, file.length - 64)), /startxref\s+(\d+)/);
  const table = file.toString('latin1', end);
  const head = /^xref\r?\n0 (\d+)\r?\n/.exec(table);
  if (!head) throw new Error('this PDF has no plain table of objects');
  const offsets = Array.from({ length: Number(head[1]) }, (_, n) =>
    Number(table.slice(head[0].length + 20 * n, head[0].length + 20 * n + 10)),
  );
  return { offsets, root: numberIn(table, /\/Root (\d+) 0 R/), info: numberIn(table, /\/Info (\d+) 0 R/), end };
}

/** An object's words, in which other objects are named, and its stream, which is no text. */
function objectOf(bytes: Buffer): { head: string; rest: Buffer } {
  const stream = bytes.indexOf('\nstream\n');
  const cut = stream === -1 ? bytes.length : stream;
  return { head: bytes.toString('latin1', 0, cut), rest: bytes.subarray(cut) };
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`this PDF does not say ${pattern.source}`);
  return Number(found);
}
