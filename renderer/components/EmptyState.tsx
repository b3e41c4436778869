import type { ReactNode } from 'react';

/** A page without rows: what that means and the one thing to do about it. */
export function EmptyState({ title, note, children }: { title: string; note?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {note && <p className="dim">{note}</p>}
      {children}
    </div>
  );
}
