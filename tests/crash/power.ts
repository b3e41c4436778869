import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { checkRegister } from '../../db/check.ts';
import { connect } from '../../db/connect.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { type Call, callsOf, Disk, type Fate } from './disk.ts';
import { figure, type Section } from './section.ts';

const WRITER = resolve(import.meta.dirname, 'powerWriter.ts');
const TRACED = 'pwrite64,write,ftruncate,fdatasync,fsync,unlink,unlinkat';
const FATES: [Fate, Fate, Fate] = ['dropped', 'some', 'torn'];

/** What is found on the disks of a run. */
export interface PowerLoss {
  images: number;
  corrupt: number;
  /** Disks on which not even the tables are: the register is as before it was made. Sound to SQLite, lost to the clerk. */
  unmade: number;
  /** Disks on which a confirmed write is missing. */
  lossy: number;
  /** Most confirmed writes missing on one disk. */
  worst: number;
}

/** True where writes can be recorded. */
export const canRecord = () => spawnSync('strace', ['-V']).status === 0;

/** Records a writer's calls, cuts the power at random moments, and opens what the disk would hold. */
export function losePower(options: {
  writes: number;
  images: number;
  seed: number;
  synchronous: 'FULL' | 'NORMAL';
}): PowerLoss {
  const folder = mkdtempSync(join(tmpdir(), 'todoke-power-'));
  try {
    const calls = record(folder, options.writes, options.synchronous);
    return judge(calls, folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function record(folder: string, writes: number, synchronous: string): Call[] {
  const trace = join(folder, 'trace');
  const data = join(folder, 'data');
  mkdirSync(data);
  const writer = [process.execPath, WRITER, data, String(writes), synchronous];
  const { status, stderr } = spawnSync(
    'strace',
    ['-f', '-y', '-xx', '-s', '1000000', '-e', `trace=${TRACED}`, '-o', trace, ...writer],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`the recorded writer failed: ${stderr}`);
  return callsOf(readFileSync(trace, 'latin1'), data);
}

function judge(calls: readonly Call[], folder: string, { images, seed }: { images: number; seed: number }): PowerLoss {
  const random = createRandom(seed);
  const begun = calls.findIndex((call) => call.kind === 'said' && call.text.startsWith('go'));
  if (begun < 0) throw new Error('the recorded writer never began');
  const moments = Array.from({ length: images }, () => random.int(begun, calls.length - 1)).sort((a, b) => a - b);
  const disk = new Disk();
  const result: PowerLoss = { images: 0, corrupt: 0, unmade: 0, lossy: 0, worst: 0 };
  let confirmed = 0;
  let moment = moments.shift();
  for (const [at, call] of calls.entries()) {
    disk.play(call);
    if (call.kind === 'said') confirmed = Number(/ok (\d+)\n$/.exec(call.text)?.[1] ?? confirmed);
    while (moment === at) {
      const found = readImage(disk.image(random.pick(FATES), random), join(folder, 'image'));
      const missing = Math.max(0, confirmed - found.newest);
      result.images += 1;
      if (!found.sound) result.corrupt += 1;
      if (found.unmade) result.unmade += 1;
      if (missing > 0) result.lossy += 1;
      result.worst = Math.max(result.worst, missing);
      moment = moments.shift();
    }
  }
  return result;
}

/** What a program finds that starts from a disk after the power came back. */
interface Found {
  sound: boolean;
  unmade: boolean;
  /** Writes that are there; they count from 1 without a gap. */
  newest: number;
}

function readImage(files: ReadonlyMap<string, Buffer>, folder: string): Found {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, bytes] of files) writeFileSync(join(folder, basename(name)), bytes);
  const file = join(folder, 'register.sqlite');
  try {
    const db = connect(file);
    const unmade = db.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
    const rows = unmade ? [] : confirmedIn(db);
    db.close();
    const whole = rows.every((n, i) => n === i + 1);
    return { sound: unmade || (whole && checkRegister(file).damage.length === 0), unmade, newest: rows.length };
  } catch {
    return { sound: false, unmade: false, newest: 0 };
  }
}

const confirmedIn = (db: ReturnType<typeof connect>): number[] =>
  db
    .prepare<[], { n: number }>(
      `select cast(substr(key, 11) as integer) as n from settings where key like 'confirmed-%' order by n`,
    )
    .all()
    .map(({ n }) => n);

/** Power loss at FULL, and the same at NORMAL, which must be found out. */
export const power: Section = async ({ seed, long, say }) => {
  if (!canRecord()) {
    say('  strace is not there: nothing was recorded');
    return false;
  }
  const run = { writes: 300, images: long ? 20_000 : 2000, seed };
  const full = losePower({ ...run, synchronous: 'FULL' });
  say(`synchronous = FULL: ${full.images} disks`);
  say(figure('disks with a corrupt register', full.corrupt, '0', full.corrupt === 0));
  say(figure('disks on which the register is not even made', full.unmade, '0', full.unmade === 0));
  say(figure('disks on which a confirmed write is missing', full.lossy, '0', full.lossy === 0));
  const normal = losePower({ ...run, images: 500, synchronous: 'NORMAL' });
  say(`synchronous = NORMAL: ${normal.images} disks`);
  say(figure('disks on which a confirmed write is missing', normal.lossy, '> 0', normal.lossy > 0));
  say(
    `    at most ${normal.worst} of 300 on one; corrupt ${normal.corrupt}; on ${normal.unmade} not even the tables: NORMAL waits`,
  );
  say('    for the disk only at a checkpoint, and before the first one the making of the register is lost as a whole');
  return full.corrupt + full.unmade + full.lossy === 0 && full.images === run.images && normal.lossy > 0;
};
