import { stillUnconfirmed } from '../../db/queries/calls.ts';
import { getDelivery } from '../../db/queries/deliveries.ts';
import { countDoubts, listDoubts, newestTries } from '../../db/queries/doubts.ts';
import { markReminders, replaceReminder } from '../../db/queries/reminders.ts';
import { recordOutcome } from '../../db/queries/sending.ts';
import type { WriteTx } from '../../db/store.ts';
import type { AcknowledgementState } from '../contract/acknowledgements.ts';
import { deliveryChannel, deliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { type AppContext, change } from './context.ts';
import { insertWays, openOrder, queueWays, readWays, type Ways } from './deliveryQueueing.ts';
import { requireVersion } from './noticeReading.ts';
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
  const rows = page.rows.map(({ tries, mails, channel, reminderId, acknowledgementState, ...row }) => ({
    ...row,
    channel: deliveryChannel.parse(channel),
    reminder: reminderId !== null,
    acknowledgementState: acknowledgementState as AcknowledgementState,
    tries: tries.map(({ at, outcome, response }) => ({ at, outcome: deliveryState.parse(outcome), response })),
    returned: mails.filter(({ kind }) => kind === 'bounce').length,
    answered: mails.filter(({ kind }) => kind === 'other' || kind === 'acknowledgement').length,
  }));
  return { rows, next: page.next, total };
}

interface Decision {
  deliveryId: number;
  outcome: 'sent' | 'failed' | 'queued' | 'in_doubt';
}

/** Writes down what a person decided about a mail in doubt. Errors: not_found. */
export async function decideDoubt(context: AppContext, { deliveryId, outcome }: Decision) {
  if (outcome === 'in_doubt') return takeDecisionBack(context, deliveryId);
  const ways = await readWays(context);
  return change(context, 'deliveries.decide', async (tx, note, at) => {
    const delivery = await getDelivery(tx, deliveryId);
    const state = outcome === 'sent' ? ('sent' as const) : ('failed' as const);
    const cause = state === 'failed' ? 'not_arrived' : '';
    // The guarded write decides, so that of two clerks who decide at once only one is followed.
    const decided =
      delivery && (await recordOutcome(tx, delivery, ['in_doubt'], { state, response: '', at, nextAt: null, cause }));
    if (!decided) throw fail('not_found', { what: 'mailInDoubt' });
    const become = outcome === 'queued' ? await sendAgain(tx, delivery, ways, at) : outcome;
    note('delivery', delivery.id, { outcome: become });
    return { state: become };
  });
}

/** A slip: the mail is in doubt as it was. Errors: not_found, also once it came back, was sent again or went another way. */
function takeDecisionBack(context: AppContext, deliveryId: number) {
  return change(context, 'deliveries.decide', async (tx, note) => {
    const delivery = await getDelivery(tx, deliveryId);
    const [decision, before] = await newestTries(tx, deliveryId, 2);
    // A reminder stands in its own place, so that it does not count for the notice.
    const inPlace = delivery?.replacedBy === (delivery?.reminderId === null ? null : deliveryId);
    const stands = inPlace && decision?.outcome === delivery?.state && decision?.response === '';
    const restored = {
      state: 'in_doubt' as const,
      response: before?.response ?? '',
      at: before?.at ?? '',
      nextAt: null,
    };
    const back =
      delivery &&
      stands &&
      before?.outcome === 'in_doubt' &&
      (await recordOutcome(tx, { id: delivery.id }, ['sent', 'failed'], restored));
    if (!back) throw fail('not_found', { what: 'mailInDoubt' });
    note('delivery', delivery.id, { outcome: 'in_doubt' });
    return { state: 'in_doubt' as const };
  });
}

type Doubted = NonNullable<Awaited<ReturnType<typeof getDelivery>>>;

/** Queues the mail once more; a reminder stays one, unless the office has confirmed. */
async function sendAgain(tx: WriteTx, delivery: Doubted, ways: Ways, at: string): Promise<'queued' | 'cancelled'> {
  const { id, recipientId, address, reminderId } = delivery;
  if (reminderId !== null && !(await stillUnconfirmed(tx, recipientId))) return 'cancelled';
  const version = await requireVersion(tx, delivery.versionId);
  const order = await openOrder({ tx, at, version, ways, kind: 'decided' });
  const way = { recipientId, address, channel: deliveryChannel.parse(delivery.channel) };
  if (reminderId === null) {
    await queueWays(order, [way], { states: ['failed'], sameChannel: true, sameAddress: true });
    return 'queued';
  }
  await insertWays(order, [way]);
  await markReminders(tx, order.sendingId, reminderId);
  await replaceReminder(tx, id, order.sendingId);
  return 'queued';
}
