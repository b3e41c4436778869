import { countAudit, listAudit, verifyAudit } from '../../db/queries/audit.ts';
import { api } from './context.ts';
import { cutPage } from './paging.ts';

export const audit = {
  list: api.audit.list.handler(async ({ input, context }) => {
    const before = input.cursor ? Number(input.cursor) : null;
    const found = await listAudit(context.store.read, before, input.limit + 1);
    const page = cutPage(found, input.limit, (row) => String(row.seq));
    return { ...page, total: await countAudit(context.store.read) };
  }),

  verify: api.audit.verify.handler(({ context }) => verifyAudit(context.store.read)),
};
