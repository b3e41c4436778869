import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../db/backup.ts';
import type { Contents } from '../../db/check.ts';
import { NEVER_DROPPED } from '../rules/backupGenerations.ts';

export interface Backup {
  name: string;
  place: 'here' | 'second';
  /** `beforeRestore`: the register that stood there before another was put in its place; it may be a damaged one. */
  kind: 'made' | 'beforeRestore' | 'beforeUpdate';
  /** UTC instant it was made. */
  at: string;
  bytes: number;
  /** As found when it was made; null where nothing was written down. */
  contents: Contents | null;
}

const NAME = /^(register|before-restore)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-\d+)?\.sqlite(\.sealed)?$/;
const BEFORE_UPDATE = /^register\.sqlite\.before-\d+$/;

const numberOf = (name: string): number => Number(/Z-(\d+)\.sqlite/.exec(name)?.[1] ?? 1);

/** Name of a backup made now that no file of the folder has, and its instant to the second. */
export async function freeName(folder: string, now: Date, start: 'register' | 'before-restore' = 'register') {
  const at = `${now.toISOString().slice(0, 19)}Z`;
  const stem = `${start}-${at.replace(/[-:]/g, '')}`;
  await mkdir(folder, { recursive: true });
  const taken = (await readdir(folder)).filter((name) => name.startsWith(stem)).map(numberOf);
  // Those of one second are numbered, one above all that are there: into a gap it would count as older than it is.
  const number = Math.max(0, ...taken) + 1;
  return { name: number === 1 ? `${stem}.sqlite` : `${stem}-${number}.sqlite`, at };
}

/** Order of backups: by instant, and those of one second by their number. */
export function newestFirst(a: Backup, b: Backup): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return numberOf(b.name) - numberOf(a.name);
}

/** The backups in a folder, newest first. */
export async function listBackups(folder: string): Promise<Backup[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => NAME.test(name) || BEFORE_UPDATE.test(name));
  const found = await Promise.all(names.map((name) => backupAt(folder, name)));
  return found.sort(newestFirst);
}

async function backupAt(folder: string, name: string): Promise<Backup> {
  const { size, mtime } = await stat(join(folder, name));
  const [, start, ...parts] = NAME.exec(name) ?? [];
  const [year, month, day, hour, minute, second, sealed] = parts;
  const written = await readManifest(folder, name);
  const { name: _name, bytes: _bytes, sha256: _hash, ...contents } = written ?? {};
  return {
    name,
    place: sealed ? 'second' : 'here',
    kind: start === undefined ? 'beforeUpdate' : start === 'register' ? 'made' : 'beforeRestore',
    at: start ? `${year}-${month}-${day}T${hour}:${minute}:${second}Z` : `${mtime.toISOString().slice(0, 19)}Z`,
    bytes: size,
    contents: written ? (contents as Contents) : null,
  };
}

async function readManifest(folder: string, name: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Manifest;
  } catch {
    // Of an older program, or torn: then what it holds is told when it is looked at.
    return null;
  }
}

/** Removes every backup of a folder but these, what lies beside them and what was left half made. */
export async function removeOthers(folder: string, keep: readonly string[]): Promise<number> {
  const others = (await listBackups(folder)).filter(({ name }) => !keep.includes(name));
  const halfMade = (await readdir(folder)).filter((name) => /\.part(-\w+)?$/.test(name));
  for (const name of [...others.map((backup) => backup.name), ...halfMade]) {
    for (const ending of ['', '.json']) await rm(join(folder, `${name}${ending}`), { force: true });
  }
  return others.length;
}

const SQLITE_HEAD = 'SQLite format 3\0';

/** True when one of the newest is not what its manifest says: another size, or not a database any more. */
export async function unlikeManifest(folder: string, newestFirst: readonly Backup[]): Promise<boolean> {
  for (const { name, bytes } of newestFirst.slice(0, NEVER_DROPPED)) {
    const manifest = await readManifest(folder, name);
    if (manifest && manifest.bytes !== bytes) return true;
    const handle = await open(join(folder, name), 'r');
    try {
      const { buffer } = await handle.read(Buffer.alloc(SQLITE_HEAD.length), 0, SQLITE_HEAD.length, 0);
      if (buffer.toString('latin1') !== SQLITE_HEAD) return true;
    } finally {
      await handle.close();
    }
  }
  return false;
}
