import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Conflict } from '../../../electron/contract/conflicts.ts';
import { api, client } from '../../api/client.ts';
import { errorText } from '../../api/errors.ts';
import { offerUndo, say } from '../../components/undo.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Whose value stays. */
export type Side = 'ours' | 'theirs';

/** What disagrees, a page at a time, and the clerk's decisions. A decided row goes at once; the next has the focus. */
export function useConflicts() {
  const text = useText();
  const words = text.conflicts;
  const { language } = usePreferences();
  const queries = useQueryClient();
  const pages = useCursorPages('conflicts');
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const table = useRef<HTMLElement>(null);
  const nextRow = useRef<number | null>(null);
  const list = useQuery({
    ...api.conflicts.list.queryOptions({ input: { cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.rows.filter((row) => !gone.has(row.id));
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: api.conflicts.key() });
    await queries.invalidateQueries({ queryKey: api.offices.key() });
  };
  const back = (id: number) => setGone((before) => new Set([...before].filter((one) => one !== id)));
  const reopen = useMutation(
    api.conflicts.reopen.mutationOptions({
      onSuccess: async ({ restored }, { id }) => {
        back(id);
        await refresh();
        say(restored ? words.reopened : words.notRestored);
      },
      onError: (error) => say(errorText(error, language, text.offices.field)),
    }),
  );
  const decide = useMutation({
    mutationFn: ({ row, take }: { row: Conflict; take: Side }) => client.conflicts.decide({ id: row.id, take }),
    onSuccess: (_, { row, take }) => {
      offerUndo({
        message: (take === 'ours' ? words.kept : words.taken)(row.officeName, text.offices.field[row.field]),
        label: text.common.undo,
        undo: () => reopen.mutate({ id: row.id }),
      });
      return refresh();
    },
    onError: (_, { row }) => back(row.id),
  });
  useEffect(() => {
    if (nextRow.current === null) return;
    const places = table.current?.querySelectorAll<HTMLElement>('tbody tr') ?? [];
    places[Math.min(nextRow.current, places.length - 1)]?.querySelector('button')?.focus();
    nextRow.current = null;
  });

  return {
    pages,
    list,
    rows,
    table,
    error: decide.error,
    decide: (row: Conflict, take: Side) => {
      nextRow.current = rows?.findIndex((one) => one.id === row.id) ?? null;
      setGone((before) => new Set([...before, row.id]));
      decide.mutate({ row, take });
    },
  };
}
