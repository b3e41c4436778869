import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useText } from '../text/index.ts';

interface Props {
  children: ReactNode;
  /** Fills a whole page, stands in a line of its panel, or is a mark in a link, where nothing can be said. */
  of: 'page' | 'panel' | 'mark';
}

/** Made of nothing that could itself be what broke. */
function Broken({ of, onReopen }: { of: Props['of']; onReopen: () => void }) {
  const text = useText().common;
  if (of === 'mark') return null;
  const reopen = (
    <Button
      size={of === 'page' ? 'sm' : 'compact-sm'}
      variant={of === 'page' ? 'filled' : 'default'}
      onClick={onReopen}
    >
      {text.reopen}
    </Button>
  );
  if (of === 'page') {
    return (
      <div role="alert" className="empty">
        <p className="empty-title">{text.pageBroken}</p>
        {reopen}
      </div>
    );
  }
  return (
    <div className="note" role="alert">
      {text.panelBroken} {reopen}
    </div>
  );
}

/** Keeps a fault inside the page or the panel where it happened: everything around it stays usable. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Broken of={this.props.of} onReopen={() => this.setState({ broken: false })} />;
  }
}
