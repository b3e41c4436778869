import { spawnSync } from 'node:child_process';
import { createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SealBroken, seal, unseal } from '../../db/sealed.ts';
import { temporaryFolder } from '../support/engines.ts';

const PIECE = 1024 * 1024;
const HEAD = 16 + 32 + 7;
const PASSPHRASE = '青い屋根の三軒目';
let folder: string;
let remove: () => Promise<void>;
const path = (name: string) => join(folder, name);

beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

async function sealed(size: number): Promise<{ plain: Buffer; bytes: Buffer }> {
  const plain = randomBytes(size);
  writeFileSync(path('plain'), plain);
  await seal(path('plain'), path('sealed'), PASSPHRASE);
  return { plain, bytes: readFileSync(path('sealed')) };
}

it.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])('%i bytes come back as they were', async (size) => {
  const { plain, bytes } = await sealed(size);
  await unseal(path('sealed'), path('back'), PASSPHRASE);
  expect(readFileSync(path('back')).equals(plain)).toBe(true);
  expect(size > 16 && bytes.includes(plain.subarray(0, 16))).toBe(false);
});

/** Written from docs/backup-format.md, not from the program. */
function readAsDocumented(bytes: Buffer, passphrase: string): Buffer {
  expect(bytes.subarray(0, 16).toString()).toBe('TODOKE-SEALED-1\n');
  const key = scryptSync(passphrase.normalize('NFKC'), bytes.subarray(16, 48), 32, {
    N: 131_072,
    r: 8,
    p: 1,
    maxmem: 2 ** 28,
  });
  const pieces: Buffer[] = [];
  for (let at = HEAD, n = 0; at < bytes.length; at += PIECE + 16, n += 1) {
    const piece = bytes.subarray(at, at + PIECE + 16);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(n);
    const last = at + PIECE + 16 >= bytes.length ? 1 : 0;
    const decipher = createDecipheriv(
      'aes-256-gcm',
      key,
      Buffer.concat([bytes.subarray(48, HEAD), number, Buffer.of(last)]),
    );
    decipher.setAAD(bytes.subarray(0, HEAD));
    decipher.setAuthTag(piece.subarray(-16));
    pieces.push(decipher.update(piece.subarray(0, -16)), decipher.final());
  }
  return Buffer.concat(pieces);
}

it('another program reads it by the documented format', async () => {
  const { plain, bytes } = await sealed(PIECE + 5);
  expect(readAsDocumented(bytes, PASSPHRASE).equals(plain)).toBe(true);
});

it('the command opens it with the file and the passphrase alone', async () => {
  const { plain } = await sealed(100);
  const run = (passphrase: string) =>
    spawnSync(process.execPath, [resolve('electron/unseal.ts'), path('sealed'), path('back')], {
      env: { ...process.env, TODOKE_PASSPHRASE: passphrase },
      encoding: 'utf8',
    });
  expect(run('another')).toMatchObject({ status: 1, stdout: '' });
  expect(existsSync(path('back'))).toBe(false);
  expect(run(PASSPHRASE)).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(path('back')).equals(plain)).toBe(true);
});

it('a changed, shortened, lengthened or shuffled file is refused, and so is another passphrase', async () => {
  const { bytes } = await sealed(2 * PIECE + 10);
  const piece = (n: number) => bytes.subarray(HEAD + n * (PIECE + 16), HEAD + (n + 1) * (PIECE + 16));
  const head = bytes.subarray(0, HEAD);
  const flipped = (at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const broken = [
    flipped(0),
    flipped(20),
    flipped(50),
    flipped(HEAD + 5),
    flipped(bytes.length - 1),
    bytes.subarray(0, -1),
    bytes.subarray(0, HEAD + PIECE + 16),
    head,
    Buffer.alloc(0),
    Buffer.concat([bytes, Buffer.of(0)]),
    Buffer.concat([head, piece(1), piece(0), piece(2)]),
    Buffer.concat([head, piece(0), piece(2)]),
  ];
  for (const each of broken) {
    writeFileSync(path('broken'), each);
    await expect(unseal(path('broken'), path('back'), PASSPHRASE)).rejects.toBeInstanceOf(SealBroken);
  }
  await expect(unseal(path('sealed'), path('back'), '青い屋根の四軒目')).rejects.toBeInstanceOf(SealBroken);
  expect(existsSync(path('back'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});
