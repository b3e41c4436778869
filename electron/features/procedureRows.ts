import type { ProcedureRow } from '../../db/queries/procedures.ts';
import type { Procedure, ProcedureState } from '../contract/procedures.ts';
import { findRule } from '../rules/catalogue.ts';
import { daysLeft, isDelayed } from '../rules/deadlines.ts';

/** A stored filing as the window shows it on the day `today` (`YYYY-MM-DD`). */
export function toProcedure({ sortOn: _sortOn, ...row }: ProcedureRow, today: string): Procedure {
  const rule = findRule(row.type);
  const state = row.state as ProcedureState;
  return {
    ...row,
    state,
    typeName: rule?.nameJa ?? row.type,
    authority: rule?.authority ?? '',
    harm: rule?.harm ?? false,
    delayed: isDelayed(row.dueOn, state, today),
    daysLeft: daysLeft(row.dueOn, today),
  };
}
