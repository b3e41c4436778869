import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type ActivityName, activities } from './activities.ts';
import { isSafe, type Killed, killActivity } from './killedActivity.ts';
import type { Section } from './section.ts';

/** A program that was killed must answer again within this time. */
const RESTART_MS = 3000;

/** One activity's line: the kills of ours, and how many it took to find out the usual design in its place. */
interface Line extends Killed {
  naiveKills: number;
  naiveFound: boolean;
  /** What the usual design said that could not be opened again; empty when its register was read and judged. */
  naiveWords: string;
}

type Lines = Partial<Record<ActivityName, Line>>;

/** Kills in each activity; and of the usual design in its place, which must be found out. */
export const kills: Section = async ({ kills: count, seed, only, sum, say }) => {
  const lines: Lines = sum && existsSync(sum) ? JSON.parse(readFileSync(sum, 'utf8')) : {};
  let right = true;
  for (const name of Object.keys(activities) as ActivityName[]) {
    if (only && only !== name) continue;
    const ours = await killActivity(name, { kills: count, seed, naive: false });
    const usual = await killActivity(name, { kills: Math.max(30, count), seed, naive: true });
    const line = { ...ours, naiveKills: usual.kills, naiveFound: !isSafe(usual), naiveWords: usual.words };
    right &&= isRight(line) && ours.kills === count;
    say(`${name}: done${ours.words ? `\n${ours.words}` : ''}`);
    if (usual.words) say(`  the usual design could not be opened again: ${usual.words}`);
    lines[name] = added(lines[name], line);
    // A long run that is broken off keeps what was done.
    if (sum) writeFileSync(sum, JSON.stringify(lines));
  }
  say(table(lines));
  return right;
};

function isRight(line: Line): boolean {
  // Where nothing was confirmed, nothing could be lost.
  return isSafe(line) && line.confirmed > 0 && line.naiveFound && line.restarts.every((ms) => ms < RESTART_MS);
}

/** The kills of a former run and of this one. */
function added(before: Line | undefined, line: Line): Line {
  if (!before) return line;
  const sum = (key: 'kills' | 'confirmed' | 'corrupt' | 'lost' | 'half' | 'twice') => before[key] + line[key];
  return {
    kills: sum('kills'),
    confirmed: sum('confirmed'),
    corrupt: sum('corrupt'),
    lost: sum('lost'),
    half: sum('half'),
    twice: sum('twice'),
    restarts: [...before.restarts, ...line.restarts],
    computing: [...before.computing, ...line.computing],
    starts: [...before.starts, ...line.starts],
    words: before.words || line.words,
    naiveKills: line.naiveKills,
    naiveFound: before.naiveFound && line.naiveFound,
    naiveWords: before.naiveWords || line.naiveWords,
  };
}

const HEADS = [
  'kills',
  'confirmed',
  'corrupt',
  'lost',
  'half',
  'twice',
  'median ms',
  'longest',
  '> 3 s',
  'usual found',
];

function table(lines: Lines): string {
  const rows = Object.entries(lines).map(([name, line]) => row(name, line, isRight(line)));
  const all = Object.values(lines);
  const restarts = all.flatMap((line) => line.restarts);
  const computing = all.flatMap((line) => line.computing);
  const starts = all.flatMap((line) => line.starts);
  const total = all.reduce((sum, line) => sum + line.kills, 0);
  return [
    `    ${'killed at'.padEnd(12)}${HEADS.map((head) => head.padStart(12)).join('')}`,
    ...rows,
    `    ${total} kills; goal: some confirmed, 0 corrupt, 0 lost, 0 half, 0 twice, every restart < ${RESTART_MS} ms (to the first answer);`,
    `    the usual design found out. One in five of the programs after a kill was killed, too, while it opened.`,
    `    Restarts: median ${median(restarts)} ms, longest ${longest(restarts)} ms, of which computing median ${median(computing)} ms, longest`,
    `    ${longest(computing)} ms; starts without a kill before them, in the same runs: median ${median(starts)} ms, longest`,
    `    ${longest(starts)} ms. What is beyond computing is a busy machine.`,
  ].join('\n');
}

function row(name: string, line: Line, right: boolean): string {
  const { restarts } = line;
  const numbers = [
    ...[line.kills, line.confirmed, line.corrupt, line.lost, line.half, line.twice],
    ...[median(restarts), longest(restarts), restarts.filter((ms) => ms >= RESTART_MS).length],
    `${median(line.computing)} ms`,
    line.naiveFound ? `at ${line.naiveKills}` : 'NO',
  ];
  return `  ${right ? '✓' : '✗'} ${name.padEnd(12)}${numbers.map((each) => String(each).padStart(12)).join('')}`;
}

const median = (times: readonly number[]): number =>
  Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);

const longest = (times: readonly number[]): number => Math.round(Math.max(0, ...times));
