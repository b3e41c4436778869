import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { NoticeVersion } from '../../../electron/contract/notices.ts';
import { useFormat } from '../../components/dates.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { type DiffRow, foldedRows } from './compareRows.ts';
import { changeId, useChangeKeys } from './useChangeKeys.ts';

type Head = Pick<NoticeVersion, 'label' | 'subject' | 'state' | 'approvedAt' | 'updatedAt'>;

interface Props {
  rows: readonly DiffRow[];
  older: Head;
  newer: Head;
}

/** Two texts left and right, or one with both; what changed is marked by a bar, a word, underline and strike. */
export function ComparedText({ rows, older, newer }: Props) {
  const words = useText().compare;
  const format = useFormat();
  const { compareView } = usePreferences();
  const [opened, setOpened] = useState<readonly number[]>([]);
  const shown = useMemo(() => foldedRows(rows), [rows]);
  const total = rows.filter((row) => row.change !== 'same').length;
  const open = (at: number) => setOpened([...opened, at]);
  return (
    <section className="compare" data-view={compareView} aria-label={words.title}>
      {total > 0 && <Steps total={total} />}
      <div className="compare-row compare-heads">
        <span />
        <VersionHead word={words.older} version={older} />
        <VersionHead word={words.newer} version={newer} />
      </div>
      {shown.map((each) => {
        if (each.kind === 'row') return <Row key={keyOf(each.row)} row={each.row} change={each.change} />;
        if (opened.includes(each.at)) return each.rows.map((row) => <Row key={keyOf(row)} row={row} change={0} />);
        return (
          <Button
            key={`fold-${each.at}`}
            className="compare-fold"
            size="compact-sm"
            variant="subtle"
            onClick={() => open(each.at)}
          >
            {words.unfold(format.number(each.rows.length))}
          </Button>
        );
      })}
    </section>
  );
}

const keys = new WeakMap<DiffRow, string>();
let lastKey = 0;

/** The same sentence may stand in a text twice: a row is known by itself. */
function keyOf(row: DiffRow): string {
  const known = keys.get(row);
  if (known) return known;
  lastKey += 1;
  keys.set(row, `row-${lastKey}`);
  return `row-${lastKey}`;
}

function Steps({ total }: { total: number }) {
  const words = useText().compare;
  const format = useFormat();
  const { current, step } = useChangeKeys(total);
  return (
    <div className="compare-steps no-print">
      <Button size="compact-sm" variant="default" onClick={() => step(-1)}>
        {words.previous}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => step(1)}>
        {words.next}
      </Button>
      <span role="status">{words.place(format.number(current), format.number(total))}</span>
      <span className="dim">{words.keys}</span>
    </div>
  );
}

function VersionHead({ word, version }: { word: string; version: Head }) {
  const text = useText().notices;
  const format = useFormat();
  const when = version.approvedAt
    ? `${text.approvedAt} ${format.instant(version.approvedAt)}`
    : `${text.updatedAt} ${format.instant(version.updatedAt)}`;
  return (
    <div className="compare-head">
      <strong>
        {word}: {version.label}
      </strong>{' '}
      <span className="dim">
        {text.state[version.state]} {when}
      </span>
      <p className="compare-subject">{version.subject}</p>
    </div>
  );
}

function Row({ row, change }: { row: DiffRow; change: number }) {
  const text = useText().compare;
  const { compareView } = usePreferences();
  const changed = change > 0;
  return (
    <div
      className="compare-row"
      data-change={row.change}
      id={changed ? changeId(change) : undefined}
      tabIndex={changed ? -1 : undefined}
    >
      <span className="compare-word">{changed && text.change[row.change]}</span>
      {compareView === 'inline' ? (
        <p className="compare-text">
          <Pieces row={row} side="both" />
        </p>
      ) : (
        <>
          <p className="compare-text">{row.from !== null && <Pieces row={row} side="removed" />}</p>
          <p className="compare-text">{row.to !== null && <Pieces row={row} side="added" />}</p>
        </>
      )}
    </div>
  );
}

/** A sentence as the older text has it (`removed`), the newer (`added`), or both in one. */
function Pieces({ row, side }: { row: DiffRow; side: 'removed' | 'added' | 'both' }) {
  const pieces = row.pieces.filter((piece) => side === 'both' || piece.change === 'same' || piece.change === side);
  return pieces.map((piece, at) => {
    const key = `${at}-${piece.change}`;
    // Blank lines after a sentence belong to the text, not to the row.
    const words = at === pieces.length - 1 ? piece.text.trimEnd() : piece.text;
    if (piece.change === 'removed') return <del key={key}>{words}</del>;
    if (piece.change === 'added') return <ins key={key}>{words}</ins>;
    return <span key={key}>{words}</span>;
  });
}
