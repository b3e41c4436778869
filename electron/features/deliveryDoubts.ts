import { countDoubts, listDoubts } from '../../db/queries/doubts.ts';
import type { AcknowledgementState } from '../contract/acknowledgements.ts';
import { deliveryChannel, deliveryState } from '../contract/deliveries.ts';
import type { AppContext } from './context.ts';
import { cutPage } from './paging.ts';

/** Answers every mail in doubt with all that the register knows of it; nothing is asked of any server. */
export async function listInDoubt(
  context: AppContext,
  input: { versionId?: number | undefined; cursor?: string | undefined; limit: number },
) {
  const db = context.store.read;
  const versionId = input.versionId ?? null;
  const [found, total] = await Promise.all([
    listDoubts(db, versionId, Number(input.cursor ?? 0) || 0, input.limit + 1),
    countDoubts(db, versionId),
  ]);
  const page = cutPage(found, input.limit, (row) => String(row.id));
  const rows = page.rows.map(({ tries, mails, channel, acknowledgementState, ...row }) => ({
    ...row,
    channel: deliveryChannel.parse(channel),
    acknowledgementState: acknowledgementState as AcknowledgementState,
    tries: tries.map(({ at, outcome, response }) => ({ at, outcome: deliveryState.parse(outcome), response })),
    returned: mails.filter(({ kind }) => kind === 'bounce').length,
    answered: mails.filter(({ kind }) => kind === 'other' || kind === 'acknowledgement').length,
  }));
  return { rows, next: page.next, total };
}
