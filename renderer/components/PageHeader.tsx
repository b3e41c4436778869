import type { ReactNode } from 'react';

/** The page's title and its actions in one line. */
export function PageHeader({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  return (
    <header className="page-header">
      <h1>{title}</h1>
      {note && (
        <span className="dim" title={typeof note === 'string' ? note : undefined}>
          {note}
        </span>
      )}
      <div className="page-actions">{children}</div>
    </header>
  );
}
