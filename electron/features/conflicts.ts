import { fail } from '../contract/errors.ts';
import { api } from './context.ts';

const notYet = (name: string): never => {
  throw fail('unknown_call', { name });
};

export const conflicts = {
  list: api.conflicts.list.handler(() => notYet('conflicts.list')),
  decide: api.conflicts.decide.handler(() => notYet('conflicts.decide')),
  reopen: api.conflicts.reopen.handler(() => notYet('conflicts.reopen')),
};
