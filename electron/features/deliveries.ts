import { listDeliveries } from '../../db/queries/deliveries.ts';
import { failedOfGroup, failureGroups, failureWords } from '../../db/queries/deliveryCounts.ts';
import { markVersionSent, type VersionRow } from '../../db/queries/notices.ts';
import { countRecipients } from '../../db/queries/recipients.ts';
import { cancelWaiting } from '../../db/queries/sending.ts';
import { hastenSending, releaseSending, takeBackAll, takeBackSending } from '../../db/queries/sendings.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import type { Engine, WriteTx } from '../../db/store.ts';
import { type DeliveryState, deliveryChannel } from '../contract/deliveries.ts';
import { deliveryCause } from '../contract/deliveryCauses.ts';
import { fail } from '../contract/errors.ts';
import { freezeAudience } from './audienceReading.ts';
import { type AppContext, api, change } from './context.ts';
import { decideDoubt, listInDoubt } from './deliveryDoubts.ts';
import { addressAll, openOrder, readWays } from './deliveryQueueing.ts';
import { resendTo, retryAll } from './deliveryRetrying.ts';
import { statusOf } from './deliveryStatus.ts';
import { testMail } from './deliveryTesting.ts';
import { deliveryWays } from './deliveryWays.ts';
import { requireVersion } from './noticeReading.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

export const deliveries = {
  ...deliveryWays,

  queue: api.deliveries.queue.handler(async ({ input, context }) => {
    const ways = await readWays(context);
    const answer = await change(context, 'deliveries.queue', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      if (version.sha256 === null) throw fail('not_approved');
      await freezeOlder(tx, context.store.engine, version, at);
      const goesAt = goesAtOf(input, at);
      const order = await openOrder({ tx, at, version, ways, kind: 'first', goesAt });
      const done = await addressAll(order);
      if (done.queued + done.withoutAddress === 0 && version.state === 'approved') throw fail('empty_audience');
      await markVersionSent(tx, version.id, at);
      note('version', version.id, { ...done, goesAt });
      return { ...done, sendingId: order.sendingId, goesAt };
    });
    context.outbox.wake();
    return answer;
  }),

  run: api.deliveries.run.handler(({ input, context, signal }) => context.outbox.drain({ ...input, signal })),

  status: api.deliveries.status.handler(async ({ input, context }) => {
    const version = await requireVersion(context.store.read, input.versionId);
    return statusOf(context, version.id);
  }),

  list: api.deliveries.list.handler(async ({ input, context }) => {
    const { versionId, states = null, partly } = input;
    const patterns = patternsOf(input.search);
    const filter = { versionId, states, patterns, partly, column: 'delivery_state' } as const;
    const [found, total] = await Promise.all([
      listDeliveries(context.store.read, filter, input.cursor ?? null, input.limit + 1),
      countRecipients(context.store.read, filter),
    ]);
    const page = cutPage(found, input.limit, (row) => row.officeCode);
    const rows = page.rows.map(({ branch: _, ...row }) => ({
      ...row,
      channel: row.channel === null ? null : deliveryChannel.parse(row.channel),
      address: row.address ?? '',
      state: row.state as DeliveryState,
      cause: row.cause ? deliveryCause.catch('other').parse(row.cause) : null,
      attempts: row.attempts ?? 0,
      response: row.response ?? '',
      messageId: row.messageId ?? '',
      trackingNumber: row.trackingNumber ?? '',
      nextAt: row.state === 'retry' ? row.nextAt : null,
    }));
    return { rows, next: page.next, total };
  }),

  pause: api.deliveries.pause.handler(({ context }) => setPaused(context, true)),
  resume: api.deliveries.resume.handler(({ context }) => setPaused(context, false)),

  release: api.deliveries.release.handler(async ({ input, context }) => {
    await change(context, 'deliveries.release', async (tx, note, at) => {
      if (!(await releaseSending(tx, input.sendingId, at))) throw fail('not_found', { what: 'sending' });
      await hastenSending(tx, input.sendingId, at);
      note('sending', input.sendingId);
    });
    context.outbox.wake();
    return {};
  }),

  takeBack: api.deliveries.takeBack.handler(async ({ input, context }) => {
    const answer = await change(context, 'deliveries.takeBack', async (tx, note, at) => {
      const versionId = await takeBackSending(tx, input.sendingId, at);
      if (versionId === null) throw fail('sending_gone');
      const cancelled = await cancelWaiting(tx, versionId, at, input.sendingId);
      note('sending', input.sendingId, { cancelled });
      return { cancelled };
    });
    context.outbox.wake();
    return answer;
  }),

  cancel: api.deliveries.cancel.handler(async ({ input, context }) => {
    const answer = await change(context, 'deliveries.cancel', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      await takeBackAll(tx, version.id, at);
      const cancelled = await cancelWaiting(tx, version.id, at);
      note('version', version.id, { cancelled });
      return { cancelled };
    });
    context.outbox.wake();
    return answer;
  }),

  retry: api.deliveries.retry.handler(async ({ input, context }) => {
    const ways = await readWays(context);
    const answer = await change(context, 'deliveries.retry', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      const order = await openOrder({ tx, at, version, ways, kind: 'retry' });
      const { cause, channel } = input;
      const queued = await retryAll(order, { cause, channel });
      note('version', version.id, { queued, cause: cause ?? '', channel: channel ?? '' });
      return { queued };
    });
    context.outbox.wake();
    return answer;
  }),

  resend: api.deliveries.resend.handler(async ({ input, context }) => {
    const ways = await readWays(context);
    const answer = await change(context, 'deliveries.resend', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      const order = await openOrder({ tx, at, version, ways, kind: 'resend', reason: input.reason });
      const queued = await resendTo(order, input.officeCodes);
      // The reason may name people: it stays with the order, not in the audit.
      note('version', version.id, { queued, sendingId: order.sendingId });
      return { queued };
    });
    context.outbox.wake();
    return answer;
  }),

  inDoubt: api.deliveries.inDoubt.handler(({ input, context }) => listInDoubt(context, input)),

  decide: api.deliveries.decide.handler(async ({ input, context }) => {
    const answer = await decideDoubt(context, input);
    context.outbox.wake();
    return answer;
  }),

  test: api.deliveries.test.handler(({ input, context }) => testMail(context, input)),

  failures: api.deliveries.failures.handler(async ({ input: { versionId }, context }) => {
    const db = context.store.read;
    const groups = await failureGroups(db, versionId);
    return {
      groups: await Promise.all(
        groups.map(async ({ channel, cause, count }) => ({
          channel: deliveryChannel.parse(channel),
          cause: deliveryCause.catch('other').parse(cause),
          count,
          words: await failureWords(db, { versionId, channel, cause }, MOST_WORDS),
        })),
      ),
    };
  }),

  failed: api.deliveries.failed.handler(async ({ input, context }) => {
    const { versionId, channel, cause, limit } = input;
    const group = { versionId, channel, cause };
    const [found, groups] = await Promise.all([
      failedOfGroup(context.store.read, group, Number(input.cursor ?? 0) || 0, limit + 1),
      failureGroups(context.store.read, versionId),
    ]);
    const page = cutPage(found, limit, (row) => String(row.id));
    const total = groups.find((each) => each.channel === channel && each.cause === cause)?.count ?? 0;
    return { rows: page.rows.map((row) => ({ ...row, at: row.at ?? '' })), next: page.next, total };
  }),
};

const MOST_WORDS = 5;

/** When an order goes: at the hour it is put to, or after its hold. */
function goesAtOf({ holdSeconds, sendAt }: { holdSeconds: number; sendAt?: string | undefined }, at: string): string {
  const held = new Date(Date.parse(at) + holdSeconds * 1000).toISOString();
  return sendAt !== undefined && sendAt > held ? sendAt : held;
}

/** Versions approved before audiences were frozen name no approver: they are for whom their rule names when they go out. */
async function freezeOlder(tx: WriteTx, engine: Engine, version: VersionRow, at: string): Promise<void> {
  if (version.approvedBy === null) await freezeAudience(tx, engine, version.id, at);
}

async function setPaused(context: AppContext, paused: boolean) {
  await change(context, paused ? 'deliveries.pause' : 'deliveries.resume', async (tx, note) => {
    await writeSetting(tx, 'paused', paused);
    await writeSetting(tx, 'pausedBy', null);
    note('sending', null, { paused });
  });
  context.outbox.wake();
  return {};
}
