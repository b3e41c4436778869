import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNote } from './ErrorNote.tsx';

interface Props<Data> {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
  /** What stands in while loading; some grey lines when not given. */
  waiting?: ReactNode;
}

/** The data of a query, or what stands in for it. Old data stays on the screen when a refetch fails. */
export function Loaded<Data>({ query, children, waiting }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  return waiting ?? <GreyLines />;
}

export function GreyLines() {
  return (
    <Stack gap="sm" aria-busy="true">
      <Skeleton height={20} width="40%" />
      <Skeleton height={120} />
      <Skeleton height={120} />
    </Stack>
  );
}
