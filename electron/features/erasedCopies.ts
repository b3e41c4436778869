import { finishErasure } from '../../db/queries/erasing.ts';
import { rewrittenAt } from '../../db/queries/retention.ts';
import { type AppContext, change } from './context.ts';

/**
 * Takes what was erased out of the files, too: the register's own are written anew, the window's files go, and the backups
 * are replaced by new ones. Where that fails, the rows are erased all the same, and the rest is tried at the next start;
 * what was done once is not done again then, or a second place that stays away would cost a round of good backups a start.
 */
export async function removeCopies(context: AppContext, erasures: readonly number[]) {
  const removed = { backups: 0, made: 0, files: 0 };
  const last = erasures.at(-1) ?? 0;
  try {
    if ((await rewrittenAt(context.store.read, last)) === null) {
      await context.store.compact();
      removed.files = await context.files.forget();
      await change(context, 'retention.rewrite', async (_tx, note) => note('erasure', last, { files: removed.files }));
    }
    const since = (await rewrittenAt(context.store.read, last)) ?? Number.POSITIVE_INFINITY;
    const { made, removed: backups, second } = await context.backups.renew(since);
    Object.assign(removed, { backups, made });
    if (second === 'unreachable') return { ...removed, copies: 'later' as const };
    await change(context, 'retention.finish', async (tx, note, at) => {
      for (const id of erasures) await finishErasure(tx, id, at);
      note('erasure', last, { ...removed });
    });
    return { ...removed, copies: 'gone' as const };
  } catch (error) {
    context.log(`erasing copies: ${error instanceof Error ? error.message : String(error)}`);
    return { ...removed, copies: 'later' as const };
  }
}
