import { api } from './context.ts';

export const backups = {
  list: api.backups.list.handler(async ({ context }) => ({ rows: await context.backups.list() })),
  create: api.backups.create.handler(({ context }) => context.backups.create()),
};
