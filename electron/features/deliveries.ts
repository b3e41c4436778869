import { randomUUID } from 'node:crypto';
import { noticeAddresses } from '../../db/queries/contacts.ts';
import {
  addressesServed,
  countSentSince,
  getDelivery,
  insertDeliveries,
  listDeliveries,
  recipientsToRetry,
} from '../../db/queries/deliveries.ts';
import { markVersionSent, type VersionRow } from '../../db/queries/notices.ts';
import {
  answersGiven,
  countRecipients,
  countsOf,
  insertRecipients,
  membersToAddress,
  type NewRecipient,
} from '../../db/queries/recipients.ts';
import { cancelWaiting, recordOutcome, renewRecipientStates } from '../../db/queries/sending.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import type { Engine, WriteTx } from '../../db/store.ts';
import { type DeliveryState, deliveryState } from '../contract/deliveries.ts';
import { fail } from '../contract/errors.ts';
import { acknowledgementStateOf } from '../rules/acknowledgementState.ts';
import { noticeAddressesOf } from '../rules/mailAddress.ts';
import { freezeAudience } from './audienceReading.ts';
import { type AppContext, api, change } from './context.ts';
import { requireVersion } from './noticeReading.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import { readSettings } from './storedSettings.ts';

export const deliveries = {
  queue: api.deliveries.queue.handler(async ({ input, context }) => {
    const domain = await senderDomain(context);
    const answer = await change(context, 'deliveries.queue', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      if (version.sha256 === null) throw fail('not_approved');
      await freezeOlder(tx, context.store.engine, version, at);
      const done = await addressAll({ tx, at, domain, version });
      if (done.queued + done.withoutAddress === 0 && version.state === 'approved') throw fail('empty_audience');
      await markVersionSent(tx, version.id, at);
      note('version', version.id, { ...done });
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
      const queued = await retryAll({ tx, at, domain, version });
      note('version', version.id, { queued });
      return { queued };
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
        const mail = { recipientId: delivery.recipientId, address: delivery.address };
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

/** Versions approved before audiences were frozen name no approver: they are for whom their rule names when they go out. */
async function freezeOlder(tx: WriteTx, engine: Engine, version: VersionRow, at: string): Promise<void> {
  if (version.approvedBy === null) await freezeAudience(tx, engine, version.id, at);
}

/** Mails written, and offices that got none. */
interface Queued {
  queued: number;
  withoutAddress: number;
}

/** Writes a recipient for every member that has none for this version, and a mail to each of its addresses. */
async function addressAll(work: Addressing): Promise<Queued> {
  const done = { queued: 0, withoutAddress: 0 };
  for (let afterId = 0; ; ) {
    const batch = await membersToAddress(work.tx, work.version.id, afterId, BATCH);
    if (batch.length === 0) return done;
    const { queued, withoutAddress } = await addressBatch(work, batch);
    done.queued += queued;
    done.withoutAddress += withoutAddress;
    afterId = batch.at(-1)?.officeId ?? afterId;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function addressBatch(work: Addressing, batch: readonly NewRecipient[]): Promise<Queued> {
  const officeIds = batch.map((office) => office.officeId);
  const given = await answersGiven(work.tx, work.version.noticeId, officeIds);
  const mailsOf = await addressesOf(work.tx, batch);
  const ids = await insertRecipients(
    work.tx,
    batch.map((office) => {
      const standing = acknowledgementStateOf(work.version.number, given.get(office.officeId) ?? []);
      return {
        versionId: work.version.id,
        officeId: office.officeId,
        branch: office.branch,
        deliveryState: mailsOf(office).length === 0 ? 'no_address' : 'queued',
        acknowledgementState: standing.state,
        confirmedNumber: standing.confirmedNumber,
      };
    }),
  );
  const mails = batch.flatMap((office) =>
    mailsOf(office).map((address) => ({ recipientId: ids.get(office.officeId) ?? 0, address })),
  );
  await insertMails(work, mails);
  const withoutAddress = batch.filter((office) => mailsOf(office).length === 0).length;
  return { queued: mails.length, withoutAddress };
}

interface Addressed {
  officeId: number;
  mail: string;
  channels: string;
}

/** The addresses a notice goes to, for each of these offices (at most 1,000): its own and its contacts'. */
async function addressesOf(tx: WriteTx, offices: readonly Addressed[]): Promise<(office: Addressed) => string[]> {
  const officeIds = offices.map((office) => office.officeId);
  const people = Map.groupBy(await noticeAddresses(tx, officeIds), (person) => person.officeId);
  const byOffice = new Map(
    offices.map((office) => {
      const contactMails = (people.get(office.officeId) ?? []).map((person) => person.mail);
      return [office.officeId, noticeAddressesOf(office, contactMails)];
    }),
  );
  return ({ officeId }) => byOffice.get(officeId) ?? [];
}

/**
 * Where some mail to an office failed or was taken back, or it had no address: mails every address it now has that
 * neither has the mail nor may have it. Answers the number of mails.
 */
async function retryAll(work: Addressing): Promise<number> {
  let queued = 0;
  for (let afterId = 0; ; ) {
    const batch = await recipientsToRetry(work.tx, work.version.id, afterId, BATCH);
    if (batch.length === 0) return queued;
    const mailsOf = await addressesOf(work.tx, batch);
    const served = await addressesServed(
      work.tx,
      batch.map((row) => row.recipientId),
    );
    const mails = batch.flatMap((row) =>
      mailsOf(row)
        .filter((address) => !served.get(row.recipientId)?.has(address.toLowerCase()))
        .map((address) => ({ recipientId: row.recipientId, address })),
    );
    await queueMails(work, mails);
    queued += mails.length;
    afterId = batch.at(-1)?.recipientId ?? afterId;
  }
}

interface NewMail {
  recipientId: number;
  address: string;
}

/** Queues a further mail to recipients. */
async function queueMails(work: Addressing, mails: readonly NewMail[]): Promise<void> {
  await insertMails(work, mails);
  await renewRecipientStates(work.tx, [...new Set(mails.map((mail) => mail.recipientId))]);
}

/** Writes mails, each with a Message-ID of its own; an office may have many contacts. */
async function insertMails(work: Addressing, mails: readonly NewMail[]): Promise<void> {
  const rows = mails.map((mail) => ({
    ...mail,
    versionId: work.version.id,
    messageId: `<${randomUUID()}@${work.domain}>`,
    at: work.at,
  }));
  for (let i = 0; i < rows.length; i += BATCH) await insertDeliveries(work.tx, rows.slice(i, i + BATCH));
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
