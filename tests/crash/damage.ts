import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { checkRegister } from '../../db/check.ts';
import { openHost } from '../../electron/host.ts';
import { memorySecrets } from '../../electron/ports/secrets.ts';
import { createRandom } from '../../electron/practice/random.ts';
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
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.close();
  return file;
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

/** Registers cut off, or with a page of zeros at the front: a backup must be offered for every one. */
async function offered({ seed, tries }: { seed: number; tries: number }): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'todoke-cut-'));
  const random = createRandom(seed);
  const open = () => openHost({ dataFolder: folder, register: 'main', secrets: memorySecrets(), log: () => undefined });
  let count = 0;
  try {
    const whole = await oneFile(folder);
    const host = await open();
    await host.client('script').backups.create({});
    await host.close();
    const kept = join(folder, 'kept');
    copyFileSync(whole, kept);
    const { length } = readFileSync(kept);
    for (let n = 0; n < tries; n += 1) {
      for (const ending of ['-wal', '-shm']) rmSync(whole + ending, { force: true });
      copyFileSync(kept, whole);
      if (n % 2 === 0) truncateSync(whole, random.int(0, Math.floor(length / 2)));
      else writeFileSync(whole, Buffer.concat([Buffer.alloc(4096), readFileSync(kept).subarray(4096)]));
      const damaged = await open();
      const client = damaged.client('window');
      const seen = (await client.settings.frame({})).damaged || (await client.backups.check({})).damage.length > 0;
      if (seen && (await client.backups.list({})).rows.length > 0) count += 1;
      await damaged.close();
    }
    return count;
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
  const tries = long ? 200 : 40;
  const count = await offered({ seed, tries });
  say(
    figure('cut off or headless registers for which a backup is offered', `${count}/${tries}`, 'all', count === tries),
  );
  return enough && short && count === tries;
};
