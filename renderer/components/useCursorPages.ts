import { useState } from 'react';

/** Rows a page of every list. */
export const PAGE_ROWS = 100;

/**
 * Paging by keyset: the way back is the stack of cursors gone through.
 * When `list` (what is listed: search, filter) changes, the first page is shown again.
 */
export function useCursorPages(list: string) {
  const [trail, setTrail] = useState<{ list: string; cursors: string[] }>({ list, cursors: [] });
  const cursors = trail.list === list ? trail.cursors : [];
  return {
    cursor: cursors.at(-1),
    page: cursors.length,
    forward: (next: string) => setTrail({ list, cursors: [...cursors, next] }),
    back: () => setTrail({ list, cursors: cursors.slice(0, -1) }),
  };
}

export type CursorPages = ReturnType<typeof useCursorPages>;
