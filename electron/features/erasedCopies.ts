import { finishErasure } from '../../db/queries/erasing.ts';
import { type AppContext, change } from './context.ts';

/**
 * Takes what was erased out of the files, too: the register's own are written anew, the window's files go, and the backups
 * are replaced by a new one. Where that fails, the rows are erased all the same, and the rest is tried at the next start.
 */
export async function removeCopies(context: AppContext, erasures: readonly number[]) {
  const removed = { backups: 0, files: 0 };
  try {
    await context.store.compact();
    removed.files = await context.files.forget();
    const { removed: backups, second } = await context.backups.renewAll();
    removed.backups = backups;
    if (second === 'unreachable') return { ...removed, copies: 'later' as const };
    await change(context, 'retention.finish', async (tx, note, at) => {
      for (const id of erasures) await finishErasure(tx, id, at);
      note('erasure', erasures.at(-1) ?? null, { ...removed });
    });
    return { ...removed, copies: 'gone' as const };
  } catch (error) {
    context.log(`erasing copies: ${error instanceof Error ? error.message : String(error)}`);
    return { ...removed, copies: 'later' as const };
  }
}
