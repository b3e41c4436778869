import { fail } from '../contract/errors.ts';
import { api } from './context.ts';

const notYet = (name: string): never => {
  throw fail('unknown_call', { name });
};

export const duplicates = {
  list: api.duplicates.list.handler(() => notYet('duplicates.list')),
  keepBoth: api.duplicates.keepBoth.handler(() => notYet('duplicates.keepBoth')),
  suspectAgain: api.duplicates.suspectAgain.handler(() => notYet('duplicates.suspectAgain')),
  compare: api.duplicates.compare.handler(() => notYet('duplicates.compare')),
  merge: api.duplicates.merge.handler(() => notYet('duplicates.merge')),
  merges: api.duplicates.merges.handler(() => notYet('duplicates.merges')),
  undo: api.duplicates.undo.handler(() => notYet('duplicates.undo')),
};
