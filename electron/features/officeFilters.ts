import {
  countNeeds,
  countTagged,
  needsOf as neededIn,
  type OfficeFilter as StoredFilter,
} from '../../db/queries/officeFilters.ts';
import { listFilters, removeFilter, saveFilter } from '../../db/queries/savedFilters.ts';
import type { ReadDb } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type OfficeFilter, type OfficeNeed, officeFilter } from '../contract/offices.ts';
import type { Clock } from '../ports/clock.ts';
import { addMonths, japanDate } from '../rules/dates.ts';
import { tagsOf } from '../rules/officeLists.ts';
import { api, change } from './context.ts';
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

  needs: api.offices.needs.handler(({ context }) => countNeeds(context.store.read, freshSince(context.clock))),

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

const freshSince = (clock: Clock) => addMonths(japanDate(clock.now()), -FRESH_MONTHS);
