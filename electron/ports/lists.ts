import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { fail } from '../contract/errors.ts';

/** A list as it lies in its file: a text still to be parsed, or the first sheet of a workbook, cell by cell. */
export type ReadTable = { sha256: string } & (
  | { encoding: 'utf-8' | 'cp932' | 'utf-16le'; text: string }
  | { encoding: 'xlsx'; cells: string[][] }
);

/** Bytes decoded at a time. */
const PIECE_BYTES = 1024 * 1024;

const UTF16_LINE_END = Buffer.from('\r\n', 'utf16le');
// Told apart by what they begin with, not by a name that may be wrong.
const ZIP_FILE = [0x50, 0x4b, 0x03, 0x04];
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];
const startsWith = (bytes: Buffer, signature: readonly number[]) => signature.every((byte, at) => bytes[at] === byte);

/**
 * A list of any kind out of its bytes, told apart by its content: text in UTF-8, CP932 or UTF-16LE, or an Excel
 * workbook. Give the answer to `parseTableSteps` of the rules. `encoding` is the clerk's word for a text, `name` is
 * for the words of an error.
 * @throws encoding_wrong, sheet_unreadable, sheet_too_large
 */
export async function readTable(
  content: Uint8Array,
  name: string,
  encoding: 'auto' | 'utf-8' | 'cp932',
): Promise<ReadTable> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const file = { sha256: createHash('sha256').update(bytes).digest('hex') };
  // The old .xls is no zip file: the reader of workbooks refuses it by name.
  if (startsWith(bytes, ZIP_FILE) || startsWith(bytes, OLD_WORKBOOK)) {
    // Fetched for a workbook alone: a text is read before this would be there.
    const { readWorkbook } = await import('./workbooks.ts');
    return { ...file, encoding: 'xlsx', cells: await readWorkbook(bytes, name) };
  }
  return { ...file, ...(await decode(bytes, encoding)) };
}

/** BOM, else UTF-16 by its line ends, strict UTF-8, CP932: the order in which Japanese Excel files are told apart. */
async function decode(
  bytes: Buffer,
  encoding: 'auto' | 'utf-8' | 'cp932',
): Promise<{ text: string; encoding: 'utf-8' | 'cp932' | 'utf-16le' }> {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (encoding === 'auto' && bytes.indexOf(UTF16_LINE_END) % 2 === 0);
  if (isUtf16) return { text: iconv.decode(bytes, 'utf-16le'), encoding: 'utf-16le' };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { text: utf8(bytes) ?? refuse(bytes, 'utf-8'), encoding: 'utf-8' };
  }
  if (encoding !== 'cp932') {
    const text = utf8(bytes);
    if (text !== null) return { text, encoding: 'utf-8' };
    if (encoding === 'utf-8') return refuse(bytes, 'utf-8');
  }
  const text = await cp932(bytes);
  if (text.includes('\ufffd')) return refuseAt(text, 'cp932');
  return { text, encoding: 'cp932' };
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not an error: "these bytes are not UTF-8" is one of the two answers asked for.
    return null;
  }
}

/** In pieces, so that other calls are answered between them. */
async function cp932(bytes: Buffer): Promise<string> {
  const decoder = iconv.getDecoder('cp932');
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    pieces.push(decoder.write(bytes.subarray(at, at + PIECE_BYTES)));
    await new Promise(setImmediate);
  }
  return pieces.join('') + (decoder.end() ?? '');
}

function refuse(bytes: Buffer, encoding: string): never {
  return refuseAt(bytes.toString('utf8'), encoding);
}

function refuseAt(text: string, encoding: string): never {
  const before = text.slice(0, text.indexOf('\ufffd'));
  throw fail('encoding_wrong', {
    line: before.split('\n').length,
    encoding: encoding === 'cp932' ? 'Shift_JIS' : 'UTF-8',
  });
}
