import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';

// A file under a passphrase, for media that leave the PC. docs/backup-format.md tells the format to those who write
// their own reader: scrypt (RFC 7914) makes the key; AES-256-GCM seals pieces of 1 MiB, each with its number and with
// whether it is the last, so that none can be changed, left out, doubled or cut off (the STREAM construction,
// https://eprint.iacr.org/2015/189).

const MAGIC = Buffer.from('TODOKE-SEALED-1\n');
const PIECE = 1024 * 1024;
const TAG = 16;
/** 128 MiB and about half a second: what a passphrase needs against those who try many. OWASP asks for no less. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const SALT = 32;
const NONCE_START = 7;

/** The passphrase does not fit, or the file was changed: the two cannot be told apart. */
export class SealBroken extends Error {}

/** Writes `file` under a passphrase as `target`, which appears only when it is whole and flushed. */
export async function seal(file: string, target: string, passphrase: string): Promise<void> {
  const salt = randomBytes(SALT);
  const start = randomBytes(NONCE_START);
  const head = Buffer.concat([MAGIC, salt, start]);
  const key = await keyOf(passphrase, salt);
  await between(file, target, async (source, sink) => {
    await sink.appendFile(head);
    const { size } = await source.stat();
    const pieces = Math.max(1, Math.ceil(size / PIECE));
    for (let n = 0; n < pieces; n += 1) {
      const plain = await readAt(source, n * PIECE, PIECE);
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(start, n, n === pieces - 1));
      cipher.setAAD(head);
      await sink.appendFile(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
    }
  });
}

/** Writes what `file` holds as `target`. Throws SealBroken, and then leaves nothing behind. */
export async function unseal(file: string, target: string, passphrase: string): Promise<void> {
  await between(file, target, async (source, sink) => {
    const head = await readAt(source, 0, MAGIC.length + SALT + NONCE_START);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealBroken('not a sealed file');
    const key = await keyOf(passphrase, head.subarray(MAGIC.length, MAGIC.length + SALT));
    const start = head.subarray(MAGIC.length + SALT);
    const size = (await source.stat()).size - head.length;
    const pieces = Math.max(1, Math.ceil(size / (PIECE + TAG)));
    for (let n = 0; n < pieces; n += 1) {
      const sealed = await readAt(source, head.length + n * (PIECE + TAG), PIECE + TAG);
      await sink.appendFile(opened(sealed, key, nonceOf(start, n, n === pieces - 1), head));
    }
  });
}

function opened(sealed: Buffer, key: Buffer, nonce: Buffer, head: Buffer): Buffer {
  if (sealed.length < TAG) throw new SealBroken('cut off');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(head);
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new SealBroken('wrong passphrase, or changed');
  }
}

/** 7 random bytes, the number of the piece (32 bit, big endian), and 1 for the last piece. */
function nonceOf(start: Buffer, piece: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  start.copy(nonce);
  nonce.writeUInt32BE(piece, NONCE_START);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Typed full-width it is still the same passphrase: NFKC. */
async function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);
  return derive(passphrase.normalize('NFKC'), salt, 32, COST);
}

async function readAt(source: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await source.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function between(
  file: string,
  target: string,
  work: (source: FileHandle, sink: FileHandle) => Promise<void>,
): Promise<void> {
  const aside = `${target}.part`;
  const source = await open(file, 'r');
  try {
    const sink = await open(aside, 'w', 0o600);
    try {
      await work(source, sink);
      await sink.sync();
    } finally {
      await sink.close();
    }
    await rename(aside, target);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  } finally {
    await source.close();
  }
}
