import { Checkbox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import {
  type Procedure,
  type ProcedureBucket,
  type ProcedureFilter,
  procedureBucket,
} from '../../../electron/contract/procedureShapes.ts';
import { api, type Outputs } from '../../api/client.ts';
import { DaysLeft } from '../../components/DaysLeft.tsx';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { DueWay, FilingTags, HarmMark, KindName } from './FilingMarks.tsx';
import type { Selection } from './useSelection.ts';

/** Cards a column shows; the rest is in its list. */
const CARDS = 12;

const marks: Record<ProcedureBucket, Mark> = {
  overdue: 'late',
  today: 'undelivered',
  soon: 'moving',
  week: 'open',
  later: 'open',
  none: 'none',
};

interface Props {
  counts: Outputs['procedures']['board'];
  filter: ProcedureFilter;
  selection: Selection;
}

/** What is to be filed, in columns by time; those whose delay hurts people stand first in each. */
export function Board({ counts, filter, selection }: Props) {
  const text = useText().procedureBoard;
  return (
    <section className="filing-board" aria-label={text.board} onKeyDown={moveBetweenCards}>
      {procedureBucket.options.map((bucket) => (
        <Column key={bucket} bucket={bucket} counts={counts} filter={filter} selection={selection} />
      ))}
    </section>
  );
}

function Column({ bucket, counts, filter, selection }: Props & { bucket: ProcedureBucket }) {
  const text = useText().procedureBoard;
  const format = useFormat();
  const total = counts[bucket];
  const list = useQuery({
    ...api.procedures.list.queryOptions({ input: { ...filter, bucket, order: 'need', limit: CARDS } }),
    placeholderData: keepPreviousData,
    enabled: total > 0,
  });
  return (
    <section className="filing-column" data-empty={total === 0} aria-label={text.bucket[bucket]}>
      <h2>
        <Link href={to.procedures(bucket)} className="filing-head">
          <StateMark mark={marks[bucket]} label={text.bucket[bucket]} /> <strong>{format.number(total)}</strong>
        </Link>
        {counts.harm[bucket] > 0 && (
          <small className="filing-urgent">▲ {text.urgentOf(format.number(counts.harm[bucket]))}</small>
        )}
      </h2>
      {total === 0 ? (
        <p className="dim">{text.emptyColumn}</p>
      ) : (
        <Loaded query={list}>
          {(data) => (
            <ul>
              {data.rows.map((row) => (
                <FilingCard key={row.id} row={row} selection={selection} />
              ))}
            </ul>
          )}
        </Loaded>
      )}
      {total > CARDS && (
        <Link href={to.procedures(bucket)} aria-label={text.moreIn(text.bucket[bucket], format.number(total - CARDS))}>
          {text.more(format.number(total - CARDS))}
        </Link>
      )}
    </section>
  );
}

function FilingCard({ row, selection }: { row: Procedure; selection: Selection }) {
  const text = useText();
  const words = text.procedures;
  const format = useFormat();
  const { typeOf } = useKindWords();
  const name = `${row.officeName} ${typeOf(row)} ${row.person}`.trim();
  return (
    <li className="filing-card" data-harm={row.harm} data-selected={selection.has(row.id)}>
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={text.procedureBoard.select(name)}
        checked={selection.has(row.id)}
        onChange={() => selection.toggle(row)}
      />
      <DueWay row={row}>
        <Link
          href={to.procedure(row.id)}
          data-card
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== ' ') return;
            event.preventDefault();
            selection.toggle(row);
          }}
        >
          <span className="filing-kind">
            <HarmMark row={row} /> <KindName row={row} />
          </span>
          <span>
            {row.officeName} {row.person && <span className="dim">{row.person}</span>}
          </span>
          <span className="filing-due">
            <DaysLeft procedure={row} /> {row.dueOn && <span className="dim">{format.date(row.dueOn)}</span>}
          </span>
          <span className="dim">{words.state[row.state]}</span>
        </Link>
      </DueWay>
      <FilingTags row={row} />
    </li>
  );
}

/** ↑ ↓ within a column, ← → to the card beside. */
function moveBetweenCards(event: KeyboardEvent<HTMLElement>): void {
  const card = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-card]') : null;
  const column = card?.closest('.filing-column');
  if (!card || !column) return;
  const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')];
  const at = cards.indexOf(card);
  const target = besides(event.key, { column, cards, at });
  if (!target) return;
  event.preventDefault();
  target.focus();
}

interface Place {
  column: Element;
  cards: readonly HTMLElement[];
  at: number;
}

function besides(key: string, { column, cards, at }: Place): HTMLElement | undefined {
  if (key === 'ArrowDown') return cards[at + 1];
  if (key === 'ArrowUp') return cards[at - 1];
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const columns = [...(column.parentElement?.children ?? [])];
  const step = key === 'ArrowRight' ? 1 : -1;
  for (let next = columns.indexOf(column) + step; columns[next]; next += step) {
    const there = [...(columns[next]?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
    if (there.length > 0) return there[Math.min(at, there.length - 1)];
  }
  return undefined;
}
