import { useQueries, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { MatrixRow, RecipientList } from '../../../electron/contract/acknowledgementStates.ts';
import { api, client, type Outputs } from '../../api/client.ts';

/** Rows of one window. */
const WINDOW = 100;

/** Which offices of the matrix, and in which order. */
export interface MatrixChoice {
  incidentId: number;
  versionId: number;
  list: RecipientList;
  branch?: string;
  search?: string;
  order: 'risk' | 'code';
}

interface Kept {
  of: string;
  rows: Map<number, MatrixRow>;
  versions: Outputs['acknowledgements']['matrix']['versions'] | undefined;
}

/** The rows of the matrix, read by windows around what is on the screen. */
export function useMatrix(choice: MatrixChoice, shown: { first: number; last: number }) {
  const anchors = useQuery({
    ...api.acknowledgements.matrixAnchors.queryOptions({ input: { ...choice, step: WINDOW } }),
  });
  const total = anchors.data?.total;
  const windows = windowsOf(shown, total ?? WINDOW);
  const pages = useQueries({
    queries: windows.map((at) =>
      api.acknowledgements.matrix.queryOptions({
        input: { ...choice, cursor: at === 0 ? undefined : anchors.data?.anchors[at - 1], limit: WINDOW },
        enabled: at === 0 || anchors.data?.anchors[at - 1] !== undefined,
      }),
    ),
  });
  // While a window is read anew the rows that stood there stay: nothing flickers when somebody records an answer.
  const kept = useRef<Kept>({ of: '', rows: new Map(), versions: undefined });
  const of = JSON.stringify(choice);
  if (kept.current.of !== of) kept.current = { of, rows: new Map(), versions: undefined };
  for (const [index, at] of windows.entries()) {
    for (const [row, data] of (pages[index]?.data?.rows ?? []).entries())
      kept.current.rows.set(at * WINDOW + row, data);
  }
  // Each window brings them along; as long as they say the same, they stay the same.
  const versions = pages.find((page) => page.data)?.data?.versions;
  if (versions && JSON.stringify(versions) !== JSON.stringify(kept.current.versions)) kept.current.versions = versions;
  return {
    total,
    versions: kept.current.versions,
    row: (at: number) => kept.current.rows.get(at),
    error: anchors.error ?? pages.find((page) => page.error)?.error ?? null,
    retry: () => {
      void anchors.refetch();
      for (const page of pages) void page.refetch();
    },
  };
}

/** All rows from one to another (both included), read from the application; at most `most`. */
export async function readRows(choice: MatrixChoice, from: number, to: number, most: number): Promise<MatrixRow[]> {
  const { anchors } = await client.acknowledgements.matrixAnchors({ ...choice, step: WINDOW });
  const rows: MatrixRow[] = [];
  const last = Math.min(to, from + most - 1);
  for (let at = Math.floor(from / WINDOW); at * WINDOW <= last; at += 1) {
    const cursor = at === 0 ? undefined : anchors[at - 1];
    if (at > 0 && cursor === undefined) break;
    const page = await client.acknowledgements.matrix({ ...choice, cursor, limit: WINDOW });
    for (const [index, row] of page.rows.entries()) {
      const place = at * WINDOW + index;
      if (place >= from && place <= last) rows.push(row);
    }
  }
  return rows;
}

function windowsOf({ first, last }: { first: number; last: number }, total: number): number[] {
  const from = Math.floor(first / WINDOW);
  const until = Math.floor(Math.max(Math.min(last, total - 1), first) / WINDOW);
  return Array.from({ length: until - from + 1 }, (_, index) => from + index);
}
