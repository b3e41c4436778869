import { fail } from '../contract/errors.ts';
import { api } from './context.ts';

const notYet = (name: string): never => {
  throw fail('unknown_call', { name });
};

export const facts = {
  list: api.facts.list.handler(() => notYet('facts.list')),
  create: api.facts.create.handler(() => notYet('facts.create')),
  state: api.facts.state.handler(() => notYet('facts.state')),
  outdated: api.facts.outdated.handler(() => notYet('facts.outdated')),
};
