import { memo, type ReactNode } from 'react';
import type { CellState, MatrixRow } from '../../../electron/contract/acknowledgementStates.ts';
import { useFormat } from '../../components/dates.ts';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';
import type { Place } from './useGridKeys.ts';

/** Shape and colour of a square. */
export const cellMark: Record<CellState, Mark> = {
  confirmed: 'confirmed',
  superseded: 'superseded',
  exempt: 'none',
  doubt: 'doubt',
  undelivered: 'undelivered',
  moving: 'moving',
  outdated: 'outdated',
  open: 'open',
  none: 'none',
};

interface HeadProps {
  heads: readonly string[];
  versions: readonly { versionId: number; label: string; sentAt: string }[];
  worded: boolean;
  /** The version the list and the order are about. */
  chosen: number;
}

export function MatrixHead({ heads, versions, worded, chosen }: HeadProps) {
  const text = useText().acknowledgements;
  const format = useFormat();
  return (
    <thead>
      <tr aria-rowindex={1}>
        {heads.map((head, column) => (
          <th key={head} scope="col" aria-colindex={column + 1} data-frozen={column}>
            {head}
          </th>
        ))}
        {versions.map((version, index) => (
          <th
            key={version.versionId}
            scope="col"
            aria-colindex={heads.length + index + 1}
            data-chosen={version.versionId === chosen}
            title={text.sentAt(version.label, format.instant(version.sentAt))}
          >
            {worded ? version.label : shorter(version.label)}
          </th>
        ))}
        <td aria-hidden="true" />
      </tr>
    </thead>
  );
}

/** 第12報 as 12: a narrow column has no room for more, and the whole stands in its title. */
const shorter = (label: string) => /\d+/.exec(label.normalize('NFKC'))?.[0] ?? [...label].slice(0, 2).join('');

interface RowProps {
  row: MatrixRow | undefined;
  at: number;
  worded: boolean;
  versions: readonly { versionId: number; label: string }[];
  /** The column of the active square, when it is in this row. */
  active: number | null;
  selected: boolean;
  opened: { officeId: number; versionId: number } | null;
  gridId: string;
}

/** The id of a square in the document. */
export const cellId = (grid: string, { row, column }: Place) => `${grid}-${row}-${column}`;

const FROZEN_CELLS = 4;

/** One office. A row that is still being read holds its place. */
export const MatrixCells = memo(function MatrixCells(props: RowProps) {
  const { row, at, active, selected, gridId } = props;
  const text = useText();
  const days = row?.daysOpen ?? null;
  const frozen = [row?.name ?? '', row?.branch ?? '', days === null ? '' : text.acknowledgements.days(days)];
  const common = (column: number) => ({
    id: cellId(gridId, { row: at, column }),
    'aria-colindex': column + 1,
    'data-active': active === column || undefined,
  });
  return (
    <tr aria-rowindex={at + 2} aria-selected={selected} aria-busy={row === undefined}>
      <th scope="row" data-frozen={0} {...common(0)}>
        {row?.code ?? '…'}
      </th>
      {frozen.map((content, index) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: the frozen columns are always the same
          key={index}
          data-frozen={index + 1}
          title={content.length > 12 ? content : undefined}
          {...common(index + 1)}
        >
          {content}
        </td>
      ))}
      <VersionCells {...props} common={common} />
      <td aria-hidden="true" />
    </tr>
  );
});

/** The shapes alone, made once: of narrow columns there are a thousand squares on the screen, and each says its word. */
const shapes = Object.fromEntries(
  Object.entries(cellMark).map(([state, mark]) => [state, <StateMark key={state} mark={mark} label={null} />]),
) as Record<CellState, ReactNode>;

function VersionCells({ row, versions, worded, opened, common }: RowProps & { common: (column: number) => object }) {
  const text = useText().acknowledgements;
  return versions.map((version, index) => {
    const state = row?.cells[index] ?? 'none';
    const isOpen = opened?.officeId === row?.officeId && opened?.versionId === version.versionId;
    return (
      <td
        key={version.versionId}
        data-opened={isOpen || undefined}
        title={`${version.label} ${text.cell[state]}`}
        aria-label={row && !worded ? text.cell[state] : undefined}
        {...common(FROZEN_CELLS + index)}
      >
        {row && (worded ? <StateMark mark={cellMark[state]} label={text.cell[state]} /> : shapes[state])}
      </td>
    );
  });
}
