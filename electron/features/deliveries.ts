import { randomUUID } from 'node:crypto';
import {
  countSentSince,
  getDelivery,
  insertDeliveries,
  listDeliveries,
  recipientsToRetry,
  setRecipientState,
} from '../../db/queries/deliveries.ts';
import { getNotice, getVersion, markVersionSent, type VersionRow } from '../../db/queries/notices.ts';
import {
  confirmedNumbers,
  countRecipients,
  countsOf,
  insertRecipients,
  type NewRecipient,
  officesToAddress,
} from '../../db/queries/recipients.ts';
import { cancelWaiting, recordOutcome } from '../../db/queries/sending.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { type DeliveryState, deliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { acknowledgementStateOf } from '../rules/acknowledgementState.ts';
import { type AppContext, api, change } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import { readSettings } from './storedSettings.ts';

export const deliveries = {
  queue: api.deliveries.queue.handler(async ({ input, context }) => {
    const domain = await senderDomain(context);
    const answer = await change(context, 'deliveries.queue', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      if (version.state === 'draft') throw fail('not_approved');
      const done = await addressAll({ tx, at, domain, version });
      if (done.queued + done.withoutAddress === 0 && version.state === 'approved') throw fail('empty_audience');
      await markVersionSent(tx, version.id, at);
      note('version', version.id, done);
      return done;
    });
    context.outbox.wake();
    return answer;
  }),

  run: api.deliveries.run.handler(({ context }) => context.outbox.drain()),

  status: api.deliveries.status.handler(async ({ input, context }) => {
    const version = await requireVersion(context.store.read, input.versionId);
    const byState = noneYet();
    let total = 0;
    for (const count of await countsOf(context.store.read, [version.id])) {
      const state = count.deliveryState as DeliveryState;
      byState[state] += count.count;
      total += count.count;
    }
    const settings = await readSettings(context.store.read);
    const minuteAgo = new Date(context.clock.now().getTime() - 60_000).toISOString();
    const perMinute = await countSentSince(context.store.read, minuteAgo);
    const waiting = WAITING.reduce((sum, state) => sum + byState[state], 0);
    // Before the first minute is over the limit itself is the best guess.
    const pace = Math.max(perMinute, waiting > 0 ? (settings.mail?.perMinute ?? 0) : 0);
    const moving = waiting > 0 && !settings.paused && pace > 0;
    return {
      total,
      byState,
      paused: settings.paused,
      perMinute,
      etaSeconds: moving ? Math.ceil((waiting / pace) * 60) : null,
      resting: context.outbox.resting(),
    };
  }),

  list: api.deliveries.list.handler(async ({ input, context }) => {
    const { versionId, states = null } = input;
    const patterns = patternsOf(input.search);
    const filter = { versionId, states, patterns, column: 'delivery_state' } as const;
    const [found, total] = await Promise.all([
      listDeliveries(context.store.read, filter, input.cursor ?? null, input.limit + 1),
      countRecipients(context.store.read, filter),
    ]);
    const page = cutPage(found, input.limit, (row) => row.officeCode);
    const rows = page.rows.map((row) => ({
      ...row,
      address: row.address ?? '',
      state: row.state as DeliveryState,
      attempts: row.attempts ?? 0,
      response: row.response ?? '',
      messageId: row.messageId ?? '',
      nextAt: row.state === 'retry' ? row.nextAt : null,
    }));
    return { rows, next: page.next, total };
  }),

  pause: api.deliveries.pause.handler(({ context }) => setPaused(context, true)),
  resume: api.deliveries.resume.handler(({ context }) => setPaused(context, false)),

  cancel: api.deliveries.cancel.handler(({ input, context }) =>
    change(context, 'deliveries.cancel', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      const cancelled = await cancelWaiting(tx, version.id, at);
      note('version', version.id, { cancelled });
      return { cancelled };
    }),
  ),

  retry: api.deliveries.retry.handler(async ({ input, context }) => {
    const domain = await senderDomain(context);
    const answer = await change(context, 'deliveries.retry', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      const again = (await recipientsToRetry(tx, version.id)).filter((row) => row.mail !== '');
      for (let i = 0; i < again.length; i += BATCH) {
        await queueMails({ tx, at, domain, version }, again.slice(i, i + BATCH));
      }
      note('version', version.id, { queued: again.length });
      return { queued: again.length };
    });
    context.outbox.wake();
    return answer;
  }),

  decide: api.deliveries.decide.handler(async ({ input, context }) => {
    const domain = await senderDomain(context);
    const answer = await change(context, 'deliveries.decide', async (tx, note, at) => {
      const delivery = await getDelivery(tx, input.deliveryId);
      const state = input.outcome === 'sent' ? ('sent' as const) : ('failed' as const);
      const outcome = { state, response: '', at, nextAt: null };
      // The guarded write decides, so that of two clerks who decide at once only one is followed.
      const decided = delivery && (await recordOutcome(tx, delivery, ['in_doubt'], outcome));
      if (!decided) throw fail('not_found', { what: 'mailInDoubt' });
      if (input.outcome === 'queued') {
        const version = await requireVersion(tx, delivery.versionId);
        const mail = { recipientId: delivery.recipientId, mail: delivery.address };
        await queueMails({ tx, at, domain, version }, [mail]);
      }
      note('delivery', delivery.id, { outcome: input.outcome });
      return { state: input.outcome };
    });
    context.outbox.wake();
    return answer;
  }),
};

const BATCH = 200;
/** Zero for every state: what the contract promises, also for the states nothing is in. */
const noneYet = () =>
  Object.fromEntries(deliveryState.options.map((state) => [state, 0])) as Record<DeliveryState, number>;
const WAITING = ['queued', 'retry', 'sending', 'handed'] as const;

interface Addressing {
  tx: WriteTx;
  at: string;
  /** Right side of the Message-IDs. */
  domain: string;
  version: VersionRow;
}

async function requireVersion(db: ReadDb, id: number): Promise<VersionRow> {
  const version = await getVersion(db, id);
  if (!version) throw fail('not_found', { what: 'notice' });
  return version;
}

/** Writes a recipient for every affected office that has none for this version, and a mail where it has an address. */
async function addressAll(work: Addressing): Promise<{ queued: number; withoutAddress: number }> {
  const notice = await getNotice(work.tx, work.version.noticeId);
  if (!notice) throw fail('not_found', { what: 'notice' });
  const done = { queued: 0, withoutAddress: 0 };
  for (let afterId = 0; ; ) {
    const batch = await officesToAddress(work.tx, notice.incidentId, work.version.id, afterId, BATCH);
    if (batch.length === 0) return done;
    const mails = await addressBatch(work, batch);
    done.queued += mails;
    done.withoutAddress += batch.length - mails;
    afterId = batch.at(-1)?.officeId ?? afterId;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function addressBatch(work: Addressing, batch: readonly NewRecipient[]): Promise<number> {
  const officeIds = batch.map((office) => office.officeId);
  const confirmed = await confirmedNumbers(work.tx, work.version.noticeId, officeIds);
  const ids = await insertRecipients(
    work.tx,
    batch.map((office) => {
      const standing = acknowledgementStateOf(work.version.number, confirmed.get(office.officeId) ?? []);
      return {
        versionId: work.version.id,
        officeId: office.officeId,
        branch: office.branch,
        deliveryState: office.mail === '' ? 'no_address' : 'queued',
        acknowledgementState: standing.state,
        confirmedNumber: standing.confirmedNumber,
      };
    }),
  );
  const mails = batch
    .filter((office) => office.mail !== '')
    .map((office) => ({ recipientId: ids.get(office.officeId) ?? 0, mail: office.mail }));
  await insertDeliveries(
    work.tx,
    mails.map((mail) => newMail(work, mail)),
  );
  return mails.length;
}

/** Queues a further mail to recipients that already have one. */
async function queueMails(work: Addressing, mails: readonly { recipientId: number; mail: string }[]): Promise<void> {
  await insertDeliveries(
    work.tx,
    mails.map((mail) => newMail(work, mail)),
  );
  await setRecipientState(
    work.tx,
    mails.map((mail) => mail.recipientId),
    'queued',
  );
}

function newMail(work: Addressing, mail: { recipientId: number; mail: string }) {
  return {
    recipientId: mail.recipientId,
    versionId: work.version.id,
    address: mail.mail,
    messageId: `<${randomUUID()}@${work.domain}>`,
    at: work.at,
  };
}

/** A Message-ID's right side should be a domain of the sender (RFC 5322 3.6.4). */
async function senderDomain(context: AppContext): Promise<string> {
  const { mail } = await readSettings(context.store.read);
  return /@([A-Za-z0-9.-]+)/.exec(mail?.from ?? '')?.[1] ?? 'todoke.invalid';
}

async function setPaused(context: AppContext, paused: boolean) {
  await change(context, paused ? 'deliveries.pause' : 'deliveries.resume', async (tx, note) => {
    await writeSetting(tx, 'paused', paused);
    note('sending', null, { paused });
  });
  context.outbox.wake();
  return {};
}
