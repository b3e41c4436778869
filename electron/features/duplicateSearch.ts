import { officesToCompare, registerStamp } from '../../db/queries/duplicates.ts';
import type { Store } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { type ComparedOffice, type LikelyPair, likelyPairs, traitsOf } from '../rules/duplicates.ts';
import { breathe } from './breathing.ts';
import { type AppContext, tell } from './context.ts';

/** Offices read at a time. */
const BATCH = 100;
/** Steps the search takes for a batch, about, and how many of them are told in one. */
const STEPS_A_BATCH = 12;
const TOLD = 100;

/** One search, true for one state of the register, and how many wait for it; it ends when all of them went away. */
interface Search {
  stamp: string;
  pairs: Promise<LikelyPair[]>;
  waiting: number;
  left: AbortController;
}

/** The last search of each open register. */
const searches = new WeakMap<Store, Search>();

/**
 * Likely pairs of the whole register, surest first. Searched once for each state of the register, however many
 * windows ask. Tells its progress; throws `cancelled` when all who asked went away.
 */
export async function findDuplicates(
  context: Pick<AppContext, 'store' | 'events'>,
  signal?: AbortSignal,
): Promise<LikelyPair[]> {
  const stamp = await registerStamp(context.store.read);
  const last = searches.get(context.store);
  const search = last?.stamp === stamp ? last : startSearch(context, stamp);
  search.waiting += 1;
  const leave = () => {
    search.waiting -= 1;
    if (search.waiting > 0) return;
    search.left.abort();
    forget(context.store, search);
  };
  if (signal?.aborted) leave();
  else signal?.addEventListener('abort', leave, { once: true });
  try {
    return await search.pairs;
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}

function startSearch(context: Pick<AppContext, 'store' | 'events'>, stamp: string): Search {
  const left = new AbortController();
  const search: Search = { stamp, pairs: searchRegister(context, left.signal), waiting: 0, left };
  searches.set(context.store, search);
  // What failed is not an answer: the next one to ask searches again.
  search.pairs.catch(() => forget(context.store, search));
  return search;
}

function forget(store: Store, search: Search): void {
  if (searches.get(store) === search) searches.delete(store);
}

async function searchRegister(
  context: Pick<AppContext, 'store' | 'events'>,
  signal: AbortSignal,
): Promise<LikelyPair[]> {
  const offices: ComparedOffice[] = [];
  for (let afterId = 0; ; ) {
    const batch = await officesToCompare(context.store.read, afterId, BATCH);
    const lastId = batch.at(-1)?.id;
    if (lastId === undefined) break;
    for (const office of batch) offices.push({ id: office.id, traits: traitsOf(office) });
    afterId = lastId;
    await breathe();
  }
  const steps = likelyPairs(offices);
  const total = Math.ceil(offices.length / BATCH) * STEPS_A_BATCH;
  for (let done = 0; ; done += 1) {
    const next = steps.next();
    if (next.done) return next.value;
    if (signal.aborted) throw fail('cancelled');
    if (done % TOLD === 0) {
      tell(context, { type: 'progress', work: 'duplicates.list', done: Math.min(done, total), total });
    }
    await breathe();
  }
}
