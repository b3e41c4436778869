import type { ProcedureState } from '../contract/procedureShapes.ts';
import { addDays } from './clock.ts';
import type { Random } from './random.ts';
import type { TodokeClient } from './scenario.ts';

/** Where a practice procedure stands as to its due date. */
type Timing = 'late' | 'filed' | 'today' | 'soon' | 'later' | 'undated';

/** How many of each the story holds: sixty in all. */
export const practiceProcedures = {
  late: 18,
  filed: 10,
  today: 6,
  soon: 14,
  later: 8,
  undated: 4,
} as const satisfies Record<Timing, number>;

export type ProcedureCounts = Record<Timing, number>;

type Kinds = readonly [string, ...string[]];

/** Kinds due so many days after the event, by those days; the kinds whose delay hurts people come more often. */
const dated: readonly [readonly [number, Kinds], ...(readonly [number, Kinds])[]] = [
  [10, ['rishoku', 'rishoku', 'koyo-soshitsu', 'koyo-tenkin', 'rouho-henko']],
  [5, ['shaho-shutoku', 'shaho-shutoku', 'shaho-soshitsu', 'shaho-hifuyosha', 'shoyo']],
];
const withMonths: Kinds = ['koyo-shutoku', 'ikuji-kyufu', 'rouho-gaisan'];
const undated: Kinds = ['geppen', 'rousai-5', 'shishobyo-4over', 'shugyo-kisoku'];

const open: readonly [ProcedureState, ...ProcedureState[]] = [
  'received',
  'preparing',
  'preparing',
  'waiting',
  'returned',
];
const done: readonly [ProcedureState, ...ProcedureState[]] = ['filed', 'filed', 'arrived', 'examined', 'done'];
const initials: readonly [string, ...string[]] = ['A.', 'H.', 'K.', 'M.', 'N.', 'S.', 'T.', 'Y.'];

interface Wanted {
  incidentId: number;
  /** Japan date. */
  today: string;
  /** One office for each procedure. */
  codes: string[];
}

/** Enters sixty procedures around today and moves them to states a desk would show. Answers how many of each. */
export async function fileProcedures(client: TodokeClient, random: Random, wanted: Wanted): Promise<ProcedureCounts> {
  const timings = (Object.keys(practiceProcedures) as Timing[]).flatMap((timing) =>
    Array<Timing>(practiceProcedures[timing]).fill(timing),
  );
  const counts: ProcedureCounts = { late: 0, filed: 0, today: 0, soon: 0, later: 0, undated: 0 };
  for (const [index, timing] of timings.entries()) {
    const officeCode = wanted.codes[index % wanted.codes.length] ?? '';
    const person = random.pick(initials) + random.pick(initials);
    const event = await kindAndBase(client, random, timing, wanted.today);
    const { id } = await client.procedures.create({
      officeCode,
      person,
      incidentId: wanted.incidentId,
      ...event,
      ...hindrance(index, timing, wanted.incidentId),
    });
    const state = random.pick(timing === 'filed' ? done : open);
    if (state === 'returned') await client.procedures.update({ id, state: 'filed' });
    if (state !== 'received') await client.procedures.update({ id, state });
    counts[timing] += 1;
  }
  return counts;
}

/** Every third filing still to be made is stopped; some of the others went over to paper. */
function hindrance(index: number, timing: Timing, incidentId: number) {
  if (timing === 'filed') return { route: 'electronic' as const };
  if (index % 3 === 0) return { blockedBy: incidentId, reason: '提供元の障害' };
  return index % 5 === 0 ? { route: 'paper' as const } : {};
}

/** A kind and the day of its event such that the due date falls where `timing` wants it, whatever today is. */
async function kindAndBase(client: TodokeClient, random: Random, timing: Timing, today: string) {
  if (timing === 'undated') return { type: random.pick(undated), baseDate: addDays(today, -random.int(3, 20)) };
  if (timing === 'later') return { type: random.pick(withMonths), baseDate: addDays(today, -random.int(0, 5)) };
  const [days, kinds] = random.pick(dated);
  const type = random.pick(kinds);
  // A due date on a closed day moves forward only, so these are never late and fall on the next open day at worst.
  if (timing === 'today') return { type, baseDate: addDays(today, -days) };
  if (timing === 'soon') return { type, baseDate: addDays(today, random.int(1, 5) - days) };
  return { type, baseDate: await basePastDue(client, type, addDays(today, -days - random.int(1, 14)), today) };
}

/** The latest event on or before `from` whose due date has passed; long holidays push it back by some days. */
async function basePastDue(client: TodokeClient, type: string, from: string, today: string): Promise<string> {
  for (let back = 0; back < 20; back += 1) {
    const baseDate = addDays(from, -back);
    const { dueOn } = await client.procedures.due({ type, baseDate });
    if (dueOn !== null && dueOn < today) return baseDate;
  }
  throw new RangeError(`no event of ${type} before ${from} is past its due date`);
}
