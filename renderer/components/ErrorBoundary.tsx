import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useText } from '../text/index.ts';
import { EmptyState } from './EmptyState.tsx';

function Broken({ onReopen }: { onReopen: () => void }) {
  const text = useText();
  return (
    <div role="alert">
      <EmptyState title={text.common.pageBroken}>
        <Button onClick={onReopen}>{text.common.reopen}</Button>
      </EmptyState>
    </div>
  );
}

/** Keeps a fault of one page inside that page: the frame with its numbers and ways out stays. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Broken onReopen={() => this.setState({ broken: false })} />;
  }
}
