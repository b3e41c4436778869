import { describe, expect, it } from 'vitest';
import { type ProcedureState, procedureState } from '../../electron/contract/procedureShapes.ts';
import { needsReason, nextStates } from '../../electron/rules/procedureStates.ts';

const states = procedureState.options;
const free = (from: ProcedureState) => states.filter((to) => to !== from && !needsReason(from, to));

describe('the course of a filing', () => {
  it('lets what usually comes next and every skip ahead be set without a word', () => {
    for (const from of states) expect(free(from)).toEqual(expect.arrayContaining([...nextStates[from]]));
    expect(free('received')).toEqual(['preparing', 'waiting', 'filed', 'arrived', 'examined', 'done']);
    expect(free('returned')).toEqual(['preparing', 'waiting', 'filed', 'arrived', 'examined', 'done', 'correcting']);
    for (const state of states) expect(needsReason(state, state)).toBe(false);
  });

  it('asks for a reason for every way back, and for what an authority gives back that never had it', () => {
    expect(free('done')).toEqual([]);
    expect(free('filed')).toEqual(['arrived', 'examined', 'done', 'correcting', 'returned']);
    expect(free('waiting')).toEqual(['filed', 'arrived', 'examined', 'done']);
    expect(needsReason('preparing', 'returned')).toBe(true);
    expect(needsReason('correcting', 'received')).toBe(true);
    expect(needsReason('examined', 'filed')).toBe(true);
  });
});
