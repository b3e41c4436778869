import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { setAsideStrayLog } from '../../db/strayLog.ts';
import { createRandom } from '../../electron/practice/random.ts';
import { temporaryFolder } from '../support/engines.ts';
import { createTestApp, type TestApp } from '../support/testApp.ts';

const PAGE = 4096;

let folder: string;
let remove: () => Promise<void>;
let open: TestApp[];
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  open = [];
});
afterEach(async () => {
  for (const test of open) await test.close();
  await remove();
});

const registerOf = (name: string) => join(folder, name, 'register.sqlite');

async function start(name: string): Promise<TestApp> {
  mkdirSync(join(folder, name), { recursive: true });
  const test = await createTestApp({ folder: join(folder, name) });
  open.push(test);
  return test;
}

const add = (test: TestApp, title: string) =>
  test.client.incidents.create({ title, provider: '例示社', knownOn: '2026-06-05' });
const titlesOf = async (test: TestApp) => (await test.client.incidents.list({})).rows.map(({ title }) => title).sort();

/** What a killed program leaves, or a part of it: a file and a log, as they lie there now. */
function lay(name: string, file: string | Uint8Array, log: string | Uint8Array): string {
  mkdirSync(join(folder, name), { recursive: true });
  const put = (from: string | Uint8Array, target: string) =>
    typeof from === 'string' ? copyFileSync(from, target) : writeFileSync(target, from);
  put(file, registerOf(name));
  put(log, `${registerOf(name)}-wal`);
  return registerOf(name);
}

/** Every page of the file as it is in its log is written there, and the log stays: as in the middle of a checkpoint. */
function checkpoint(file: string): void {
  const db = connect(file);
  db.pragma('wal_checkpoint(PASSIVE)');
  db.close();
}

describe('a log beside a register', () => {
  it('of another register is moved aside: SQLite alone would have opened the other', async () => {
    const ours = await start('ours');
    await add(ours, '私たちの障害');
    checkpoint(registerOf('ours'));
    const theirs = await start('theirs');
    theirs.clock.forward(60_000);
    await add(theirs, 'よその障害');
    const file = lay('mixed', registerOf('ours'), `${registerOf('theirs')}-wal`);
    lay('bare', registerOf('ours'), `${registerOf('theirs')}-wal`);
    const bare = new Database(registerOf('bare'));
    expect(bare.prepare('select title from incidents').pluck().all()).toEqual(['よその障害']);
    bare.close();
    const opened = await start('mixed');
    expect(await titlesOf(opened)).toEqual(['私たちの障害']);
    expect(readFileSync(`${file}-wal.stray`).equals(readFileSync(`${registerOf('theirs')}-wal`))).toBe(true);
    expect(readdirSync(join(folder, 'mixed')).filter((name) => name.includes('.alone'))).toEqual([]);
    expect(await opened.client.backups.check({})).toMatchObject({ damage: [] });
  });

  it('of the same register, but of before it was copied there, is moved aside', async () => {
    const test = await start('ours');
    await add(test, '一つめ');
    const older = readFileSync(`${registerOf('ours')}-wal`);
    await add(test, '二つめ');
    checkpoint(registerOf('ours'));
    lay('mixed', registerOf('ours'), older);
    expect(await titlesOf(await start('mixed'))).toEqual(['一つめ', '二つめ']);
    expect(existsSync(`${registerOf('mixed')}-wal.stray`)).toBe(true);
  });

  it('is looked at under a name that does not stay when the program is killed there; one in use stays', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    const names = (pid: number) => ['', '-wal', '-shm'].map((ending) => `register.sqlite.alone-${pid}${ending}`);
    const test = await start('ours');
    await add(test, '障害');
    const file = lay('killed', registerOf('ours'), `${registerOf('ours')}-wal`);
    for (const name of [...names(gone), ...names(process.ppid)]) writeFileSync(join(folder, 'killed', name), '');
    expect(setAsideStrayLog(file)).toBeNull();
    const left = readdirSync(join(folder, 'killed')).filter((name) => name.includes('.alone'));
    expect(left.toSorted()).toEqual(names(process.ppid).toSorted());
    expect(await titlesOf(await start('killed'))).toEqual(['障害']);
  });

  it('of its own is never moved: not after a kill, not in the middle of a checkpoint, however far it came', async () => {
    const test = await start('ours');
    const random = createRandom(5);
    let before = readFileSync(registerOf('ours'));
    for (let round = 0; round < 12; round += 1) {
      for (let n = 0; n < 5; n += 1) await add(test, `障害 ${round}-${n}`);
      const log = readFileSync(`${registerOf('ours')}-wal`);
      expect(setAsideStrayLog(lay(`killed-${round}`, registerOf('ours'), log))).toBeNull();
      checkpoint(registerOf('ours'));
      const after = readFileSync(registerOf('ours'));
      const torn = Buffer.from(after);
      for (let at = 0; at < before.length; at += PAGE) {
        if (random.chance(0.5)) before.copy(torn, at, at, at + PAGE);
      }
      expect(setAsideStrayLog(lay(`torn-${round}`, torn, log))).toBeNull();
      before = after;
    }
    expect(await titlesOf(await start('killed-11'))).toHaveLength(60);
    expect(await titlesOf(await start('torn-11'))).toHaveLength(60);
  });
});
