import { countPartly, countSentSince, countUnderway, deliveryCounts } from '../../db/queries/deliveryCounts.ts';
import { countDoubts } from '../../db/queries/doubts.ts';
import { countsOf } from '../../db/queries/recipients.ts';
import { type WaitingSending, waitingSendings } from '../../db/queries/sendings.ts';
import { type DeliveryState, deliveryChannel, deliveryState } from '../contract/deliveries.ts';
import { sendingKind } from '../contract/deliveryShapes.ts';
import { OVERDUE_MS } from '../rules/messages.ts';
import { estimateEnd } from '../rules/sendingHours.ts';
import type { AppContext } from './context.ts';
import { readSettings, type StoredSettings } from './storedSettings.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Zero for every state: what the contract promises, also for the states nothing is in. */
const noneYet = () =>
  Object.fromEntries(deliveryState.options.map((state) => [state, 0])) as Record<DeliveryState, number>;

/** How the sending of a version stands. */
export async function statusOf(context: AppContext, versionId: number) {
  const db = context.store.read;
  const now = context.clock.now();
  const [settings, offices, deliveries, underway, partly, doubts, held, perMinute] = await Promise.all([
    readSettings(db),
    countsOf(db, [versionId]),
    deliveryCounts(db, versionId),
    countUnderway(db, versionId),
    countPartly(db, versionId),
    countDoubts(db, versionId),
    waitingSendings(db, versionId),
    countSentSince(db, new Date(now.getTime() - MINUTE).toISOString()),
  ]);
  const byState = noneYet();
  for (const { deliveryState, count } of offices) byState[deliveryState as DeliveryState] += count;
  const total = offices.reduce((sum, { count }) => sum + count, 0);
  const byChannel = Object.fromEntries(deliveryChannel.options.map((channel) => [channel, noneYet()]));
  for (const { channel, state, count } of deliveries) {
    const states = byChannel[channel];
    if (states) states[state as DeliveryState] += count;
  }
  const shown = held.map((order) => shownOrder(order, now));
  const asking = shown.filter(({ state }) => state === 'overdue').reduce((sum, { mails }) => sum + mails, 0);
  const goesAt = shown.find(({ state }) => state === 'held')?.goesAt;
  const load = { waiting: underway.waiting - asking, perMinute, goesAt };
  const end = settings.paused || load.waiting <= 0 ? null : await endOf(context, settings, load, now);
  return {
    total,
    byState,
    byChannel: byChannel as Record<'mail' | 'fax' | 'post' | 'phone', Record<DeliveryState, number>>,
    partly,
    doubts,
    waiting: underway.waiting,
    byHand: underway.byHand,
    paused: settings.paused,
    pausedBy: settings.paused ? settings.pausedBy : null,
    perMinute,
    etaSeconds: end ? Math.max(0, Math.ceil((end.getTime() - now.getTime()) / 1000)) : null,
    endsAt: end ? end.toISOString() : null,
    resting: context.outbox.resting(),
    held: shown,
  };
}

function shownOrder({ id, kind, goesAt, mails }: WaitingSending, now: Date) {
  const left = Date.parse(goesAt) - now.getTime();
  const state = left <= -OVERDUE_MS ? ('overdue' as const) : ('held' as const);
  return { id, kind: sendingKind.parse(kind), goesAt, inSeconds: Math.max(0, Math.ceil(left / 1000)), mails, state };
}

interface Waiting {
  waiting: number;
  perMinute: number;
  /** When what is held goes; undefined when nothing is. */
  goesAt: string | undefined;
}

/** When the waiting mails will be out, with hold, hours and day limit; null when nothing moves that it could be told by. */
async function endOf(context: AppContext, settings: StoredSettings, load: Waiting, now: Date): Promise<Date | null> {
  const { perMinute = 0, perDay = 0, hours } = settings.mail ?? {};
  // Before the first minute is over the limit itself is the best guess.
  const pace = Math.max(load.perMinute, perMinute);
  if (pace === 0) return null;
  const dayAgo = new Date(now.getTime() - DAY).toISOString();
  const sentInDay = perDay === 0 ? 0 : await countSentSince(context.store.read, dayAgo);
  const from = new Date(Math.max(now.getTime(), load.goesAt ? Date.parse(load.goesAt) : 0));
  return estimateEnd({ waiting: load.waiting, perMinute: pace, perDay, sentInDay, hours, from });
}
