import { nextBusinessMorning, nextBusinessTime } from './businessHours.ts';

/** What came of a call (one key each, in this order). `confirmed`: spoken to, and the office confirmed. */
export type CallOutcome = 'confirmed' | 'absent' | 'callback' | 'wrong_number' | 'refused' | 'question';

/** An office that has not confirmed a version, as far as the order of calls needs to know it. */
export interface Candidate {
  recipientId: number;
  deliveryState: string;
  acknowledgementState: string;
  /** The promised time, due or not; null for none. */
  callbackAt: string | null;
  /** When a phone step of the reminders was released for it. */
  askedAt: string | null;
  /** Urgent filings that are late or certain to be. */
  harmful: number;
  attempts: number;
  lastOutcome: string;
  lastAt: string | null;
  /** When the version first reached it or, failing that, went out. */
  toldAt: string;
}

/** Why an office is called now, the weightiest first: the same facts the order is made of. */
export type CallReason =
  | { why: 'promised'; at: string }
  | { why: 'asked' }
  | { why: 'harmful'; count: number }
  | { why: 'unreached' }
  | { why: 'doubt' }
  | { why: 'outdated' }
  | { why: 'unconfirmed'; days: number }
  | { why: 'tried'; count: number; outcome: string; at: string };

const UNREACHED = ['no_address', 'failed', 'cancelled'];
const UNDER_WAY = ['queued', 'sending', 'retry'];

const isDue = ({ callbackAt }: Candidate, now: string) => callbackAt !== null && callbackAt <= now;

/** 0 whom nothing reached, 1 nobody knows, 2 reached, 3 not told yet: its mail is still on the way. */
function reach({ deliveryState }: Candidate): number {
  if (UNREACHED.includes(deliveryState)) return 0;
  if (deliveryState === 'in_doubt') return 1;
  return UNDER_WAY.includes(deliveryState) ? 3 : 2;
}

/** The keys of the order, the weightiest first; the smaller is called first. */
function keysOf(candidate: Candidate, now: string): (number | string)[] {
  const due = isDue(candidate, now);
  return [
    due ? 0 : 1,
    due ? (candidate.callbackAt ?? '') : '',
    candidate.askedAt === null ? 1 : 0,
    candidate.harmful > 0 ? 0 : 1,
    reach(candidate),
    candidate.attempts,
    candidate.toldAt,
    candidate.recipientId,
  ];
}

/**
 * Whom to call first: a promise that is due; then who is to be asked again by phone; whose late filings hurt people;
 * whom nothing has reached; who was tried less often; who has been silent longer.
 * @param now UTC instant
 */
export function inCallOrder<Row extends Candidate>(candidates: readonly Row[], now: string): Row[] {
  return candidates
    .map((row) => ({ row, keys: keysOf(row, now) }))
    .sort((a, b) => {
      const at = a.keys.findIndex((key, index) => key !== b.keys[index]);
      return at < 0 ? 0 : (a.keys[at] ?? 0) < (b.keys[at] ?? 0) ? -1 : 1;
    })
    .map(({ row }) => row);
}

const DAY = 86_400_000;

/** Why this office, and why now. @param now UTC instant */
export function reasonsFor(candidate: Candidate, now: string): CallReason[] {
  const reasons: CallReason[] = [];
  if (candidate.callbackAt !== null) reasons.push({ why: 'promised', at: candidate.callbackAt });
  if (candidate.askedAt !== null) reasons.push({ why: 'asked' });
  if (candidate.harmful > 0) reasons.push({ why: 'harmful', count: candidate.harmful });
  if (reach(candidate) === 0) reasons.push({ why: 'unreached' });
  if (reach(candidate) === 1) reasons.push({ why: 'doubt' });
  if (candidate.acknowledgementState === 'outdated') reasons.push({ why: 'outdated' });
  const days = Math.floor((Date.parse(now) - Date.parse(candidate.toldAt)) / DAY);
  reasons.push({ why: 'unconfirmed', days: Math.max(0, days) });
  const { attempts, lastOutcome, lastAt } = candidate;
  if (attempts > 0 && lastAt !== null) {
    reasons.push({ why: 'tried', count: attempts, outcome: lastOutcome, at: lastAt });
  }
  return reasons;
}

/** Stands for "not again": later than any call. */
export const NEVER = '9999-12-31T00:00:00.000Z';
const HOUR = 3_600_000;
/** How long nobody is tried again who did not answer: the first time, the second. Then only the next morning. */
const RESTS = [2 * HOUR, 4 * HOUR];

/**
 * From when on an office is offered again after a call: nobody likes being rung every ten minutes.
 * @param attempts calls so far, this one included
 */
export function readyAfter(outcome: CallOutcome, attempts: number, at: Date, callbackAt: string | null): string {
  if (outcome === 'callback') return callbackAt ?? nextBusinessMorning(at).toISOString();
  if (outcome === 'confirmed' || outcome === 'refused') return NEVER;
  // Another number may be tried at once; the wrong one is kept out by itself.
  if (outcome === 'wrong_number') return at.toISOString();
  if (outcome === 'question') return nextBusinessMorning(at).toISOString();
  const rest = RESTS[attempts - 1];
  if (rest === undefined) return nextBusinessMorning(at).toISOString();
  return nextBusinessTime(new Date(at.getTime() + rest)).toISOString();
}

/** How long an office stays with the clerk who took it up, when nothing is recorded. Milliseconds. */
export const HOLD_MS = 15 * 60_000;
