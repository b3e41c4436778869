import { answersGiven, recipientsOfOffice, setAcknowledgementState } from '../../db/queries/recipients.ts';
import type { WriteTx } from '../../db/store.ts';
import type { AcknowledgementState } from '../contract/acknowledgements.ts';
import { acknowledgementStateOf } from '../rules/acknowledgementState.ts';

/**
 * Derives anew where an office stands for every version of a notice it was sent.
 * Answers its standing as to the newest of them.
 */
export async function deriveStates(tx: WriteTx, noticeId: number, officeId: number) {
  const given = (await answersGiven(tx, noticeId, [officeId])).get(officeId) ?? [];
  let newest: AcknowledgementState = 'open';
  for (const recipient of await recipientsOfOffice(tx, noticeId, officeId)) {
    const standing = acknowledgementStateOf(recipient.number, given);
    if (standing.state !== recipient.state || standing.confirmedNumber !== recipient.confirmedNumber) {
      await setAcknowledgementState(tx, recipient.id, standing.state, standing.confirmedNumber);
    }
    newest = standing.state;
  }
  return newest === 'superseded' ? ('confirmed' as const) : newest;
}
