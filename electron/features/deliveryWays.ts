import { noticeAddresses } from '../../db/queries/contacts.ts';
import {
  countUnreached,
  countWaitingByHand,
  markPrinted,
  notePosting,
  triedWays,
  type UnreachedRow,
  unreachedOffices,
  waitingByHand,
  wayOf,
} from '../../db/queries/deliveryWays.ts';
import { recordOutcome } from '../../db/queries/sending.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import { type DeliveryChannel, deliveryChannel } from '../contract/deliveries.ts';
import { deliveryCause } from '../contract/deliveryCauses.ts';
import { fail } from '../contract/errors.ts';
import { japanDate } from '../rules/dates.ts';
import { addressesBy, nextChannel, type Reachable, type TriedWay } from '../rules/nextChannel.ts';
import { breathe } from './breathing.ts';
import { api, change } from './context.ts';
import { BATCH, type NewWay, type Order, openOrder, queueWays, readWays } from './deliveryQueueing.ts';
import { renderSheets, writePdf } from './letterRendering.ts';
import { requireVersion } from './noticeReading.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

/** What to try where nothing has arrived, and what a person does by hand. */
export const deliveryWays = {
  proposals: api.deliveries.proposals.handler(async ({ input, context }) => {
    const db = context.store.read;
    const which = { versionId: input.versionId, patterns: patternsOf(input.search) };
    const [found, total] = await Promise.all([
      unreachedOffices(db, which, input.cursor ?? null, input.limit + 1),
      countUnreached(db, which),
    ]);
    const page = cutPage(found, input.limit, (row) => row.officeCode);
    const rows = (await withWays(db, page.rows)).map(({ row, tried, open, proposed }) => ({
      officeId: row.officeId,
      officeCode: row.officeCode,
      officeName: row.officeName,
      tried: tried.map(({ channel, cause }) => ({
        channel: deliveryChannel.parse(channel),
        cause: deliveryCause.catch('other').parse(cause),
      })),
      open,
      proposed,
    }));
    return { rows, next: page.next, total };
  }),

  acceptProposals: api.deliveries.acceptProposals.handler(async ({ input, context }) => {
    const ways = await readWays(context);
    const answer = await change(context, 'deliveries.acceptProposals', async (tx, note, at) => {
      const version = await requireVersion(tx, input.versionId);
      const order = await openOrder({ tx, at, version, ways, kind: 'next_channel' });
      const done = input.choices ? await takeChosen(order, input.choices) : await takeProposed(order);
      note('version', version.id, done);
      return done;
    });
    context.outbox.wake();
    return answer;
  }),

  byHand: api.deliveries.byHand.handler(async ({ input, context }) => {
    const { versionId, channel, done } = input;
    const which = { versionId, channel, done, patterns: patternsOf(input.search) };
    const [found, total] = await Promise.all([
      waitingByHand(context.store.read, which, Number(input.cursor ?? 0) || 0, input.limit + 1),
      countWaitingByHand(context.store.read, which),
    ]);
    return { ...cutPage(found, input.limit, (row) => String(row.id)), total };
  }),

  print: api.deliveries.print.handler(async ({ input, context, signal }) => {
    const { versionId, channel, file } = input;
    const form = channel === 'fax' ? ('fax' as const) : ('letter' as const);
    const officeIds = new Set<number>();
    for (let afterId = 0; ; ) {
      const rows = await waitingByHand(context.store.read, { versionId, channel }, afterId, 1000);
      for (const row of rows) officeIds.add(row.officeId);
      afterId = rows.at(-1)?.id ?? 0;
      if (rows.length < 1000) break;
    }
    const { pdf, pages, offices } = await renderSheets(context, { versionId, audience: officeIds, form }, signal);
    const written = await writePdf(context, file, `${form}-${versionId}`, pdf);
    await change(context, 'deliveries.print', async (tx, note, at) => {
      await markPrinted(tx, versionId, channel, at);
      note('version', versionId, { channel, offices, pages, sha256: written.sha256 });
    });
    return { file: written.file, pages, offices };
  }),

  record: api.deliveries.record.handler(async ({ input, context }) =>
    change(context, 'deliveries.record', async (tx, note, at) => {
      const on = input.on ?? japanDate(at);
      for (const each of input.results) await recordOne(tx, each, { at, on, words: input.note ?? '' });
      const results = [...new Set(input.results.map(({ result }) => result))].join(' ');
      note('delivery', input.results[0]?.deliveryId ?? null, { deliveries: input.results.length, results, on });
      return { recorded: input.results.length };
    }),
  ),
};

interface Result {
  deliveryId: number;
  result: string;
  trackingNumber?: string | undefined;
}

/** One result. What the outbox sent can only come back; what a person does may be set right later. */
async function recordOne(tx: WriteTx, given: Result, said: { at: string; on: string; words: string }): Promise<void> {
  const way = await wayOf(tx, given.deliveryId);
  const from = way ? openTo(given.result, way) : [];
  const outcome = { state: stateBy(given.result), response: said.words, at: said.at, nextAt: null };
  const cause = outcome.state === 'failed' ? given.result : '';
  const recorded = way && from.length > 0 && (await recordOutcome(tx, way, from, { ...outcome, cause }));
  if (!recorded) throw fail('not_found', { what: 'delivery' });
  if (way.channel !== 'post' || outcome.state === 'failed') return;
  const posted = outcome.state === 'sent';
  await notePosting(tx, way.id, { postedOn: posted ? said.on : null, trackingNumber: given.trackingNumber ?? '' });
}

const stateBy = (result: string) =>
  result === 'done' ? ('sent' as const) : result === 'open' ? ('queued' as const) : ('failed' as const);

/** The states a delivery must be in for this result. */
function openTo(result: string, way: { byHand: number; replacedBy: number | null }) {
  if (result === 'open') return way.byHand === 1 && way.replacedBy === null ? (['sent', 'failed'] as const) : [];
  if (way.byHand === 1) return ['queued', 'sent', 'failed'] as const;
  return result === 'done' ? [] : (['sent'] as const);
}

interface WithWays {
  row: UnreachedRow;
  office: Reachable;
  tried: (TriedWay & { cause: string })[];
  open: DeliveryChannel[];
  proposed: DeliveryChannel | null;
}

/** What each of these offices (at most 1,000) has tried and could try. */
async function withWays(db: ReadDb, rows: readonly UnreachedRow[]): Promise<WithWays[]> {
  const officeIds = rows.map(({ officeId }) => officeId);
  const people = Map.groupBy(await noticeAddresses(db, officeIds), (person) => person.officeId);
  const recipientIds = rows.map(({ recipientId }) => recipientId);
  const failed = Map.groupBy(await triedWays(db, recipientIds), (way) => way.recipientId);
  return rows.map((row) => {
    const office = { ...row, contactMails: (people.get(row.officeId) ?? []).map(({ mail }) => mail) };
    const tried = failed.get(row.recipientId) ?? [];
    return { row, office, tried, ...nextChannel(office, tried) };
  });
}

const ENDED = { states: ['failed', 'cancelled'], sameChannel: false };
type Counted = Record<DeliveryChannel, number>;
const none = (): Counted => ({ mail: 0, fax: 0, post: 0, phone: 0 });

async function takeProposed(order: Order): Promise<Counted> {
  const done = none();
  for (let afterCode: string | null = null; ; ) {
    const rows: UnreachedRow[] = await unreachedOffices(order.tx, { versionId: order.version.id }, afterCode, BATCH);
    if (rows.length === 0) return done;
    const known = await withWays(order.tx, rows);
    await queueAll(
      order,
      known.flatMap(({ row, office, proposed }) => (proposed ? waysBy(proposed, row.recipientId, office) : [])),
      done,
    );
    afterCode = rows.at(-1)?.officeCode ?? afterCode;
    await breathe();
  }
}

/** Errors: not_found, when an office is reached by now or has no address for that way. */
async function takeChosen(
  order: Order,
  choices: readonly { officeId: number; channel: DeliveryChannel }[],
): Promise<Counted> {
  const done = none();
  const chosen = new Map(choices.map(({ officeId, channel }) => [officeId, channel]));
  const which = { versionId: order.version.id, officeIds: [...chosen.keys()] };
  const rows = await unreachedOffices(order.tx, which, null, chosen.size);
  const ways = (await withWays(order.tx, rows)).flatMap(({ row, office }) =>
    waysBy(chosen.get(row.officeId) ?? 'mail', row.recipientId, office),
  );
  if (new Set(ways.map(({ recipientId }) => recipientId)).size < chosen.size)
    throw fail('not_found', { what: 'office' });
  await queueAll(order, ways, done);
  return done;
}

function waysBy(channel: DeliveryChannel, recipientId: number, office: Reachable): NewWay[] {
  return addressesBy(channel, office).map((address) => ({ recipientId, channel, address }));
}

async function queueAll(order: Order, ways: readonly NewWay[], done: Counted): Promise<void> {
  await queueWays(order, ways, ENDED);
  for (const { channel } of ways) done[channel] += 1;
}
