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

/** The last search of each open register, and the state of the register it is true for. */
const searches = new WeakMap<Store, { stamp: string; pairs: Promise<LikelyPair[]> }>();

/**
 * Likely pairs of the whole register, surest first. Searched once for each state of the register, however many
 * windows ask. Tells its progress; throws `cancelled` when the one who asked first went away.
 */
export async function findDuplicates(
  context: Pick<AppContext, 'store' | 'events'>,
  signal?: AbortSignal,
): Promise<LikelyPair[]> {
  const stamp = await registerStamp(context.store.read);
  const last = searches.get(context.store);
  if (last?.stamp === stamp) return last.pairs;
  const search = { stamp, pairs: searchRegister(context, signal) };
  searches.set(context.store, search);
  try {
    return await search.pairs;
  } catch (error) {
    // What failed is not an answer: the next one to ask searches again.
    if (searches.get(context.store) === search) searches.delete(context.store);
    throw error;
  }
}

async function searchRegister(
  context: Pick<AppContext, 'store' | 'events'>,
  signal: AbortSignal | undefined,
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
    if (signal?.aborted) throw fail('cancelled');
    if (done % TOLD === 0) {
      tell(context, { type: 'progress', work: 'duplicates.list', done: Math.min(done, total), total });
    }
    await breathe();
  }
}
