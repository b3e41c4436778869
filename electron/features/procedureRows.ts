import type { ProcedureRow } from '../../db/queries/procedures.ts';
import type { Language } from '../contract/common.ts';
import { type Procedure, procedureState } from '../contract/procedureShapes.ts';
import { procedureRoute } from '../contract/ruleShapes.ts';
import { computeDue, wayInWords } from '../rules/deadlines.ts';
import { daysLeft, isDelayed } from '../rules/procedureStates.ts';
import type { RegisterReckoning } from './procedureReckoning.ts';

/** A stored filing as the window shows it on the day `today` (`YYYY-MM-DD`). */
export function toProcedure(row: ProcedureRow, today: string, reckoning: RegisterReckoning): Procedure {
  const { sortOn: _sortOn, removedAt: _removedAt, ...shown } = row;
  const rule = reckoning.book.find(row.type, row.baseDate);
  const state = procedureState.parse(row.state);
  const way = (language: Language) =>
    rule ? wayInWords(computeDue(row.type, row.baseDate, { ...reckoning, language })) : '';
  return {
    ...shown,
    state,
    route: row.route === '' ? '' : procedureRoute.parse(row.route),
    dueGiven: row.dueGiven === 1,
    way: way('ja'),
    wayEn: way('en'),
    typeName: rule?.nameJa ?? row.type,
    typeNameEn: rule?.nameEn ?? row.type,
    authority: rule?.authority ?? '',
    alternatives: rule?.alternatives ?? [],
    harm: row.harm === 1,
    misses: row.misses === 1,
    delayed: isDelayed({ ...row, state }, today),
    daysLeft: daysLeft(row.dueOn, today),
  };
}
