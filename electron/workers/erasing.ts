import { unfinishedErasures } from '../../db/queries/retention.ts';
import type { Store } from '../../db/store.ts';

/**
 * Goes on, at the start, with what a power cut or a second place that was not plugged in left undone of an erasure. The
 * start does not wait for it.
 * @param removeCopies takes what these erasures erased out of the files, too
 */
export function createErasing(parts: {
  store: Store;
  removeCopies(erasures: readonly number[]): Promise<unknown>;
  log(line: string): void;
}) {
  let work: Promise<void> = Promise.resolve();

  async function finish(): Promise<void> {
    const open = await unfinishedErasures(parts.store.read);
    if (open.length > 0) await parts.removeCopies(open);
  }

  return {
    start: async () => {
      work = finish().catch((error: unknown) => parts.log(`erasing: ${error}`));
    },
    stop: () => work,
  };
}
