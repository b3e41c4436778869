import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

/** How much a zip file may hold. Sizes in bytes. */
export interface ZipLimits {
  entries: number;
  unpacked: number;
  /** Unpacked to packed, of the whole file. */
  ratio: number;
}

/** Why a zip file is not opened: it is none, or more than the limits would come out of it. */
export class ZipRefused extends Error {
  readonly reason: 'unreadable' | 'too_large';

  constructor(reason: 'unreadable' | 'too_large') {
    super(`zip file refused: ${reason}`);
    this.reason = reason;
  }
}

interface ZipEntry {
  name: string;
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
  /** Where its local header begins. */
  offset: number;
}

// APPNOTE.TXT 6.3.10 of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16.
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 0x2041;

/**
 * Unpacks a zip file entry by entry, and hands each on by name. The sizes its directory claims are added up before
 * anything is unpacked, and no entry may come out longer than it claims: a directory can lie.
 * @throws ZipRefused for what is no zip file, is encrypted, in several volumes or Zip64, or is beyond the limits
 */
export async function* unpackZip(
  bytes: Buffer,
  limits: ZipLimits,
): AsyncGenerator<{ name: string; content: Buffer }, void> {
  const entries = readDirectory(bytes, limits);
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > limits.unpacked || unpacked > bytes.length * limits.ratio) throw new ZipRefused('too_large');
  for (const entry of entries) yield { name: entry.name, content: await unpack(bytes, entry) };
}

function readDirectory(bytes: Buffer, limits: ZipLimits): ZipEntry[] {
  const end = endOfDirectory(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > limits.entries) throw new ZipRefused('too_large');
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new ZipRefused('unreadable');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const nameEnd = at + 46 + (nameLength ?? 0);
    const name = bytes.toString('utf8', at + 46, nameEnd);
    const flags = bytes.readUInt16LE(at + 8);
    if (names.has(name) || (flags & ENCRYPTED) !== 0) throw new ZipRefused('unreadable');
    names.add(name);
    entries.push({
      name,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

/** The record at the very end of the file, behind which only a comment may stand. */
function endOfDirectory(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END && at + END_LENGTH + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  throw new ZipRefused('unreadable');
}

async function unpack(bytes: Buffer, entry: ZipEntry): Promise<Buffer> {
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== LOCAL) {
    throw new ZipRefused('unreadable');
  }
  const extras = bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const start = entry.offset + 30 + extras;
  const packed = bytes.subarray(start, start + entry.packed);
  const content = entry.method === 0 ? packed : await inflated(packed, entry);
  if (content.length !== entry.unpacked || crc32(content) !== entry.crc) throw new ZipRefused('unreadable');
  return content;
}

async function inflated(packed: Buffer, { method, unpacked }: ZipEntry): Promise<Buffer> {
  if (method !== 8) throw new ZipRefused('unreadable');
  return inflate(packed, { maxOutputLength: Math.max(1, unpacked) }).catch(() => {
    throw new ZipRefused('unreadable');
  });
}
