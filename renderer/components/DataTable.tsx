import { Skeleton } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../text/index.ts';

/** Widths that hold their usual content uncut, in either form of dates. */
export const columnWidth = {
  code: '78px',
  branch: '88px',
  phone: '140px',
  date: '164px',
  instant: '188px',
  delivery: '92px',
  state: '104px',
} as const;

export interface Column<Row> {
  key: string;
  title: string;
  /** CSS width; the columns without one share what is left. */
  width?: string;
  align?: 'right';
  cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  /** Undefined while loading: rows of the same height stand in, so nothing jumps. */
  rows: Row[] | undefined;
  rowKey: (row: Row) => string | number;
  empty?: ReactNode;
  /** Enter or a click opens a row; ↑ ↓ move between rows. */
  onOpen?: (row: Row) => void;
  isOpen?: (row: Row) => boolean;
}

const SKELETON_ROWS = 8;

function moveFocus(event: KeyboardEvent<HTMLTableRowElement>) {
  const row = event.currentTarget;
  const neighbour = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
  if (neighbour instanceof HTMLElement) neighbour.focus();
  event.preventDefault();
}

/** The dense table of every list: 32 px rows, fixed columns, long text cut with its full form on hover. */
export function DataTable<Row>({ label, columns, rows, rowKey, empty, onOpen, isOpen }: Props<Row>) {
  const text = useText();
  if (rows?.length === 0) return <p className="dim no-rows">{empty ?? text.common.noRows}</p>;

  const opening = (row: Row) =>
    onOpen && {
      tabIndex: 0,
      'aria-selected': isOpen?.(row) ?? false,
      onClick: () => onOpen(row),
      onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') onOpen(row);
        else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event);
      },
    };

  return (
    <table className="table" aria-label={label} aria-busy={!rows} data-opens={Boolean(onOpen)}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" data-align={column.align}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows
          ? rows.map((row) => (
              <tr key={rowKey(row)} {...opening(row)}>
                {columns.map((column) => {
                  const content = column.cell(row);
                  return (
                    <td
                      key={column.key}
                      data-align={column.align}
                      title={typeof content === 'string' && content.length > 12 ? content : undefined}
                    >
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))
          : Array.from({ length: SKELETON_ROWS }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity, they only hold the place
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column.key}>
                    <Skeleton height={12} width="70%" />
                  </td>
                ))}
              </tr>
            ))}
      </tbody>
    </table>
  );
}
