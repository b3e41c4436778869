import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { ErrorNote } from './ErrorNote.tsx';

interface Props<Data> {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
  /** What stands in while loading; some grey lines when not given. */
  waiting?: ReactNode;
}

/**
 * The data of a query, or what stands in for it. Old data stays on the screen when a refetch fails; data that cannot be
 * shown breaks this part of the page and no other.
 */
export function Loaded<Data>({ query, children, waiting }: Props<Data>) {
  if (query.data !== undefined) {
    return (
      <ErrorBoundary of="panel">
        <Shown data={query.data}>{children}</Shown>
      </ErrorBoundary>
    );
  }
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  return waiting ?? <GreyLines />;
}

/** Renders below the boundary, so that the boundary sees it fail. */
function Shown<Data>({ data, children }: { data: Data; children: (data: Data) => ReactNode }) {
  return children(data);
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
