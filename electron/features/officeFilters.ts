import { newestAudit } from '../../db/queries/audit.ts';
import {
  countNeeds,
  countTagged,
  type FreshSince,
  needsOf as neededIn,
  type OfficeFilter as StoredFilter,
} from '../../db/queries/officeFilters.ts';
import { listFilters, removeFilter, saveFilter } from '../../db/queries/savedFilters.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type OfficeFilter, type OfficeNeed, officeFilter } from '../contract/offices.ts';
import type { Clock } from '../ports/clock.ts';
import { addMonths, japanDate, midnight } from '../rules/dates.ts';
import { tagsOf } from '../rules/officeLists.ts';
import { type AppContext, api, change } from './context.ts';
import { patternsOf } from './officeSearch.ts';

/** Filters kept at most, and tags told at most. */
const MOST_FILTERS = 100;
const MOST_TAGS = 1000;
/** Facts nobody has touched for so many months want a look. */
const FRESH_MONTHS = 12;

/** What the lists are narrowed by: tags, needs, and filters saved by name. */
export const officeFilters = {
  tags: api.offices.tags.handler(async ({ context }) => {
    const counts = new Map<string, number>();
    for (const { tags, offices } of await countTagged(context.store.read)) {
      for (const tag of tagsOf(tags)) counts.set(tag, (counts.get(tag) ?? 0) + offices);
    }
    const rows = [...counts].map(([tag, offices]) => ({ tag, offices }));
    return { rows: rows.sort((one, other) => (one.tag < other.tag ? -1 : 1)).slice(0, MOST_TAGS) };
  }),

  needs: api.offices.needs.handler(({ context }) => countedNeeds(context)),

  filters: api.offices.filters.handler(async ({ context }) => {
    const rows = await listFilters(context.store.read, MOST_FILTERS);
    return { rows: rows.map(({ name, filter }) => ({ name, filter: officeFilter.parse(filter) })) };
  }),

  saveFilter: api.offices.saveFilter.handler(({ input, context }) =>
    change(context, 'offices.saveFilter', async (tx, note, at) => {
      await saveFilter(tx, input, at);
      note('filter', null, { fields: Object.keys(input.filter).length });
      return {};
    }),
  ),

  removeFilter: api.offices.removeFilter.handler(({ input, context }) =>
    change(context, 'offices.removeFilter', async (tx, note) => {
      if (!(await removeFilter(tx, input.name))) throw fail('not_found', { what: 'filter' });
      note('filter', null);
      return {};
    }),
  ),
};

/** A filter as the queries take it. */
export function storedFilter(input: OfficeFilter, clock: Clock): StoredFilter {
  const { status, branches, tags, need } = input;
  return {
    patterns: patternsOf(input.search),
    status,
    branches,
    tags,
    need: need && { what: need, since: freshSince(clock) },
  };
}

/** What may need a hand in one office. */
export function needsOf(db: ReadDb, officeId: number, clock: Clock): Promise<OfficeNeed[]> {
  return neededIn(db, officeId, freshSince(clock));
}

function freshSince(clock: Clock): FreshSince {
  const day = addMonths(japanDate(clock.now()), -FRESH_MONTHS);
  return { day, instant: midnight(day) };
}

/** The last count of each open register, and the state of the register and the day it is true for. */
const counted = new WeakMap<Store, { stamp: string; needs: Promise<Record<OfficeNeed, number>> }>();

/** Counts once for each state of the register: at 100,000 offices it takes 0.15 s, and every list asks. */
async function countedNeeds({ store, clock }: Pick<AppContext, 'store' | 'clock'>) {
  const since = freshSince(clock);
  // Every change leaves an audit row, whoever made it, from whichever program.
  const stamp = `${await newestAudit(store.read)} ${since.day}`;
  const last = counted.get(store);
  if (last?.stamp === stamp) return last.needs;
  const count = { stamp, needs: countNeeds(store.read, since) };
  counted.set(store, count);
  try {
    return await count.needs;
  } catch (error) {
    // What failed is not an answer: the next one to ask counts again.
    if (counted.get(store) === count) counted.delete(store);
    throw error;
  }
}
