import { listTemplates, removeTemplate, saveTemplate } from '../../db/queries/templates.ts';
import { fail } from '../contract/errors.ts';
import { parseTemplate } from '../rules/mergeTemplate.ts';
import { api, change } from './context.ts';

/** What `templates.list` answers at most. */
const SHOWN = 200;

export const templates = {
  list: api.templates.list.handler(async ({ context }) => ({ rows: await listTemplates(context.store.read, SHOWN) })),

  save: api.templates.save.handler(({ input, context }) =>
    change(context, 'templates.save', async (tx, note, at) => {
      refuseProblems(input.subject, 'subject');
      refuseProblems(input.body, 'body');
      const id = await saveTemplate(tx, { ...input, updatedAt: at });
      note('template', id);
      return { id };
    }),
  ),

  remove: api.templates.remove.handler(({ input, context }) =>
    change(context, 'templates.remove', async (tx, note) => {
      if (!(await removeTemplate(tx, input.id))) throw fail('not_found', { what: 'template' });
      note('template', input.id);
      return {};
    }),
  ),
};

/** A template belongs to no incident: which facts there are is known only where it is used. */
function refuseProblems(text: string, part: 'subject' | 'body'): void {
  const problem = parseTemplate(text, [], part).problems.find(({ code }) => code !== 'unknown_fact');
  if (problem) throw fail('notice_invalid', { line: problem.line, column: problem.column, found: problem.found });
}
