import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type Dispatch,
  type MouseEvent,
  type RefObject,
  type SetStateAction,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { MatrixRow } from '../../../electron/contract/acknowledgementStates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { cellId, MatrixCells, MatrixHead } from './MatrixCells.tsx';
import { rowsAsText } from './matrixText.ts';
import { type Place, useGridKeys } from './useGridKeys.ts';
import { type MatrixChoice, useMatrix } from './useMatrix.ts';

/** Pixels: a row, the columns that stay in sight, and a version's column with its word and without. */
const ROW = 32;
const FROZEN = [80, 230, 84, 76] as const;
const WORD = 140;
const SHAPE = 44;
/** Up to so many versions a square has room for its word. */
const WORDED = 5;

/** Rows taken to be on the screen before it has been measured. */
const FIRST_SHOWN = 30;

interface Shown {
  first: number;
  last: number;
}

interface Props {
  choice: MatrixChoice;
  gridRef: RefObject<HTMLTableElement | null>;
  /** Enter or a click on a square. */
  onOpen: (row: MatrixRow, versionId: number) => void;
  opened: { officeId: number; versionId: number } | null;
  onSelection: (range: { from: number; to: number }) => void;
}

/** Opens a square; one whose row is still being read opens as soon as it is there, unless the clerk has moved on. */
function useOpening(
  matrix: ReturnType<typeof useMatrix>,
  versions: readonly { versionId: number }[],
  onOpen: Props['onOpen'],
) {
  const [waiting, setWaiting] = useState<Place | null>(null);
  const row = waiting && matrix.row(waiting.row);
  const versionOf = (place: Place) => versions[place.column - FROZEN.length] ?? versions.at(-1);
  useEffect(() => {
    const chosen = waiting && versionOf(waiting);
    if (!row || !chosen) return;
    setWaiting(null);
    onOpen(row, chosen.versionId);
  });
  return {
    at: (place: Place) => {
      const there = matrix.row(place.row);
      const chosen = versionOf(place);
      if (there && chosen) onOpen(there, chosen.versionId);
      else setWaiting(place);
    },
    forget: () => setWaiting(null),
  };
}

/** Offices × versions: a hundred thousand rows, of which only those on the screen are drawn. */
export function MatrixGrid({ choice, gridRef, onOpen, opened, onSelection }: Props) {
  const text = useText();
  const words = text.acknowledgements;
  const gridId = useId();
  const area = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>({ first: 0, last: FIRST_SHOWN });
  const matrix = useMatrix(choice, shown);
  const versions = matrix.versions ?? [];
  const total = matrix.total ?? 0;
  const columns = FROZEN.length + versions.length;
  const virtual = useRows(total, area, setShown);
  const open = useOpening(matrix, versions, onOpen);
  const keys = useGridKeys({
    rows: total,
    columns,
    page: () => Math.max(1, Math.floor((area.current?.clientHeight ?? 400) / ROW) - 2),
    onMove: (place) => {
      open.forget();
      virtual.scrollToIndex(place.row);
      scrollColumn(area.current, place.column, versions.length);
    },
    onOpen: open.at,
    onSelection,
  });
  const point = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (!place) return;
    keys.point(place);
    open.at(place);
  };
  const heads = [text.common.column.code, text.common.column.name, text.common.column.branch, words.daysOpen];
  const copy = (event: ClipboardEvent) => {
    const all = [...heads, ...versions.map((version) => version.label)];
    const rows = rowsBetween(keys.range, matrix.row);
    event.clipboardData.setData('text/plain', rowsAsText(rows, { heads: all, state: words.cell }));
    event.preventDefault();
  };
  const worded = versions.length <= WORDED;
  return (
    <div ref={area} className="matrix">
      <table
        ref={gridRef}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table one moves about in
        role="grid"
        aria-label={words.matrix}
        aria-rowcount={total + 1}
        aria-colcount={columns}
        aria-multiselectable="true"
        aria-busy={matrix.total === undefined}
        aria-activedescendant={total > 0 ? cellId(gridId, keys.active) : undefined}
        tabIndex={0}
        onKeyDown={keys.onKeyDown}
        onClick={point}
        onCopy={copy}
      >
        <Widths versions={versions} worded={worded} />
        <MatrixHead heads={heads} versions={versions} worded={worded} chosen={choice.versionId} />
        <tbody>
          <Space height={virtual.getVirtualItems()[0]?.start ?? 0} columns={columns} />
          {virtual.getVirtualItems().map((item) => (
            <MatrixCells
              key={item.index}
              row={matrix.row(item.index)}
              at={item.index}
              worded={worded}
              versions={versions}
              active={keys.active.row === item.index ? keys.active.column : null}
              selected={item.index >= keys.range.from && item.index <= keys.range.to}
              opened={opened}
              gridId={gridId}
            />
          ))}
          <Space height={virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0)} columns={columns} />
        </tbody>
      </table>
      <ErrorNote error={matrix.error} onRetry={matrix.retry} />
      {matrix.total === 0 && <p className="dim no-rows">{text.common.noRows}</p>}
    </div>
  );
}

function Widths({ versions, worded }: { versions: readonly { versionId: number }[]; worded: boolean }) {
  return (
    <colgroup>
      {FROZEN.map((width) => (
        <col key={width} style={{ width }} />
      ))}
      {versions.map((version) => (
        <col key={version.versionId} style={{ width: worded ? WORD : SHAPE }} />
      ))}
      <col />
    </colgroup>
  );
}

/** Which rows are on the screen, and where. */
function useRows(total: number, area: RefObject<HTMLDivElement | null>, onShown: Dispatch<SetStateAction<Shown>>) {
  return useVirtualizer({
    count: total,
    getScrollElement: () => area.current,
    estimateSize: () => ROW,
    overscan: 6,
    scrollPaddingStart: ROW,
    onChange: ({ range }) => {
      const [first, last] = [range?.startIndex ?? 0, range?.endIndex ?? FIRST_SHOWN];
      onShown((before) => (before.first === first && before.last === last ? before : { first, last }));
    },
  });
}

/** Stands for the rows above or below the screen. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true" className="matrix-space">
      <td colSpan={columns + 1} style={{ height }} />
    </tr>
  );
}

const rowsBetween = ({ from, to }: { from: number; to: number }, row: (at: number) => MatrixRow | undefined) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index)).filter((one) => one !== undefined);

/** The square something lies in, counted from 0; null outside of the rows. One ear for the grid: a thousand take time. */
function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest('[aria-colindex]') : null;
  const row = Number(cell?.parentElement?.getAttribute('aria-rowindex') ?? 0) - 2;
  return cell && row >= 0 ? { row, column: Number(cell.getAttribute('aria-colindex')) - 1 } : null;
}

/** Brings a version's column out from under the frozen ones, or in from the right. */
function scrollColumn(grid: HTMLElement | null, column: number, versions: number): void {
  if (!grid || versions <= WORDED || column < FROZEN.length) return;
  const frozen = FROZEN.reduce((sum, width) => sum + width, 0);
  const left = (column - FROZEN.length) * SHAPE;
  const room = grid.clientWidth - frozen;
  if (left < grid.scrollLeft) grid.scrollLeft = left;
  else if (left + SHAPE > grid.scrollLeft + room) grid.scrollLeft = left + SHAPE - room;
}
