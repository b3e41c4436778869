import { fail } from '../contract/errors.ts';
import { api } from './context.ts';

const notYet = (name: string): never => {
  throw fail('unknown_call', { name });
};

export const contacts = {
  list: api.contacts.list.handler(() => notYet('contacts.list')),
  create: api.contacts.create.handler(() => notYet('contacts.create')),
  update: api.contacts.update.handler(() => notYet('contacts.update')),
  remove: api.contacts.remove.handler(() => notYet('contacts.remove')),
  restore: api.contacts.restore.handler(() => notYet('contacts.restore')),
  check: api.contacts.check.handler(() => notYet('contacts.check')),
};
