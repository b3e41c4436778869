import { fail } from '../contract/errors.ts';
import { api } from './context.ts';

const notYet = (name: string): never => {
  throw fail('unknown_call', { name });
};

export const letters = {
  layout: api.letters.layout.handler(() => notYet('letters.layout')),
  saveLayout: api.letters.saveLayout.handler(() => notYet('letters.saveLayout')),
  testPrint: api.letters.testPrint.handler(() => notYet('letters.testPrint')),
  render: api.letters.render.handler(() => notYet('letters.render')),
};
