import type { OfficeDutyState } from '../../../electron/contract/duties.ts';
import type { Mark } from '../../components/StateMark.tsx';

/** The shape of each state. */
export const dutyMarks: Record<OfficeDutyState, Mark> = {
  undecided: 'doubt',
  none: 'none',
  joint: 'confirmed',
  own: 'sent',
  required: 'late',
  done: 'confirmed',
  substituted: 'superseded',
};
