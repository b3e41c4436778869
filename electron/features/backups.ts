import { lastErasure } from '../../db/queries/retention.ts';
import { api, change } from './context.ts';

export const backups = {
  list: api.backups.list.handler(async ({ context }) => ({
    ...(await context.backups.list()),
    health: context.backups.health(),
    erasure: context.store.file === null ? null : await lastErasure(context.store.read),
  })),

  create: api.backups.create.handler(({ context }) => context.backups.create()),

  check: api.backups.check.handler(({ context }) => context.backups.check()),

  preview: api.backups.preview.handler(({ input, context }) => context.backups.preview(input)),

  restore: api.backups.restore.handler(async ({ input, context }) =>
    // Where the settings are damaged nobody knows the seat, and the backup must go in all the same.
    context.backups.restore(input, await context.clerk().catch(() => context.caller)),
  ),

  setPlace: api.backups.setPlace.handler(async ({ input, context }) => {
    await context.backups.setPlace(input.folder, input.passphrase);
    await change(context, 'backups.setPlace', async (_tx, note) => note('backup', null, { set: input.folder !== '' }));
    return {};
  }),
};
