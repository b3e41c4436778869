import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { ProcedureFilter } from '../../../electron/contract/procedureShapes.ts';
import { SEARCH_REST } from '../../components/ListSearch.tsx';

/** The lists a filter can show: a column of the board, or what cuts across them. */
export const listNames = [
  'overdue',
  'today',
  'soon',
  'week',
  'later',
  'none',
  'misses',
  'blocked',
  'delayed',
  'all',
] as const;
export type ListName = (typeof listNames)[number];

/** What a list's name narrows to. */
export function filterOfList(name: ListName): ProcedureFilter {
  if (name === 'all') return {};
  if (name === 'misses' || name === 'blocked' || name === 'delayed') return { [name]: true };
  return { bucket: name };
}

/** What the clerk narrows the board and the lists by. */
export function useFilingFilter() {
  const [typed, setTyped] = useState({ search: '', authority: '', type: '', clerk: '' });
  const [search] = useDebouncedValue(typed.search.trim(), SEARCH_REST);
  const filter: ProcedureFilter = {
    search: search || undefined,
    authority: typed.authority || undefined,
    type: typed.type || undefined,
    clerk: typed.clerk || undefined,
  };
  return {
    typed,
    filter,
    isNarrowed: Object.values(filter).some((value) => value !== undefined),
    change: (part: Partial<typeof typed>) => setTyped({ ...typed, ...part }),
  };
}

export type FilingFilter = ReturnType<typeof useFilingFilter>;
