import { countGone, erase } from '../../db/queries/erasing.ts';
import {
  countExpired,
  countStaying,
  type Expired,
  listErasures,
  listExpiredIncidents,
  listExpiredOffices,
} from '../../db/queries/retention.ts';
import { readSetting, writeSetting } from '../../db/queries/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import { PAGE_LIMIT } from '../contract/common.ts';
import { fail } from '../contract/errors.ts';
import { DEFAULT_YEARS } from '../contract/retention.ts';
import { addMonths, japanDate, midnight } from '../rules/dates.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { removeCopies } from './erasedCopies.ts';
import { cutPage } from './paging.ts';

export const retention = {
  proposal: api.retention.proposal.handler(async ({ input, context }) => {
    const db = context.store.read;
    const years = await readYears(db);
    const expired = expiredBy(context, years, {});
    const [counts, found, incidents] = await Promise.all([
      countExpired(db, expired),
      listExpiredOffices(db, expired, input.cursor ?? null, input.limit + 1),
      listExpiredIncidents(db, expired, PAGE_LIMIT),
    ]);
    const { mails, waiting, offices: total } = counts;
    return {
      ...cutPage(
        found.map(({ releasedOn, updatedAt, ...office }) => ({
          ...office,
          leftOn: releasedOn || japanDate(updatedAt),
        })),
        input.limit,
        ({ code }) => code,
      ),
      years,
      incidents,
      mails,
      waiting,
      total,
      before: expired.before,
    };
  }),

  setYears: api.retention.setYears.handler(({ input, context }) =>
    change(context, 'retention.setYears', async (tx, note) => {
      await writeSetting(tx, YEARS, input.years);
      note('settings', null, { years: input.years });
      return {};
    }),
  ),

  preview: api.retention.preview.handler(async ({ input, context }) => {
    const db = context.store.read;
    const expired = expiredBy(context, await readYears(db), input);
    const { records, gone } = await reckon(db, expired);
    const backups = context.store.file === null ? 0 : (await context.backups.list()).rows.length;
    return { records, gone, stays: await countStaying(db), backups, files: await context.files.count() };
  }),

  erase: api.retention.erase.handler(async ({ input, context }) => {
    const years = await readYears(context.store.read);
    const expired = expiredBy(context, years, input);
    const clerk = await context.clerk();
    const { id, gone } = await change(
      context,
      'retention.erase',
      async (tx, note, at) => {
        const found = await reckon(tx, expired);
        if (found.records === 0) throw fail('not_found', { what: 'erasable' });
        if (found.records !== input.confirm) throw fail('erase_count', { records: found.records });
        const { offices, incidents, mails } = found.gone;
        const done = { at, clerk, years, offices, incidents, mails };
        const erasure = await erase(tx, context.store.engine, expired, done);
        note('erasure', erasure, { years, before: expired.before, ...found.gone });
        return { id: erasure, gone: found.gone };
      },
      { large: true },
    );
    const copies = await removeCopies(context, [id]);
    for (const feature of SHOWN_BY) tell(context, { type: 'changed', feature });
    return { gone, ...copies };
  }),

  list: api.retention.list.handler(async ({ context }) => ({ rows: await listErasures(context.store.read, SHOWN) })),
};

/** Name of the setting. */
const YEARS = 'retentionYears';
const SHOWN = 100;
/** What shows names that are gone. */
const SHOWN_BY = [
  'offices',
  'contacts',
  'incidents',
  'acknowledgements',
  'calls',
  'deliveries',
  'mailbox',
  'procedures',
];

async function readYears(db: ReadDb): Promise<number> {
  const stored = await readSetting(db, YEARS);
  return typeof stored === 'number' ? stored : DEFAULT_YEARS;
}

/** What ended so many years ago or earlier, by Japan's calendar. */
function expiredBy(
  { clock }: AppContext,
  years: number,
  kept: Partial<Pick<Expired, 'keepOffices' | 'keepIncidents'>>,
) {
  const before = addMonths(japanDate(clock.now()), -12 * years);
  const beforeAt = midnight(before);
  return { before, beforeAt, keepOffices: kept.keepOffices ?? [], keepIncidents: kept.keepIncidents ?? [] };
}

async function reckon(db: ReadDb, expired: Expired) {
  const { offices, incidents, mails } = await countExpired(db, expired);
  const gone = { offices, incidents, mails, ...(await countGone(db, expired)) };
  return { records: offices + incidents + mails, gone };
}
