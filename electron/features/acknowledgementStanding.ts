import { recipientsOfOffices, setStates } from '../../db/queries/acknowledgementBulk.ts';
import { answersGiven, setAcknowledgementState } from '../../db/queries/recipients.ts';
import type { WriteTx } from '../../db/store.ts';
import type { AcknowledgementState } from '../contract/acknowledgements.ts';
import { acknowledgementStateOf, type Given } from '../rules/acknowledgementState.ts';

/** What an office was sent of one notice: a version, and where the office stands for it as it is written. */
interface Sent {
  id: number;
  number: number;
  state: string;
  confirmedNumber: number | null;
}

/**
 * Where an office stands by its answers for every version it was sent (the oldest first): for the newest of them, and the
 * rows that say otherwise. One office and thousands are reckoned here alike; only their reading and writing differ, since
 * a single answer is worth statements of its own (`db/prepared.ts`).
 */
function reckon(sent: readonly Sent[], given: readonly Given[]) {
  const reckoned = sent.map((row) => ({ row, ...acknowledgementStateOf(row.number, given) }));
  const wrong = reckoned.filter(
    ({ row, state, confirmedNumber }) => state !== row.state || confirmedNumber !== row.confirmedNumber,
  );
  return { newest: reckoned.at(-1)?.state, wrong };
}

/**
 * Derives anew where these offices (at most 2,000) stand for every version of a notice they were sent, and writes what
 * has changed. Answers each one's standing as to the newest of its versions.
 */
export async function deriveMany(
  tx: WriteTx,
  noticeId: number,
  officeIds: readonly number[],
): Promise<Map<number, AcknowledgementState>> {
  const given = await answersGiven(tx, noticeId, officeIds);
  const newest = new Map<number, AcknowledgementState>();
  const changed = new Map<string, { ids: number[]; state: string; confirmedNumber: number | null }>();
  const sent = Map.groupBy(await recipientsOfOffices(tx, noticeId, officeIds), (row) => row.officeId);
  for (const [officeId, versions] of sent) {
    const standing = reckon(versions, given.get(officeId) ?? []);
    if (standing.newest) newest.set(officeId, standing.newest);
    for (const { row, state, confirmedNumber } of standing.wrong) {
      const key = `${state} ${confirmedNumber}`;
      const same = changed.get(key) ?? { ids: [], state, confirmedNumber };
      same.ids.push(row.id);
      changed.set(key, same);
    }
  }
  for (const { ids, state, confirmedNumber } of changed.values()) {
    for (let at = 0; at < ids.length; at += MOST) await setStates(tx, ids.slice(at, at + MOST), state, confirmedNumber);
  }
  return newest;
}

/** Rows of one statement. */
const MOST = 2_000;

/** The same for one office. */
export async function deriveStates(tx: WriteTx, noticeId: number, officeId: number): Promise<Standing> {
  return standingAsTo((await deriveMany(tx, noticeId, [officeId])).get(officeId));
}

/** The same for one office whose answers and versions (the oldest first) have been read. */
export async function settle(tx: WriteTx, sent: readonly Sent[], given: readonly Given[]): Promise<Standing> {
  const { newest, wrong } = reckon(sent, given);
  for (const { row, state, confirmedNumber } of wrong) {
    await setAcknowledgementState(tx, { recipientId: row.id, state, confirmedNumber });
  }
  return standingAsTo(newest);
}

/** Of the newest version an office was sent nothing newer can have been confirmed. */
type Standing = Exclude<AcknowledgementState, 'superseded'>;

function standingAsTo(newest: AcknowledgementState = 'open'): Standing {
  return newest === 'superseded' ? 'confirmed' : newest;
}
