import { recipientsOfOffices, setStates } from '../../db/queries/acknowledgementBulk.ts';
import { answersGiven, setAcknowledgementState } from '../../db/queries/recipients.ts';
import type { WriteTx } from '../../db/store.ts';
import type { AcknowledgementState } from '../contract/acknowledgements.ts';
import { acknowledgementStateOf, type Given } from '../rules/acknowledgementState.ts';

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
  for (const recipient of await recipientsOfOffices(tx, noticeId, officeIds)) {
    const { state, confirmedNumber } = acknowledgementStateOf(recipient.number, given.get(recipient.officeId) ?? []);
    newest.set(recipient.officeId, state);
    if (state === recipient.state && confirmedNumber === recipient.confirmedNumber) continue;
    const key = `${state} ${confirmedNumber}`;
    const same = changed.get(key) ?? { ids: [], state, confirmedNumber };
    same.ids.push(recipient.id);
    changed.set(key, same);
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
export async function settle(
  tx: WriteTx,
  sent: readonly { id: number; number: number; state: string; confirmedNumber: number | null }[],
  given: readonly Given[],
): Promise<Standing> {
  let newest: AcknowledgementState | undefined;
  for (const recipient of sent) {
    const { state, confirmedNumber } = acknowledgementStateOf(recipient.number, given);
    newest = state;
    if (state === recipient.state && confirmedNumber === recipient.confirmedNumber) continue;
    await setAcknowledgementState(tx, { recipientId: recipient.id, state, confirmedNumber });
  }
  return standingAsTo(newest);
}

/** Of the newest version an office was sent nothing newer can have been confirmed. */
type Standing = Exclude<AcknowledgementState, 'superseded'>;

function standingAsTo(newest: AcknowledgementState = 'open'): Standing {
  return newest === 'superseded' ? 'confirmed' : newest;
}
