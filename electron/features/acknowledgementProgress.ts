import {
  answersByMethod,
  confirmedByHour,
  medianConfirmation,
  recipientsByChannel,
} from '../../db/queries/acknowledgementProgress.ts';
import { countsOf, countUnaddressed } from '../../db/queries/recipients.ts';
import type { ReadDb } from '../../db/store.ts';
import { type RecipientList, recipientList, recipientState } from '../contract/acknowledgementStates.ts';
import type { AcknowledgementMethod } from '../contract/acknowledgements.ts';
import { CONFIRMING } from '../rules/acknowledgementState.ts';
import { daysBetween, japanDate } from '../rules/dates.ts';
import { countOn, recipientStateOf } from '../rules/recipientStates.ts';
import { type SentVersion, sentVersions, shownVersion } from './acknowledgementMatrix.ts';
import { api } from './context.ts';
import { requireVersion } from './noticeReading.ts';

/** Where versions stand in numbers, and how they came there. */
export const acknowledgementProgress = {
  summary: api.acknowledgements.summary.handler(async ({ input, context }) => {
    const db = context.store.read;
    const version = await requireVersion(db, input.versionId);
    const all = await countsOf(db, [version.id]);
    const counts = all.filter((count) => input.branch === undefined || count.branch === input.branch);
    const byList = Object.fromEntries(recipientList.options.map((list) => [list, countOn(list, counts)]));
    const byState = Object.fromEntries(recipientState.options.map((state) => [state, 0]));
    for (const one of counts) {
      const state = recipientStateOf({ delivery: one.deliveryState, acknowledgement: one.acknowledgementState });
      byState[state] = (byState[state] ?? 0) + one.count;
    }
    const today = japanDate(context.clock.now());
    return {
      recipients: countOn('all', counts),
      byState: byState as Record<keyof typeof recipientState.enum, number>,
      byList: byList as Record<RecipientList, number>,
      notSent: await countUnaddressed(db, version.id),
      sentAt: version.sentAt,
      days: version.sentAt === null ? null : daysBetween(japanDate(version.sentAt), today),
      medianHours: version.sentAt === null ? null : await medianHours(db, { ...version, sentAt: version.sentAt }),
    };
  }),

  progress: api.acknowledgements.progress.handler(async ({ input, context }) => {
    const db = context.store.read;
    const versions = await sentVersions(db, input.incidentId);
    const counts = await countsOf(
      db,
      versions.map(({ id }) => id),
    );
    const newest = versions.at(-1);
    return {
      versions: await Promise.all(
        versions.map(async (version) => {
          const mine = counts.filter((count) => count.versionId === version.id);
          return {
            ...shownVersion(version),
            recipients: countOn('all', mine),
            confirmed: countOn('confirmed', mine),
            medianHours: await medianHours(db, version),
          };
        }),
      ),
      growth: await growthOf(db, versions),
      channels: newest ? await channelsOf(db, newest.id) : [],
      methods: newest ? await methodsOf(db, newest.id) : [],
    };
  }),
};

const HOUR = 3_600_000;

/** Hours from sending to the first confirmation of the office in the middle, one decimal; null without one. */
async function medianHours(db: ReadDb, version: SentVersion): Promise<number | null> {
  const hours = await confirmedByHour(db, version.id, CONFIRMING);
  const offices = hours.reduce((sum, { confirmed }) => sum + confirmed, 0);
  const at = await medianConfirmation(db, version.id, CONFIRMING, offices);
  if (at === null) return null;
  return Math.max(0, Math.round((Date.parse(at) - Date.parse(version.sentAt)) / (HOUR / 10)) / 10);
}

/** First confirmations of each version by Japan date, not cumulated. */
export async function growthOf(db: ReadDb, versions: readonly SentVersion[]) {
  return (await Promise.all(versions.map(({ id }) => growthOfVersion(db, id)))).flat();
}

async function growthOfVersion(db: ReadDb, versionId: number) {
  const days = new Map<string, number>();
  for (const { hour, confirmed } of await confirmedByHour(db, versionId, CONFIRMING)) {
    // Japan's clock differs by whole hours, so an hour lies in one day.
    const on = japanDate(`${hour}:00:00.000Z`);
    days.set(on, (days.get(on) ?? 0) + confirmed);
  }
  return [...days].map(([on, confirmed]) => ({ versionId, on, confirmed }));
}

async function channelsOf(db: ReadDb, versionId: number) {
  const byChannel = Map.groupBy(await recipientsByChannel(db, versionId), ({ channel }) => channel);
  return [...byChannel].map(([channel, rows]) => {
    const counts = rows.map(({ delivery, acknowledgement, n }) => ({
      ...{ deliveryState: delivery, acknowledgementState: acknowledgement, count: n },
    }));
    const on = (list: RecipientList) => countOn(list, counts);
    return { channel, recipients: on('all'), confirmed: on('confirmed'), outdated: on('outdated'), open: on('open') };
  });
}

async function methodsOf(db: ReadDb, versionId: number) {
  const rows = await answersByMethod(db, versionId);
  return rows.map(({ method, offices }) => ({ method: method as AcknowledgementMethod, offices }));
}
