import { createHash } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import iconv from 'iconv-lite';
import { randomName } from '../contract/common.ts';
import { fail } from '../contract/errors.ts';
import { type Archive, createArchive } from './archives.ts';
import { type Sheet, writeWorkbook } from './workbookWriting.ts';

/** Largest file an import takes, in bytes. 100,000 offices of 20 columns are 24 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Who names a file: the window stays inside the app's own folder, a script may name any path. */
export type Caller = 'window' | 'script';

/** The file system, seen from the application. */
export interface Files {
  /** Reads a whole file. Errors: file_unreadable, file_too_large, file_not_allowed. */
  read(caller: Caller, file: string): Promise<{ name: string; bytes: Uint8Array }>;
  /** Opens a file that appears under its name only when finished. Errors: file_unwritable, file_not_allowed. */
  create(caller: Caller, file: string, encoding: FileEncoding): Promise<Writing>;
  /** An Excel workbook of one sheet, piece by piece, for `writeBytes`. */
  workbook(sheet: Sheet): AsyncGenerator<Uint8Array, void>;
  /** A zip file, entry by entry, for `writeBytes`. */
  archive(): Archive;
  /** Writes into memory, as `create` would into a file. */
  collect(encoding: FileEncoding): Collecting;
  /** True when CP932 holds this character and gives the same one back. */
  isCp932(character: string): boolean;
  /** Adds bytes to an upload (a new one without `file`). Answers its path inside the app's folder. */
  upload(name: string, bytes: Uint8Array, file?: string): Promise<{ file: string; bytes: number }>;
  /** Removes what the window brought in and wrote out, and the copy for drills; answers how many files there were. */
  forget(): Promise<number>;
  /** How many files `forget` would remove. */
  count(): Promise<number>;
  /** Up to `length` bytes from `offset`, and the size of the whole. */
  readPiece(caller: Caller, file: string, offset: number, length: number): Promise<{ bytes: Buffer; size: number }>;
}

/** How a text becomes bytes; `bytes` takes no text and adds no mark. */
export type FileEncoding = 'utf-8' | 'cp932' | 'bytes';

/** A file being written. */
export interface Writing {
  path: string;
  /** Adds text in the file's encoding. */
  write(text: string): Promise<void>;
  /** Adds bytes as they are. */
  writeBytes(bytes: Uint8Array): Promise<void>;
  /** Flushes, gives the file its name, answers its SHA-256. */
  finish(): Promise<string>;
  /** Leaves nothing behind, of a finished file neither. */
  discard(): Promise<void>;
}

/** A file in the making that is kept in memory. */
export interface Collecting extends Writing {
  bytes(): Uint8Array;
}

/** The files of one data folder: `uploads` for imports, `exports` for reports. */
export function createFiles(dataFolder: string): Files {
  const uploads = join(dataFolder, 'uploads');
  const exports = join(dataFolder, 'exports');

  const allowed = (caller: Caller, file: string): string => {
    if (caller === 'script') return resolve(file);
    const path = isAbsolute(file) ? resolve(file) : join(exports, file);
    const inside = [uploads, exports].some((folder) => {
      const way = relative(folder, path);
      return way !== '' && !way.startsWith('..') && !isAbsolute(way);
    });
    if (!inside) throw fail('file_not_allowed');
    return path;
  };

  return {
    read: async (caller, file) => {
      const path = allowed(caller, file);
      return { name: basename(path), bytes: await readWhole(path) };
    },
    create: async (caller, file, encoding) => createWriting(allowed(caller, file), encoding),
    workbook: writeWorkbook,
    archive: createArchive,
    collect,
    isCp932,
    upload: async (name, bytes, file) => {
      const path = file ? allowed('window', file) : join(uploads, randomName(), safeName(name));
      await mkdir(dirname(path), { recursive: true });
      if (!file) await forgetOldUploads(uploads, dirname(path));
      await appendFile(path, bytes);
      const { size } = await stat(path);
      if (size <= MAX_BYTES) return { file: path, bytes: size };
      await rm(dirname(path), { recursive: true, force: true });
      throw tooLarge();
    },
    count: async () => (await filesBelow(uploads)).length + (await filesBelow(exports)).length,
    forget: async () => {
      // The last drill's copy of the register lies there until the next.
      await rm(join(dataFolder, 'drill'), { recursive: true, force: true });
      const all = [...(await filesBelow(uploads)), ...(await filesBelow(exports))];
      for (const folder of [uploads, exports]) await rm(folder, { recursive: true, force: true });
      return all.length;
    },
    readPiece: async (caller, file, offset, length) => {
      const path = allowed(caller, file);
      const handle = await open(path).catch(() => {
        throw fail('file_unreadable', { name: basename(path) });
      });
      try {
        const { size } = await handle.stat();
        const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
        await handle.read(buffer, 0, buffer.length, offset);
        return { bytes: buffer, size };
      } finally {
        await handle.close();
      }
    },
  };
}

const tooLarge = () => fail('file_too_large', { limit: `${MAX_BYTES / 1024 / 1024} MB` });

/** Most bytes a name may have where the file systems of Linux and Mac end it (255), with room for `.part`. */
const NAME_BYTES = 240;

/**
 * Keeps the name recognisable, its ending above all, and drops what a path or a device name could hide in. At most 120
 * characters; 80 of them Japanese where names are counted in bytes.
 */
function safeName(name: string): string {
  const base = basename(name.toWellFormed().replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')) || 'upload';
  const [, stem = base, ending = ''] = /^(.+?)(\.[^.]{1,12})?$/su.exec(base) ?? [];
  const letters = [...stem].slice(0, 120 - ending.length);
  while (Buffer.byteLength(letters.join('') + ending) > NAME_BYTES) letters.pop();
  return letters.join('') + ending;
}

/** An upload holds members' data: the one before it is removed when the next begins. */
async function forgetOldUploads(uploads: string, keep: string): Promise<void> {
  for (const entry of await readdir(uploads)) {
    const folder = join(uploads, entry);
    if (folder !== keep) await rm(folder, { recursive: true, force: true });
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function readWhole(path: string): Promise<Buffer> {
  const unreadable = () => fail('file_unreadable', { name: basename(path) });
  const info = await stat(path).catch(() => {
    throw unreadable();
  });
  if (!info.isFile()) throw unreadable();
  if (info.size > MAX_BYTES) throw tooLarge();
  return readFile(path).catch(() => {
    throw unreadable();
  });
}

function collect(encoding: FileEncoding): Collecting {
  const pieces: Uint8Array[] = encoding === 'utf-8' ? [UTF8_BOM] : [];
  const writeBytes = async (bytes: Uint8Array) => {
    pieces.push(bytes);
    // No disk makes it wait: others get their turn all the same.
    await new Promise(setImmediate);
  };
  const bytes = () => Buffer.concat(pieces);
  return {
    path: '',
    bytes,
    writeBytes,
    write: (text) => writeBytes(encode(text, encoding)),
    finish: async () => createHash('sha256').update(bytes()).digest('hex'),
    discard: async () => {
      pieces.length = 0;
    },
  };
}

const encode = (text: string, encoding: FileEncoding) =>
  encoding === 'cp932' ? iconv.encode(text, 'cp932') : Buffer.from(text, 'utf8');

async function createWriting(path: string, encoding: FileEncoding): Promise<Writing> {
  const aside = `${path}.part`;
  const unwritable = (error?: unknown) => {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    return isFull ? error : fail('file_unwritable', { name: basename(path) });
  };
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw unwritable(error);
  });
  const handle = await open(aside, 'w').catch((error: unknown) => {
    throw unwritable(error);
  });
  const hash = createHash('sha256');
  const writeBytes = async (bytes: Uint8Array) => {
    hash.update(bytes);
    // Not `write`, which on a nearly full disk writes a part and calls that done.
    await handle.appendFile(bytes);
  };
  let isPlaced = false;
  const discard = async () => {
    await handle.close();
    await rm(isPlaced ? path : aside, { force: true });
  };
  /** What the disk refuses leaves neither an open file behind nor a half one. */
  const orNothing = <T>(work: Promise<T>): Promise<T> =>
    work.catch(async (error: unknown) => {
      await discard();
      throw error;
    });
  // Without the mark Excel takes a UTF-8 file for CP932.
  if (encoding === 'utf-8') await orNothing(writeBytes(UTF8_BOM));
  return {
    path,
    writeBytes,
    write: (text) => writeBytes(encode(text, encoding)),
    finish: async () => {
      await orNothing(handle.sync());
      await handle.close();
      await rename(aside, path).catch(async () => {
        // Excel keeps an open file locked; the half-named copy must not stay behind.
        await rm(aside, { force: true });
        throw unwritable();
      });
      isPlaced = true;
      return hash.digest('hex');
    },
    discard,
  };
}

/** The mark that tells Excel a CSV is UTF-8. */
const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** What is known of each UTF-16 unit: 0 nothing yet, 1 that CP932 has it, 2 that it has not. */
const inCp932 = new Uint8Array(0x10000);

function isCp932(character: string): boolean {
  // CP932 has nothing beyond the Basic Multilingual Plane.
  if (character.length > 1) return false;
  const unit = character.charCodeAt(0);
  inCp932[unit] ||= iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character ? 1 : 2;
  return inCp932[unit] === 1;
}
