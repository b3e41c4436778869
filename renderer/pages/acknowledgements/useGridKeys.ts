import { type KeyboardEvent, useState } from 'react';

/** A square of the grid, both counted from 0. */
export interface Place {
  row: number;
  column: number;
}

interface Grid {
  rows: number;
  columns: number;
  /** Rows of one screen. */
  page: () => number;
  onMove: (place: Place) => void;
  onOpen: (place: Place) => void;
  onSelection: (range: { from: number; to: number }) => void;
}

/**
 * The keys of a grid (https://www.w3.org/WAI/ARIA/apg/patterns/grid/): arrows, Home and End, with Ctrl the corners,
 * PageUp and PageDown, Enter opens, Space starts a range, Shift with an arrow stretches it.
 */
export function useGridKeys({ rows, columns, page, onMove, onOpen, onSelection }: Grid) {
  const [wanted, setActive] = useState<Place>({ row: 0, column: 0 });
  const [start, setStart] = useState(0);
  // A list that has become shorter must not leave the active square outside.
  const active = { row: clamp(wanted.row, rows), column: clamp(wanted.column, columns) };
  const range = { from: Math.min(start, active.row), to: Math.max(start, active.row) };

  const go = (place: Place, stretch: boolean) => {
    const next = { row: clamp(place.row, rows), column: clamp(place.column, columns) };
    const from = stretch ? Math.min(start, Math.max(rows - 1, 0)) : next.row;
    setActive(next);
    setStart(from);
    onSelection({ from: Math.min(from, next.row), to: Math.max(from, next.row) });
    onMove(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event, active, { rows, columns, page: page() });
    if (next) go(next, event.shiftKey);
    else if (event.key === 'Enter') onOpen(active);
    else if (event.key === ' ') go(active, false);
    else if (event.ctrlKey && event.key === 'a') {
      setStart(0);
      setActive({ ...active, row: Math.max(rows - 1, 0) });
      onSelection({ from: 0, to: Math.max(rows - 1, 0) });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { active, range, onKeyDown, point: (place: Place) => go(place, false) };
}

const clamp = (at: number, count: number) => Math.max(0, Math.min(at, count - 1));

/** Where a key leads; null for a key that does not move. */
function moved(
  event: KeyboardEvent,
  { row, column }: Place,
  { rows, columns, page }: { rows: number; columns: number; page: number },
): Place | null {
  if (event.altKey || event.metaKey) return null;
  const corner = event.ctrlKey;
  switch (event.key) {
    case 'ArrowDown':
      return { row: corner ? rows - 1 : row + 1, column };
    case 'ArrowUp':
      return { row: corner ? 0 : row - 1, column };
    case 'ArrowRight':
      return { row, column: corner ? columns - 1 : column + 1 };
    case 'ArrowLeft':
      return { row, column: corner ? 0 : column - 1 };
    case 'Home':
      return { row: corner ? 0 : row, column: 0 };
    case 'End':
      return { row: corner ? rows - 1 : row, column: columns - 1 };
    case 'PageDown':
      return { row: row + page, column };
    case 'PageUp':
      return { row: row - page, column };
    default:
      return null;
  }
}
