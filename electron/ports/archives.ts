import { createHash } from 'node:crypto';
import { zipWriter } from './zipWriting.ts';

/** A file in an archive. */
export interface ArchivedFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** A zip file as it grows. */
export interface Archive {
  /** Adds a file; its pieces go into the zip file in their order. */
  add(name: string, content: Uint8Array): AsyncGenerator<Uint8Array, void>;
  /** What is in it so far. */
  files(): ArchivedFile[];
  /** The last piece. */
  end(): Uint8Array;
}

/** Bytes packed at a time: packing and hashing give way to other work between. */
const PIECE = 1024 * 1024;

/** A zip file whose files are hashed as they go in. */
export function createArchive(): Archive {
  const zip = zipWriter();
  const files: ArchivedFile[] = [];
  return {
    files: () => files,
    end: () => zip.directory(),
    async *add(name, content) {
      const hash = createHash('sha256');
      yield* zip.entry(name, hashedPieces(content, hash));
      files.push({ name, bytes: content.length, sha256: hash.digest('hex') });
    },
  };
}

function* hashedPieces(content: Uint8Array, hash: ReturnType<typeof createHash>): Generator<Uint8Array, void> {
  for (let at = 0; at < content.length; at += PIECE) {
    const piece = content.subarray(at, at + PIECE);
    hash.update(piece);
    yield piece;
  }
}
