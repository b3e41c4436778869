import type { picks as ja } from '../ja/picks.ts';

export const picks: typeof ja = {
  title: 'One by one',
  note: 'Add single offices to what the branches say, or leave them out. The reason is kept.',
  office: 'Office',
  placeholder: 'Code, name, reading',
  choice: 'Affected or not',
  affected: { in: 'Add', out: 'Leave out' },
  state: { in: 'Affected', out: 'Not affected' },
  reason: 'Reason',
  reasonPlaceholder: 'e.g. does not use the system, confirmed by phone',
  submit: 'Record',
  list: 'Offices chosen one by one',
  none: 'No office was chosen one by one.',
  takeBack: 'Follow the branches',
  takeBackOf: (name) => `Let ${name} follow the branches`,
  picked: (name, state, affected) => `${name}: ${state}. ${affected} offices are affected.`,
  takenBack: (name, affected) => `${name} follows the branches again. ${affected} offices are affected.`,
};
