import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { checkRegister } from '../../db/check.ts';
import { type Host, openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { createRandom, type Random } from '../../electron/practice/random.ts';
import { layOutNotice } from './laidOut.ts';
import { figure, type Section } from './section.ts';

/** What came of bytes changed at random places of a register. */
export interface Flipped {
  flips: number;
  /** Of those, after which a row reads otherwise or not at all. */
  content: number;
  /** Of those in content, the ones the check found; and what SQLite's own check alone would have found. */
  found: number;
  foundByPages: number;
  /** Called damaged, though every row reads as before: free pages and the like do not count as damage. */
  others: number;
}

/** Changes one bit a time and asks the check. `reads`: how each table reads, as SQLite hands it over. */
export async function flipBytes(options: { flips: number; seed: number; offices?: number }): Promise<Flipped> {
  const { flips, seed, offices } = options;
  const folder = mkdtempSync(join(tmpdir(), 'todoke-flips-'));
  try {
    const whole = await oneFile(folder, offices);
    const file = join(folder, 'flipped.sqlite');
    const before = readAll(whole);
    const bytes = readFileSync(whole);
    const random = createRandom(seed);
    const result: Flipped = { flips, content: 0, found: 0, foundByPages: 0, others: 0 };
    for (let n = 0; n < flips; n += 1) {
      const at = random.int(0, bytes.length - 1);
      const bit = 1 << random.int(0, 7);
      bytes[at] = (bytes[at] ?? 0) ^ bit;
      writeFileSync(file, bytes);
      bytes[at] = (bytes[at] ?? 0) ^ bit;
      const found = checkRegister(file).damage;
      if (readAll(file) === before) result.others += found.length > 0 ? 1 : 0;
      else {
        result.content += 1;
        if (found.length > 0) result.found += 1;
        if (found.some((kind) => kind === 'structure' || kind === 'unreadable')) result.foundByPages += 1;
      }
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A register as clerks have it, closed and in one file. */
async function oneFile(folder: string, offices?: number): Promise<string> {
  await layOutNotice(folder, offices);
  const file = join(folder, 'register.sqlite');
  makeOne(file);
  return file;
}

function makeOne(file: string): void {
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.close();
}

/** All rows of all tables as one text; what cannot be read is told as that. */
function readAll(file: string): string {
  try {
    const db = new Database(file, { readonly: true });
    try {
      const tables = db
        .prepare<[], { name: string }>(`select name from sqlite_schema where type = 'table' order by name`)
        .all();
      // Not through an index: that would read the copy, not the row.
      return tables
        .map(({ name }) => JSON.stringify(db.prepare(`select * from "${name}" not indexed`).raw().all()))
        .join();
    } finally {
      db.close();
    }
  } catch {
    return 'unreadable';
  }
}

/** What may happen to a register's file beside single bits; each is done to a whole one, closed and in one file. */
const harms: Record<string, (file: string, whole: Buffer, random: Random) => void> = {
  'cut off': (file, whole, random) => truncateSync(file, random.int(0, Math.floor(whole.length / 2))),
  'its head gone': (file, whole) => writeFileSync(file, Buffer.concat([Buffer.alloc(4096), whole.subarray(4096)])),
  'a page of zeros': (file, whole, random) => {
    const at = 4096 * random.int(1, Math.floor(whole.length / 4096) - 1);
    writeFileSync(file, Buffer.concat([whole.subarray(0, at), Buffer.alloc(4096), whole.subarray(at + 4096)]));
  },
};

/** What came of one kind of harm. */
interface Harmed {
  tries: number;
  /** Reads otherwise than before, and nobody was told. */
  unseen: number;
  /** Told, and no backup could be put back, or what came of it is damaged again. */
  unoffered: number;
  /** The program ended, or answered with an error of no list. */
  crashes: number;
}

/** Opens harmed registers as the program does: what reads otherwise must be told, and a backup goes in. */
async function harm({ seed, tries }: { seed: number; tries: number }): Promise<Record<string, Harmed>> {
  const folder = mkdtempSync(join(tmpdir(), 'todoke-cut-'));
  const random = createRandom(seed);
  const open = () => openHost({ dataFolder: folder, register: 'main', secrets: memorySecrets(), log: () => undefined });
  try {
    const file = await oneFile(folder, 600);
    const host = await open();
    await host.client('script').backups.create({});
    await host.close();
    makeOne(file);
    const whole = readFileSync(file);
    const before = readAll(file);
    const result: Record<string, Harmed> = {};
    for (const [kind, act] of Object.entries(harms)) {
      const found: Harmed = { tries, unseen: 0, unoffered: 0, crashes: 0 };
      result[kind] = found;
      for (let n = 0; n < tries; n += 1) {
        for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
        writeFileSync(file, whole);
        act(file, whole, random);
        await look(open, file, before, found).catch(() => (found.crashes += 1));
      }
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The window hears of it: by its frame, by a call that says so, or by the check that runs at the start. */
async function isTold(host: Host): Promise<boolean> {
  const client = host.client('window');
  try {
    return (await client.settings.frame({})).damaged || (await client.backups.check({})).damage.length > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'register_damaged') return true;
    throw error;
  }
}

async function look(open: () => Promise<Host>, file: string, before: string, found: Harmed): Promise<void> {
  const host = await open();
  try {
    const client = host.client('window');
    const told = await isTold(host);
    if (!told && readAll(file) !== before) found.unseen += 1;
    if (!told) return;
    const [backup] = (await client.backups.list({})).rows.filter(({ kind }) => kind === 'made');
    const restored = backup && (await client.backups.restore({ name: backup.name }).catch(() => null));
    if (!restored || (await isTold(host))) found.unoffered += 1;
  } finally {
    await host.close();
  }
}

/** Flips in content, and the same seen by SQLite's own check alone, which must fall short. */
export const damage: Section = async ({ seed, long, say }) => {
  const flips = long ? 10_000 : 1000;
  const result = await flipBytes({ flips, seed });
  const share = (part: number) => `${((100 * part) / result.content).toFixed(1)} %`;
  const enough = result.found >= 0.95 * result.content;
  say(figure(`bits flipped at random (${result.content} in content): found`, share(result.found), '≥ 95 %', enough));
  const short = result.foundByPages < 0.95 * result.content;
  say(figure("the same by SQLite's own check alone", share(result.foundByPages), '< 95 %', short));
  say(`    ${result.others} of ${flips - result.content} elsewhere in the file found too`);
  const harmed = await harm({ seed, tries: long ? 100 : 20 });
  let told = true;
  for (const [kind, { tries, unseen, unoffered, crashes }] of Object.entries(harmed)) {
    const right = unseen + unoffered + crashes === 0;
    told &&= right;
    say(
      figure(
        `${kind}, ${tries} times: untold, without a backup, crashes`,
        `${unseen} ${unoffered} ${crashes}`,
        '0 0 0',
        right,
      ),
    );
  }
  return enough && short && told;
};
