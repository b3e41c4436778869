import {
  type Audience,
  countAudience,
  countByChannel,
  countByPart,
  excludedOffices,
  excludeOffice,
  includeOffice,
  listAudience,
  narrowed,
  touchDraft,
} from '../../db/queries/audiences.ts';
import { getIncident } from '../../db/queries/incidents.ts';
import { officeIdByCode } from '../../db/queries/offices.ts';
import type { ReadDb, WriteTx } from '../../db/store.ts';
import type { Channel } from '../contract/audiences.ts';
import { PAGE_LIMIT } from '../contract/common.ts';
import { fail } from '../contract/errors.ts';
import { audienceBy, audienceOfVersion, audienceToSend, freezeAudience, joinersOf } from './audienceReading.ts';
import { LARGE_WRITE } from './breathing.ts';
import { api, change, type Note } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';

export const audiences = {
  count: api.audiences.count.handler(async ({ input, context }) => {
    await requireIncident(context.store.read, input.incidentId);
    const audience = audienceBy(input.incidentId, input.rule, context.clock);
    const byChannel = await countByChannel(context.store.read, audience);
    return { offices: sumOf(byChannel), byChannel };
  }),

  list: api.audiences.list.handler(async ({ input, context }) => {
    await requireIncident(context.store.read, input.incidentId);
    return pageOf(context.store.read, audienceBy(input.incidentId, input.rule, context.clock), [], input);
  }),

  ofVersion: api.audiences.ofVersion.handler(async ({ input, context }) => {
    const { audience, parts } = await audienceOfVersion(context.store.read, input.versionId, context.clock);
    return pageOf(context.store.read, narrowed(audience, input.channel, input.part), parts, input);
  }),

  countOfVersion: api.audiences.countOfVersion.handler(async ({ input, context }) => {
    const { audience, parts } = await audienceOfVersion(context.store.read, input.versionId, context.clock);
    return countsOf(context.store.read, audience, parts);
  }),

  toSend: api.audiences.toSend.handler(async ({ input, context }) => {
    const db = context.store.read;
    const { all, unsent, parts } = await audienceToSend(db, input.versionId, context.clock);
    const counts = await countsOf(db, unsent, parts);
    return { ...counts, already: (await countAudience(db, all)) - counts.offices };
  }),

  exclude: api.audiences.exclude.handler(({ input, context }) =>
    change(context, 'audiences.exclude', async (tx, note, at) => {
      const officeId = await officeOfDraft(tx, input, context.clock);
      await excludeOffice(tx, input.versionId, officeId, input.reason);
      await touchDraft(tx, input.versionId, at);
      note('version', input.versionId, { officeId });
      return {};
    }),
  ),

  include: api.audiences.include.handler(({ input, context }) =>
    change(context, 'audiences.include', async (tx, note, at) => {
      const officeId = await officeOfDraft(tx, input, context.clock);
      if (await includeOffice(tx, input.versionId, officeId)) await touchDraft(tx, input.versionId, at);
      note('version', input.versionId, { officeId });
      return {};
    }),
  ),

  excluded: api.audiences.excluded.handler(async ({ input, context }) => {
    return { rows: await excludedOffices(context.store.read, input.versionId, PAGE_LIMIT) };
  }),

  topUp: api.audiences.topUp.handler(async ({ input, context }) => {
    const { versionId } = input;
    const version = await audienceOfVersion(context.store.read, versionId, context.clock);
    if (!version.approved) throw fail('not_approved');
    const added = await countAudience(context.store.read, joinersOf(version, context.clock));
    if (!input.commit || added === 0) return { added };
    const add = async (tx: WriteTx, note: Note, at: string) => {
      const joined = await freezeAudience(tx, context.store.engine, versionId, at);
      note('version', versionId, { added: joined });
      return { added: joined };
    };
    return change(context, 'audiences.topUp', add, { large: added >= LARGE_WRITE });
  }),
};

const sumOf = (counts: Record<Channel, number>) => Object.values(counts).reduce((sum, offices) => sum + offices, 0);

/** An audience in numbers, by channel and by part. */
async function countsOf(db: ReadDb, audience: Audience, parts: readonly { title: string }[]) {
  const byChannel = await countByChannel(db, audience);
  const byPart = parts.length === 0 ? new Map<number, number>() : await countByPart(db, audience);
  return {
    offices: sumOf(byChannel),
    byChannel,
    parts: parts.map(({ title }, place) => ({ title, offices: byPart.get(place) ?? 0 })),
  };
}

async function requireIncident(db: ReadDb, id: number): Promise<void> {
  if (!(await getIncident(db, id))) throw fail('not_found', { what: 'incident' });
}

interface Page {
  search?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A page of an audience as the contract shows it. */
async function pageOf(db: ReadDb, audience: Audience, parts: readonly { title: string }[], page: Page) {
  const patterns = patternsOf(page.search);
  const [found, total] = await Promise.all([
    listAudience(db, audience, patterns, page.cursor ?? null, page.limit + 1),
    countAudience(db, audience, patterns),
  ]);
  const { rows, next } = cutPage(found, page.limit, (row) => row.code);
  return {
    rows: rows.map((row) => ({ ...row, part: row.part === null ? null : (parts[row.part]?.title ?? null) })),
    next,
    total,
  };
}

/** The office with this code, for a version that can still be changed. Errors: not_found, frozen, unknown_office. */
async function officeOfDraft(
  tx: WriteTx,
  { versionId, officeCode }: { versionId: number; officeCode: string },
  clock: Parameters<typeof audienceOfVersion>[2],
): Promise<number> {
  const { approved } = await audienceOfVersion(tx, versionId, clock);
  if (approved) throw fail('frozen');
  const officeId = await officeIdByCode(tx, officeCode);
  if (officeId === null) throw fail('unknown_office', { code: officeCode });
  return officeId;
}
