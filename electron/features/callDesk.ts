import { callCandidates, candidateRows, type Desk, type Holder, takeUp } from '../../db/queries/callDesk.ts';
import { getVersion, latestSentVersion, type VersionRow } from '../../db/queries/notices.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { HOLD_MS, inCallOrder } from '../rules/callOrder.ts';
import { japanDate } from '../rules/dates.ts';
import type { AppContext } from './context.ts';

/** Which desk somebody means. */
export interface Which {
  versionId?: number | undefined;
  incidentId?: number | undefined;
}

/** The clerk at the phone, and which of the clerk's windows. */
export interface Who {
  clerk: string;
  desk: string;
}

/** The version that is told at the desk: the one named, else the newest that went out. Errors: not_found. */
export async function versionOf(db: ReadDb, { versionId, incidentId }: Which): Promise<VersionRow> {
  const version = versionId === undefined ? await latestSentVersion(db, incidentId) : await getVersion(db, versionId);
  if (!version || version.sentAt === null) throw fail('not_found', { what: 'sentVersion' });
  return version;
}

/** The desk of a version at this moment. */
export function deskOf(versionId: number, now: Date): Desk {
  return { versionId, now: now.toISOString(), today: japanDate(now) };
}

/** A hold that begins now. */
export function holderOf({ clerk, desk }: Who, now: Date): Holder {
  return { clerk, desk, now: now.toISOString(), until: new Date(now.getTime() + HOLD_MS).toISOString() };
}

/** Sides of the order looked at for each office given: enough that the next ones are among them. */
const LOOK_AT = 50;

/** Offices that may be called now, the next one first. */
export async function nextInOrder(db: ReadDb, desk: Desk): Promise<number[]> {
  const found = await callCandidates(db, desk, LOOK_AT);
  return inCallOrder(found, desk.now).map(({ recipientId }) => recipientId);
}

/** What the order knows of one recipient. */
export async function candidateOf(db: ReadDb, desk: Desk, recipientId: number) {
  const [row] = await candidateRows(db, desk, [recipientId]);
  return row ?? null;
}

/** What a clerk was given. */
export interface Taken {
  recipientId: number;
  fence: number;
  until: string;
}

/** Takes up the first of these that is still free; null when none is. */
export async function takeFirst(
  tx: WriteTx,
  recipientIds: readonly number[],
  holder: Holder,
  early = false,
): Promise<Taken | null> {
  for (const recipientId of recipientIds) {
    const fence = await takeUp(tx, recipientId, holder, early);
    if (fence !== null) return { recipientId, fence, until: holder.until };
  }
  return null;
}

/** The clerk of a call: who is named, else who is at work. */
export async function clerkOf(context: AppContext, clerk: string | undefined): Promise<string> {
  return clerk ?? (await context.clerk());
}
