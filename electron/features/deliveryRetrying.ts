import { type FailedFilter, otherWaysToRetry, recipientsToRetry } from '../../db/queries/deliveries.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import { recipientsByOffice } from '../../db/queries/recipients.ts';
import { fail } from '../contract/errors.ts';
import { postalLine } from '../rules/nextChannel.ts';
import { breathe } from './breathing.ts';
import { BATCH, mailsFor, type NewWay, type Order, queueWays } from './deliveryQueueing.ts';

const ENDED = ['failed', 'cancelled'];
const REPLACING = { states: ENDED, sameChannel: true };

/**
 * Where some delivery failed or was taken back, or (without a filter) an office had no mail address: sends it again by
 * the same way to every address the office now has that neither has it nor may have it. Answers the number.
 */
export async function retryAll(order: Order, filter: FailedFilter): Promise<number> {
  const mails = filter.channel === undefined || filter.channel === 'mail' ? await retryMails(order, filter) : 0;
  return mails + (filter.channel === 'mail' ? 0 : await retryOthers(order, filter));
}

async function retryMails(order: Order, filter: FailedFilter): Promise<number> {
  let queued = 0;
  for (let afterId = 0; ; ) {
    const batch = await recipientsToRetry(order.tx, order.version.id, filter, afterId, BATCH);
    if (batch.length === 0) return queued;
    const mails = await mailsFor(order.tx, batch, ENDED);
    await queueWays(order, mails, REPLACING);
    queued += mails.length;
    afterId = batch.at(-1)?.recipientId ?? afterId;
    await breathe();
  }
}

async function retryOthers(order: Order, filter: FailedFilter): Promise<number> {
  let queued = 0;
  for (let afterId = 0; ; ) {
    const batch = await otherWaysToRetry(order.tx, order.version.id, filter, afterId, BATCH);
    if (batch.length === 0) return queued;
    const ways = batch.flatMap((row): NewWay[] => {
      const { channel, recipientId } = row;
      if (channel !== 'fax' && channel !== 'post' && channel !== 'phone') return [];
      const address = channel === 'post' ? postalLine(row) : row[channel].trim();
      return address === '' ? [] : [{ recipientId, channel, address }];
    });
    await queueWays(order, ways, REPLACING);
    queued += ways.length;
    afterId = batch.at(-1)?.id ?? afterId;
  }
}

/** What may be sent once more on a person's word: whatever has ended. */
const OVER = ['sent', 'failed', 'cancelled'];

/**
 * Mails it once more to offices that were sent this version. Errors: unknown_office, not_recipient. What is still under
 * way or in doubt stays alone.
 */
export async function resendTo(order: Order, officeCodes: readonly string[]): Promise<number> {
  const { tx, version } = order;
  const offices = [];
  for (const code of new Set(officeCodes)) {
    const officeId = await officeIdByCode(tx, code);
    if (officeId === null) throw fail('unknown_office', { code });
    const [recipient] = await recipientsByOffice(tx, version.id, [officeId]);
    if (!recipient) throw fail('not_recipient', { code });
    offices.push(recipient);
  }
  const mails = await mailsFor(tx, offices, OVER);
  await queueWays(order, mails, { states: OVER, sameChannel: true });
  return mails.length;
}
