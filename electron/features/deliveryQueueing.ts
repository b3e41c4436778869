import { noticeAddresses } from '../../db/queries/contacts.ts';
import { addressesServed, insertDeliveries, type Replacing, replaceEarlier } from '../../db/queries/deliveries.ts';
import type { VersionRow } from '../../db/queries/notices.ts';
import { renewRecipientStates } from '../../db/queries/recipientStates.ts';
import { answersGiven, insertRecipients, membersToAddress, type NewRecipient } from '../../db/queries/recipients.ts';
import { insertSending, type SendingKind } from '../../db/queries/sendings.ts';
import type { WriteTx } from '../../db/store.ts';
import type { DeliveryChannel } from '../contract/deliveries.ts';
import { acknowledgementStateOf } from '../rules/acknowledgementState.ts';
import { noticeAddressesOf } from '../rules/mailAddress.ts';
import { breathe } from './breathing.ts';
import type { AppContext } from './context.ts';
import { readSettings } from './storedSettings.ts';

/** How many offices one step of a long queueing takes. */
export const BATCH = 200;

/** An order that is being written. */
export interface Order {
  tx: WriteTx;
  at: string;
  goesAt: string;
  version: VersionRow;
  sendingId: number;
  ways: Ways;
}

/** What the register says of how things go out. */
export interface Ways {
  /** Right side of the Message-IDs. */
  domain: string;
  /** FAX goes by a gateway, and not by hand. */
  faxByMail: boolean;
  clerk: string;
}

/** Read before the order's transaction. */
export async function readWays(context: AppContext): Promise<Ways> {
  const { mail } = await readSettings(context.store.read);
  // A Message-ID's right side should be a domain of the sender (RFC 5322 3.6.4).
  const domain = /@([A-Za-z0-9.-]+)/.exec(mail?.from ?? '')?.[1] ?? 'todoke.invalid';
  return { domain, faxByMail: (mail?.faxAddress ?? '') !== '', clerk: await context.clerk() };
}

interface Opening {
  tx: WriteTx;
  at: string;
  version: VersionRow;
  ways: Ways;
  kind: SendingKind;
  /** When it may go; at once without it. */
  goesAt?: string;
  reason?: string;
}

/** Opens an order: what is queued under it goes, waits, or is taken back together. */
export async function openOrder({ tx, at, version, ways, kind, goesAt = at, reason = '' }: Opening): Promise<Order> {
  const { clerk } = ways;
  const sendingId = await insertSending(tx, { versionId: version.id, kind, at, goesAt, clerk, reason });
  return { tx, at, goesAt, version, sendingId, ways };
}

/** Mails written, and offices that got none. */
interface Queued {
  queued: number;
  withoutAddress: number;
}

/** Writes a recipient for every member that has none for this version, and a mail to each of its addresses. */
export async function addressAll(order: Order): Promise<Queued> {
  const done = { queued: 0, withoutAddress: 0 };
  for (let afterId = 0; ; ) {
    const batch = await membersToAddress(order.tx, order.version.id, afterId, BATCH);
    if (batch.length === 0) return done;
    const { queued, withoutAddress } = await addressBatch(order, batch);
    done.queued += queued;
    done.withoutAddress += withoutAddress;
    afterId = batch.at(-1)?.officeId ?? afterId;
    await breathe();
  }
}

async function addressBatch(order: Order, batch: readonly NewRecipient[]): Promise<Queued> {
  const { tx, version } = order;
  const officeIds = batch.map((office) => office.officeId);
  const given = await answersGiven(tx, version.noticeId, officeIds);
  const mailsOf = await addressesOf(tx, batch);
  const ids = await insertRecipients(
    tx,
    batch.map((office) => {
      const standing = acknowledgementStateOf(version.number, given.get(office.officeId) ?? []);
      return {
        versionId: version.id,
        officeId: office.officeId,
        branch: office.branch,
        deliveryState: mailsOf(office).length === 0 ? 'no_address' : 'queued',
        acknowledgementState: standing.state,
        confirmedNumber: standing.confirmedNumber,
      };
    }),
  );
  const mails = batch.flatMap((office) =>
    mailsOf(office).map((address) => ({
      recipientId: ids.get(office.officeId) ?? 0,
      channel: 'mail' as const,
      address,
    })),
  );
  await insertWays(order, mails);
  const withoutAddress = batch.filter((office) => mailsOf(office).length === 0).length;
  return { queued: mails.length, withoutAddress };
}

interface Addressed {
  officeId: number;
  mail: string;
  channels: string;
}

/** The addresses a notice goes to, for each of these offices (at most 1,000): its own and its contacts'. */
export async function addressesOf(
  tx: WriteTx,
  offices: readonly Addressed[],
): Promise<(office: Addressed) => string[]> {
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

/** Mails every address these offices now have, but those that have a mail in other than these states. */
export async function mailsFor(
  tx: WriteTx,
  offices: readonly (Addressed & { recipientId: number })[],
  unserved: readonly string[],
): Promise<NewWay[]> {
  const mailsOf = await addressesOf(tx, offices);
  const recipientIds = offices.map((office) => office.recipientId);
  const served = await addressesServed(tx, recipientIds, unserved);
  return offices.flatMap((office) =>
    mailsOf(office)
      .filter((address) => !served.get(office.recipientId)?.has(address.toLowerCase()))
      .map((address) => ({ recipientId: office.recipientId, channel: 'mail' as const, address })),
  );
}

/** A delivery to write. */
export interface NewWay {
  recipientId: number;
  channel: DeliveryChannel;
  address: string;
}

/** Queues further deliveries to recipients, in the place of earlier ones. */
export async function queueWays(order: Order, ways: readonly NewWay[], replacing: Replacing): Promise<void> {
  await insertWays(order, ways);
  const recipientIds = [...new Set(ways.map((way) => way.recipientId))];
  for (let i = 0; i < recipientIds.length; i += BATCH) {
    const some = recipientIds.slice(i, i + BATCH);
    await replaceEarlier(order.tx, order.sendingId, some, replacing);
    await renewRecipientStates(order.tx, some);
  }
}

/** Writes deliveries, each with a Message-ID of its own; an office may have many contacts. */
/** Writes the deliveries of an order; what they are to the recipients is for the caller to say. */
export async function insertWays({ tx, at, goesAt, version, sendingId, ways }: Order, added: readonly NewWay[]) {
  const rows = added.map((way) => ({
    ...way,
    versionId: version.id,
    sendingId,
    messageId: `<${crypto.randomUUID()}@${ways.domain}>`,
    at,
    goesAt,
    byHand: way.channel !== 'mail' && !(way.channel === 'fax' && ways.faxByMail),
  }));
  for (let i = 0; i < rows.length; i += BATCH) await insertDeliveries(tx, rows.slice(i, i + BATCH));
}
