import { fail } from '../contract/errors.ts';
import { api } from './context.ts';

const notYet = (name: string): never => {
  throw fail('unknown_call', { name });
};

export const templates = {
  list: api.templates.list.handler(() => notYet('templates.list')),
  save: api.templates.save.handler(() => notYet('templates.save')),
  remove: api.templates.remove.handler(() => notYet('templates.remove')),
};
