import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locked } from './lockedOut.ts';
import type { ReadOnly } from './readOnly.ts';
import { figure, type Section } from './section.ts';
import type { Troubled } from './troubled.ts';

const programOf = (name: string) => resolve(import.meta.dirname, `${name}.ts`);
const SMALL_DISK = 'size=40m';

/** True where a program can be given a small disk of its own (Linux, user namespaces; no root). */
export const canShrink = () => spawnSync('unshare', ['-Urm', 'true']).status === 0;

/** Runs the program on a disk that fills up, the disk being gone with it. */
async function fillUp(options: { points: number; seed: number; naive: boolean }): Promise<Troubled> {
  const { points, seed, naive } = options;
  return inFolder(async (folder) => {
    const words = [programOf('troubled'), folder, String(points), String(seed), naive ? 'naive' : ''];
    const mount = `mount -t tmpfs -o ${SMALL_DISK} todoke "$0" && exec "$@"`;
    return answerOf('unshare', ['-Urm', 'sh', '-c', mount, folder, process.execPath, ...words]);
  });
}

/** Runs a program over a folder that is gone afterwards, and answers what it printed. */
const over = <T>(name: string, naive: boolean): Promise<T> =>
  inFolder((folder) => answerOf<T>(process.execPath, [programOf(name), folder, naive ? 'naive' : '']));

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'todoke-trouble-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function answerOf<T>(program: string, words: string[]): Promise<T> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  child.stdout.on('data', (piece) => (heard += piece));
  return new Promise((told, failed) => {
    child.once('error', failed);
    child.once('close', (code) =>
      code === 0 ? told(JSON.parse(heard) as T) : failed(new Error(`${program} ended with ${code}`)),
    );
  });
}

/** Nothing lost, nothing half, and it works again. */
const isUnharmed = (found: { corrupt: number; lost: number; half: number; stuck: number }): boolean =>
  found.corrupt + found.lost + found.half + found.stuck === 0;

const DISK_FULL_POINTS = 200;

/** A full disk, a register that cannot be written to, one that another program holds: told, nothing lost, no restart. */
export const trouble: Section = async ({ seed, long, say }) => {
  const right = [
    await fullDisk(long ? 5 * DISK_FULL_POINTS : DISK_FULL_POINTS, seed, say),
    await readOnly(say),
    await locked(say),
  ];
  return right.every(Boolean);
};

type Say = (text: string) => void;

async function fullDisk(points: number, seed: number, say: Say): Promise<boolean> {
  if (!canShrink()) {
    say('  no disk of its own can be made here (unshare): nothing was filled');
    return false;
  }
  const ours = await fillUp({ points, seed, naive: false });
  say(`disk full at ${ours.points} moments`);
  const others = Object.entries(ours.otherwise).map(([code, n]) => `${code} ${n}`);
  const told = ours.points >= points && ours.told === ours.points;
  say(figure('told as a full disk', `${ours.told}/${ours.points}`, 'all', told));
  if (others.length > 0) say(`    told otherwise: ${others.join(', ')}`);
  say(harm(ours));
  const usual = await fillUp({ points: 30, seed, naive: true });
  const found = !isUnharmed(usual);
  say(figure('a program that takes no notice is found out', usual.lost, '> 0', found));
  return told && isUnharmed(ours) && found;
}

function harm(found: { corrupt: number; lost: number; half: number; stuck: number }): string {
  return [
    figure('registers corrupt', found.corrupt, '0', found.corrupt === 0),
    figure('confirmed writes lost', found.lost, '0', found.lost === 0),
    figure('half done', found.half, '0', found.half === 0),
    figure('does not work again without a restart', found.stuck, '0', found.stuck === 0),
  ].join('\n');
}

async function readOnly(say: Say): Promise<boolean> {
  const ours = await over<ReadOnly>('readOnly', false);
  say('read-only');
  for (const { what, told, wanted } of ours.cases) say(figure(what, told, wanted, told === wanted));
  say(figure('bytes of the register changed meanwhile', ours.changed, '0', ours.changed === 0));
  say(harm(ours));
  const usual = await over<ReadOnly>('readOnly', true);
  const found = !isUnharmed(usual);
  say(figure('a program that takes no notice is found out', usual.lost, '> 0', found));
  return ours.cases.every(({ told, wanted }) => told === wanted) && ours.changed === 0 && isUnharmed(ours) && found;
}

async function locked(say: Say): Promise<boolean> {
  const ours = await over<Locked>('lockedOut', false);
  const told = ours.told === ours.held;
  say(`another program holds the register for ten seconds, ${ours.held} times`);
  say(figure('told as in use', `${ours.told}/${ours.held}`, 'all', told));
  const read = ours.reads === ours.readsWanted;
  say(figure('reads answered meanwhile', `${ours.reads}/${ours.readsWanted}`, 'all', read));
  const waited = ours.waited === ours.briefly;
  say(figure('held for a second only: the write waits and succeeds', `${ours.waited}/${ours.briefly}`, 'all', waited));
  say(harm(ours));
  const usual = await over<Locked>('lockedOut', true);
  const found = !isUnharmed(usual);
  say(figure('a program that takes no notice is found out', usual.lost, '> 0', found));
  return told && waited && read && isUnharmed(ours) && found;
}
