import { firstOfType, insertRule, setRuleRemoved } from '../../db/queries/procedureRules.ts';
import { writeSetting } from '../../db/queries/settings.ts';
import type { WriteTx } from '../../db/store.ts';
import { fail } from '../contract/errors.ts';
import { findRule } from '../rules/catalogue.ts';
import { japanDate } from '../rules/dates.ts';
import { computeDue, dueOf } from '../rules/deadlines.ts';
import { type AppContext, api, change } from './context.ts';
import { CLOSED_DAYS, readClosedDays, readOwnRules, readReckoning } from './procedureReckoning.ts';
import { beginAct, endAct, reckonAnew } from './procedureWriting.ts';

/** Kinds of filings with their rules, and the days nobody takes them in. */
export const procedureRules = {
  catalogue: api.procedures.catalogue.handler(async ({ input, context }) => {
    const { book } = await readReckoning(context.store.read);
    return { rows: book.all(input.on ?? japanDate(context.clock.now())) };
  }),

  due: api.procedures.due.handler(async ({ input, context }) => {
    const reckoning = await readReckoning(context.store.read);
    const own = input.options?.closedDays;
    const closedDays = own ? new Set(own) : reckoning.closedDays;
    return computeDue(input.type, input.baseDate, { ...reckoning, closedDays, language: input.language });
  }),

  tryRule: api.procedures.tryRule.handler(async ({ input, context }) => {
    const { closedDays } = await readReckoning(context.store.read);
    return dueOf(input.rule, input.baseDate, { closedDays, language: input.language });
  }),

  rules: api.procedures.rules.handler(async ({ context }) => ({ rows: await readOwnRules(context.store.read) })),

  saveRule: api.procedures.saveRule.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'procedures.saveRule', async (tx, note, at) => {
      const own = await readOwnRules(tx);
      const isKnown = (type: string) => findRule(type) !== undefined || own.some((rule) => rule.type === type);
      if (input.type !== undefined && !isKnown(input.type)) throw fail('unknown_procedure', { type: input.type });
      const type = input.type ?? unusedType(isKnown);
      const { effectiveFrom, rule: body } = input;
      const id = await insertRule(tx, { type, effectiveFrom, body, at, clerk });
      const moved = await followRules(context, tx, { at, clerk, action: 'rule' }, type);
      note('procedureRule', id, { type, effectiveFrom, moved });
      return { id, type, moved };
    });
  }),

  removeRule: api.procedures.removeRule.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    return change(context, 'procedures.removeRule', async (tx, note, at) => {
      const type = await setRuleRemoved(tx, input.id, input.removed ? at : null);
      if (type === null) throw fail('not_found', { what: 'procedureRule' });
      const { book } = await readReckoning(tx);
      const first = await firstOfType(tx, type);
      // Filings without any rule would have no name and no date.
      if (first !== null && !book.find(type, first)) throw fail('rule_used');
      const moved = await followRules(context, tx, { at, clerk, action: 'rule' }, type);
      note('procedureRule', input.id, { type, removed: input.removed, moved });
      return { moved };
    });
  }),

  closedDays: api.procedures.closedDays.handler(async ({ context }) => ({
    rows: await readClosedDays(context.store.read),
  })),

  setClosedDays: api.procedures.setClosedDays.handler(async ({ input, context }) => {
    const clerk = await context.clerk();
    const days = new Map(input.rows.map((row) => [row.day, row]));
    const rows = [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
    return change(context, 'procedures.setClosedDays', async (tx, note, at) => {
      await writeSetting(tx, CLOSED_DAYS, rows);
      const moved = await followRules(context, tx, { at, clerk, action: 'closedDays' }, null);
      note('settings', null, { closedDays: rows.length, moved });
      return { moved };
    });
  }),
};

/** Due dates after a change of rules or closed days; each that moves is told in its filing's history. */
async function followRules(
  context: AppContext,
  tx: WriteTx,
  by: { at: string; clerk: string; action: 'rule' | 'closedDays' },
  type: string | null,
): Promise<number> {
  const act = await beginAct(tx, context.store.engine, await readReckoning(tx), by);
  const moved = await reckonAnew(tx, act, type);
  await endAct(tx, act, moved);
  return moved;
}

function unusedType(isKnown: (type: string) => boolean): string {
  for (let n = 1; ; n += 1) if (!isKnown(`own-${n}`)) return `own-${n}`;
}
