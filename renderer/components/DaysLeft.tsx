import type { Procedure, ProcedureState } from '../../electron/contract/procedureShapes.ts';
import { useText } from '../text/index.ts';
import { useFormat } from './dates.ts';
import { type Mark, StateMark } from './StateMark.tsx';

/** States in which the due date no longer presses. */
const filed: ProcedureState[] = ['filed', 'arrived', 'examined', 'done'];

/** How long is left, as shape and word. */
export function DaysLeft({ procedure }: { procedure: Procedure }) {
  const text = useText().procedures;
  const format = useFormat();
  const { daysLeft, state } = procedure;
  const show = (mark: Mark, label: string) => <StateMark mark={mark} label={label} />;
  if (filed.includes(state)) return show('sent', text.state[state]);
  if (daysLeft === null) return show('none', text.noDue);
  if (daysLeft < 0) return show('late', text.overdue(format.number(-daysLeft)));
  if (daysLeft === 0) return show('undelivered', text.dueToday);
  return show(daysLeft <= 3 ? 'moving' : 'open', text.daysLeft(format.number(daysLeft)));
}
