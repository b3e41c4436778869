import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, Host } from '../../electron/host.ts';
import { toListedError } from '../../electron/listedErrors.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { corruptIn, fill, openIn, queueVersion, registerIn, rowsOf, withClient } from './laidOut.ts';

// The program on a disk that fills up, run by `trouble.ts` where the folder is a small disk of its own. It goes on all
// the time: what fails must be told, leave nothing half, and work once there is room. `naive` takes no notice of errors.

/** What came of it; printed as JSON. */
export interface Troubled {
  /** Moments at which something was refused. */
  points: number;
  /** Of those, the ones told by the code that says so; the other codes with their number. */
  told: number;
  otherwise: Record<string, number>;
  corrupt: number;
  lost: number;
  half: number;
  /** Did not work once there was room again. */
  stuck: number;
}

/** Something that writes, again and again. */
interface Work {
  /** Pages of the disk that are free at most when it begins. */
  pages: number;
  act(client: Client, n: number): Promise<unknown>;
  /** Whether the thing is there whole; null when a part of it is. */
  isThere(n: number): boolean | null;
}

const [folder = '', points = '200', seed = '1', naive = ''] = process.argv.slice(2);
const random = createRandom(Number(seed));
const register = registerIn(folder);
const ballast = join(folder, 'ballast');
const OFFICES = 600;
const LIST = 120;
const PAGE = 4096;

const codeOf = (n: number) => String(1 + (n % OFFICES)).padStart(4, '0');
const count = (query: string) => rowsOf<{ n: number }>(register, query)[0]?.n ?? 0;
const reportOf = (n: number) => join(folder, `report-${n}.csv`);
const backups = () => readdirSync(join(folder, 'backups')).filter((name) => /^register-.*\.sqlite$/.test(name));
const seenBackups = new Map<number, string[]>();

const works: Record<string, Work> = {
  acknowledge: {
    pages: 30,
    // The same offices come again; each answer has a name of its own.
    act: (client, n) =>
      client.acknowledgements.record({ versionId: 1, officeCode: codeOf(n), method: 'phone', name: `確認者${n}` }),
    isThere: (n) => count(`select count(*) as n from acknowledgements where name = '確認者${n}'`) > 0,
  },
  notice: {
    pages: 60,
    act: async (client, n) => {
      const { id } = await client.notices.create({ incidentId: 1, title: `お知らせ${n}` });
      await client.notices.draft({ noticeId: id, subject: `件名${n}`, body: `本文です。${'文'.repeat(9000)}` });
    },
    // The notice without its draft is no half thing: two calls, of which the first was confirmed.
    isThere: (n) => count(`select count(*) as n from notice_versions where subject = '件名${n}'`) > 0,
  },
  import: {
    pages: 200,
    act: async (client, n) => {
      const file = join(folder, 'list.csv');
      const lines = Array.from(
        { length: LIST },
        (_, row) => `L${n}-${row},架空商店,${'覚'.repeat(random.int(0, 900))}`,
      );
      writeFileSync(file, ['事業所番号,事業所名,覚え', ...lines].join('\r\n'));
      await client.offices.import({ file, commit: true });
    },
    isThere: (n) => {
      const rows = count(`select count(*) as n from offices where code like 'L${n}-%'`);
      return rows === 0 || rows === LIST ? rows > 0 : null;
    },
  },
  export: {
    pages: 30,
    act: (client, n) => client.reports.export({ report: 'offices', file: reportOf(n), encoding: 'utf-8' }),
    isThere: (n) => {
      if (!existsSync(reportOf(n))) return false;
      const whole = readFileSync(reportOf(n), 'utf8').endsWith('\r\n');
      rmSync(reportOf(n));
      return whole || null;
    },
  },
  backup: {
    pages: 400,
    act: async (client, n) => {
      const before = backups();
      const remember = () =>
        seenBackups.set(
          n,
          backups().filter((name) => !before.includes(name)),
        );
      await client.backups.create({}).finally(remember);
    },
    isThere: (n) => {
      const bad = backups().filter((name) => corruptIn(join(folder, 'backups', name)) > 0);
      for (const name of readdirSync(join(folder, 'backups'))) rmSync(join(folder, 'backups', name));
      return bad.length > 0 ? null : (seenBackups.get(n)?.length ?? 0) > 0;
    },
  },
  settings: {
    pages: 20,
    act: (client, n) => client.settings.update({ association: `組合${n}第${'一'.repeat(random.int(0, 60))}` }),
    isThere: (n) =>
      count(`select count(*) as n from settings where key = 'association' and value like '"組合${n}第%'`) > 0,
  },
};

const result: Troubled = { points: 0, told: 0, otherwise: {}, corrupt: 0, lost: 0, half: 0, stuck: 0 };

function note(code: string): void {
  result.points += 1;
  if (code === 'disk_full') result.told += 1;
  else result.otherwise[code] = (result.otherwise[code] ?? 0) + 1;
}

/** Leaves so many pages of the disk. */
function leave(pages: number): void {
  rmSync(ballast, { force: true });
  const { bavail, bsize } = statfsSync(folder);
  const bytes = Math.max(0, bavail * bsize - pages * PAGE);
  writeFileSync(ballast, Buffer.alloc(bytes));
}

async function attempt(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const { code, cause } = toListedError(error);
    if (code !== 'disk_full')
      process.stderr.write(
        `${code} ${Reflect.get(Object(cause), 'code')}: ${cause instanceof Error ? cause.stack : error}\n`,
      );
    return code;
  }
}

let next = 1;

/** Fills the disk, works until it is refused, makes room, and works on. */
async function oneMoment(client: Client, work: Work): Promise<void> {
  leave(random.int(0, work.pages));
  let refused: number | null = null;
  for (let tries = 0; tries < 40 && refused === null; tries += 1) {
    // Not every beginning of a work reaches the edge.
    if (tries === 20) leave(0);
    next += 1;
    const n = next;
    const code = await attempt(() => work.act(client, n));
    if (code !== null) {
      note(code);
      refused = n;
    }
    judge(work.isThere(n), code === null || naive !== '');
  }
  await client.offices.list({});
  rmSync(ballast, { force: true });
  if (refused === null) return;
  next += 1;
  const n = next;
  if ((await attempt(() => work.act(client, n))) !== null) result.stuck += 1;
  else judge(work.isThere(n), true);
  result.corrupt += corruptIn(register);
}

/** A thing is there whole when it was said to be done, not at all when it was refused, and never in part. */
function judge(there: boolean | null, said: boolean): void {
  if (there === null || (there && !said)) result.half += 1;
  else if (said && !there) result.lost += 1;
}

/** The register is closed and opened on a full disk: it opens or says why, and opens once there is room. */
async function openOnFull(host: Host): Promise<Host> {
  next += 1;
  const clerk = `担当${next}${'員'.repeat(random.int(0, 40))}`;
  await host.close();
  const before = createHash('sha256').update(readFileSync(register)).digest('hex');
  leave(random.int(0, 12));
  let opened: Host | null = null;
  const code = await attempt(async () => {
    opened = await openIn(folder);
    await opened.client('script').settings.update({ clerk });
  });
  if (code !== null) note(code);
  rmSync(ballast, { force: true });
  if (opened === null) {
    const after = createHash('sha256').update(readFileSync(register)).digest('hex');
    if (after !== before) result.corrupt += corruptIn(register);
  }
  const kept = `select count(*) as n from settings where key = 'clerk' and value = '"${clerk}"'`;
  judge(count(kept) > 0, code === null || naive !== '');
  return opened ?? openIn(folder);
}

mkdirSync(folder, { recursive: true });
await withClient(folder, async (client) => {
  await fill(client, folder, OFFICES);
  await queueVersion(client, 9);
});
let host = await openIn(folder);
mkdirSync(join(folder, 'backups'), { recursive: true });
const kinds = [...Object.values(works), null];
for (let round = 0; result.points < Number(points) && round < 3 * Number(points); round += 1) {
  const work = kinds[round % kinds.length];
  if (work) await oneMoment(host.client('script'), work);
  else host = await openOnFull(host);
  // The register would fill the small disk by itself in the end.
  if (statfsSync(folder).bavail * PAGE < 8_000_000) {
    await host.close();
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    await withClient(folder, async (client) => {
      await fill(client, folder, OFFICES);
      await queueVersion(client, 9);
    });
    mkdirSync(join(folder, 'backups'), { recursive: true });
    host = await openIn(folder);
  }
}
await host.close();
process.stdout.write(JSON.stringify(result));
