import { getEntry, letGo } from '../../db/queries/callDesk.ts';
import { heldBy, promisedCalls, takenUp } from '../../db/queries/callHolds.ts';
import { countCalls, countPromisesDue, listCalls, restingCalls } from '../../db/queries/calls.ts';
import { countOpenQuestions } from '../../db/queries/questions.ts';
import { countsOf } from '../../db/queries/recipients.ts';
import { fail } from '../contract/errors.ts';
import { nextBusinessTime, outsideHours } from '../rules/businessHours.ts';
import { NEVER } from '../rules/callOrder.ts';
import { cardOf, shownCall } from './callCards.ts';
import { clerkOf, deskOf, holderOf, nextInOrder, type Taken, takeFirst, versionOf, type Who } from './callDesk.ts';
import { recordCall, undoCall } from './callRecording.ts';
import { renderCallSheet } from './callSheet.ts';
import { type AppContext, api, change, tell } from './context.ts';
import { patternsOf } from './officeSearch.ts';
import { cutPage } from './paging.ts';
import { countStepsDue } from './reminderProposals.ts';

/** The desk: the next to call, what came of it, and who is at it. */
export const calls = {
  next: api.calls.next.handler(async ({ input, context }) => {
    const version = await versionOf(context.store.read, input);
    const taken =
      input.recipientId === undefined
        ? await takeNext(context, version.id, input)
        : await takeThis(context, input.recipientId, input);
    return { call: taken && (await cardOf(context, version, taken)) };
  }),

  desk: api.calls.desk.handler(async ({ input, context }) => {
    const db = context.store.read;
    const version = await versionOf(db, input);
    const now = context.clock.now();
    const at = now.toISOString();
    const [counts, resting, taken, promised] = await Promise.all([
      countsOf(db, [version.id]),
      restingCalls(db, version.id, at, NEVER),
      takenUp(db, version.id, at, MOST_SHOWN),
      promisedCalls(db, version.id, MOST_SHOWN),
    ]);
    const open = counts.filter(({ acknowledgementState }) => ['open', 'outdated'].includes(acknowledgementState));
    const outside = outsideHours(now);
    const mine = (row: { clerk: string; desk: string }) => row.clerk === input.clerk && row.desk === (input.desk ?? '');
    return {
      versionId: version.id,
      label: version.label,
      left: open.reduce((sum, { count }) => sum + count, 0),
      resting: resting.count,
      nextAt: resting.next,
      outside: outside && {
        why: outside.why,
        day: outside.why === 'closed' ? outside.day : '',
        opensAt: nextBusinessTime(now).toISOString(),
      },
      taken: taken.map(({ desk, since, ...row }) => ({ ...row, since: since ?? at, mine: mine({ ...row, desk }) })),
      promised: promised.map(({ at: promisedAt, holder, heldUntil, versionId: _, ...row }) => ({
        ...row,
        at: promisedAt ?? at,
        due: (promisedAt ?? at) <= at,
        clerk: heldUntil > at ? holder : '',
      })),
      lost: input.recipientId === undefined ? null : await lostBy(context, input.recipientId, mine, at),
    };
  }),

  record: api.calls.record.handler(async ({ input, context }) => {
    const clerk = await clerkOf(context, input.clerk);
    const {
      officeId: _,
      readyAt,
      ...answer
    } = await change(context, 'calls.record', async (tx, note, at) => {
      const version = await versionOf(tx, input);
      const done = await recordCall(tx, version, input, { clerk, at });
      note('call', done.id, { versionId: version.id, officeId: done.officeId, outcome: input.outcome });
      return done;
    });
    tellOthers(context, answer.acknowledgementId !== null);
    return { ...answer, readyAt: readyAt === NEVER ? null : readyAt };
  }),

  undo: api.calls.undo.handler(async ({ input, context }) => {
    const { undone, taken } = await change(context, 'calls.undo', async (tx, note, at) => {
      const undone = await undoCall(tx, input.id, input.reason, at);
      note('call', undone.call.id, { versionId: undone.version.id, officeId: undone.call.officeId });
      // The one on the screen goes back to the others: this window has the former one again.
      await letGo(tx, input);
      const holder = holderOf(input, context.clock.now());
      return { undone, taken: await takeFirst(tx, [undone.call.recipientId], holder, true) };
    });
    tellOthers(context, undone.call.acknowledgementId !== null);
    const { name, note } = undone.call;
    return { name, note, call: taken && (await cardOf(context, undone.version, taken)) };
  }),

  release: api.calls.release.handler(async ({ input, context }) =>
    change(context, 'calls.release', async (tx, note) => {
      const released = await letGo(tx, input);
      note('desk', null, { released: released.length });
      return { released: released.length };
    }),
  ),

  list: api.calls.list.handler(async ({ input, context }) => {
    const { versionId, incidentId, officeId, outcomes } = input;
    const filter = { versionId, incidentId, officeId, outcomes, patterns: patternsOf(input.search) };
    const db = context.store.read;
    const before = input.cursor === undefined ? null : Number(input.cursor);
    const [found, total] = await Promise.all([listCalls(db, filter, before, input.limit + 1), countCalls(db, filter)]);
    const page = cutPage(found, input.limit, (row) => String(row.id));
    return { rows: page.rows.map(shownCall), next: page.next, total };
  }),

  due: api.calls.due.handler(async ({ context }) => {
    const db = context.store.read;
    const now = context.clock.now();
    const [promised, reminders, questions] = await Promise.all([
      countPromisesDue(db, now.toISOString()),
      countStepsDue(db, now),
      countOpenQuestions(db),
    ]);
    return { promised, reminders, questions };
  }),

  sheet: api.calls.sheet.handler(async ({ input, context, signal }) => {
    const version = await versionOf(context.store.read, input);
    return renderCallSheet(context, version, input, signal);
  }),
};

const MOST_SHOWN = 100;
/** How often a clerk who was overtaken by another is offered the next. */
const TRIES = 5;

/** Nothing of a change that found nobody free is kept, not even its audit row. */
class NobodyFree extends Error {}

/** The office this window has, else the next that is free; null when nobody is left to be called now. */
async function takeNext(context: AppContext, versionId: number, who: Who): Promise<Taken | null> {
  const db = context.store.read;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const now = context.clock.now();
    const held = await heldBy(db, { ...who, now: now.toISOString() }, versionId);
    const order = held === null ? await nextInOrder(db, deskOf(versionId, now)) : [held];
    if (order.length === 0) return null;
    const taken = await take(context, order, who, held !== null);
    if (taken) return taken;
  }
  return null;
}

/** This very office, whether its time has come or not. Errors: call_taken. */
async function takeThis(context: AppContext, recipientId: number, who: Who): Promise<Taken> {
  const taken = await take(context, [recipientId], who, true);
  if (taken) return taken;
  const entry = await getEntry(context.store.read, recipientId);
  if (!entry) throw fail('not_found', { what: 'office' });
  throw fail('call_taken', { clerk: entry.holder, at: entry.heldSince ?? '' });
}

async function take(context: AppContext, order: readonly number[], who: Who, early: boolean): Promise<Taken | null> {
  try {
    return await change(context, 'calls.next', async (tx, note) => {
      const taken = await takeFirst(tx, order, holderOf(who, context.clock.now()), early);
      if (!taken) throw new NobodyFree();
      note('recipient', taken.recipientId, { fence: taken.fence });
      return taken;
    });
  } catch (error) {
    if (error instanceof NobodyFree) return null;
    throw error;
  }
}

/** Why a window should no longer call the office on its screen; null while all is well. */
async function lostBy(
  context: AppContext,
  recipientId: number,
  mine: (row: { clerk: string; desk: string }) => boolean,
  now: string,
) {
  const entry = await getEntry(context.store.read, recipientId);
  if (entry?.isOpen === 0) return 'confirmed' as const;
  const held = entry !== null && entry.heldUntil > now;
  return held && !mine({ clerk: entry.holder, desk: entry.desk }) ? ('taken' as const) : null;
}

function tellOthers(context: AppContext, acknowledged: boolean): void {
  tell(context, { type: 'changed', feature: 'questions' });
  if (!acknowledged) return;
  for (const feature of ['acknowledgements', 'deliveries']) tell(context, { type: 'changed', feature });
}
