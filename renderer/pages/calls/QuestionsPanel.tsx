import { Button, Checkbox, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Question } from '../../../electron/contract/questions.ts';
import {
  type QuestionCategory,
  type QuestionState,
  questionCategory,
  questionState,
} from '../../../electron/contract/questionWords.ts';
import { api } from '../../api/client.ts';
import { type Column, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ListSearch, useListSearch } from '../../components/ListSearch.tsx';
import { Pager } from '../../components/Pager.tsx';
import { type Mark, StateMark } from '../../components/StateMark.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { QuestionActions } from './QuestionActions.tsx';

const marks: Record<QuestionState, Mark> = { open: 'open', drafted: 'moving', answered: 'confirmed' };

/** What offices asked, by every door: it feeds the next version and the prepared answers. */
export function QuestionsPanel({ incidentId }: { incidentId: number }) {
  const text = useText().questions;
  const calls = useText().calls;
  const [state, setState] = useState<QuestionState | null>(null);
  const [category, setCategory] = useState<QuestionCategory | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const { search, ...box } = useListSearch();
  const pages = useCursorPages(`${incidentId} ${state} ${category} ${search}`);
  const narrowed = { state: state ?? undefined, category: category ?? undefined, search };
  const list = useQuery({
    ...api.questions.list.queryOptions({ input: { incidentId, ...narrowed, cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  const counts = list.data?.counts;
  const all = counts ? counts.open + counts.drafted + counts.answered : 0;
  const columns = useColumns(picked, (id) => setPicked(toggled(picked, id)));
  if (list.data && all === 0 && !category && search === '') {
    return (
      <EmptyState title={text.empty} note={text.emptyNote}>
        <Button component={Link} href={to.calls('desk')}>
          {calls.tabs.desk}
        </Button>
      </EmptyState>
    );
  }
  const rows = list.data?.rows ?? [];
  return (
    <>
      <div className="list-head">
        <StateChips counts={counts} state={state} onChoose={setState} />
        <ListSearch label={text.search} {...box} />
        <Select
          size="xs"
          aria-label={text.category}
          placeholder={text.allCategories}
          clearable
          data={questionCategory.options.map((value) => ({ value, label: calls.categories[value] }))}
          value={category}
          onChange={(value) => setCategory(value === null ? null : questionCategory.parse(value))}
        />
        <Pager pages={pages} data={list.data} />
      </div>
      <QuestionActions
        incidentId={incidentId}
        picked={rows.filter((row) => picked.has(row.id))}
        onDone={() => setPicked(new Set())}
      />
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable label={text.title} rows={list.data?.rows} rowKey={(row) => row.id} columns={columns} />
    </>
  );
}

interface Chips {
  counts: Record<QuestionState, number> | undefined;
  state: QuestionState | null;
  onChoose: (state: QuestionState | null) => void;
}

function StateChips({ counts, state, onChoose }: Chips) {
  const text = useText().questions;
  const format = useFormat();
  const all = counts ? counts.open + counts.drafted + counts.answered : 0;
  return (
    <nav className="chips" aria-label={text.filter}>
      {[null, ...questionState.options].map((each) => (
        <button
          key={each}
          type="button"
          className="chip"
          aria-pressed={each === state}
          aria-current={each === state ? 'true' : undefined}
          onClick={() => onChoose(each)}
        >
          {each ? <StateMark mark={marks[each]} label={text.state[each]} /> : text.all}
          <strong>{format.number(each ? (counts?.[each] ?? 0) : all)}</strong>
        </button>
      ))}
    </nav>
  );
}

function toggled(picked: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return next;
}

function useColumns(picked: ReadonlySet<number>, onToggle: (id: number) => void): Column<Question>[] {
  const words = useText();
  const text = words.questions;
  const format = useFormat();
  return [
    {
      key: 'pick',
      title: '',
      width: '36px',
      cell: (row) => (
        <Checkbox
          size="xs"
          aria-label={text.pick(row.officeName, row.question)}
          checked={picked.has(row.id)}
          onChange={() => onToggle(row.id)}
        />
      ),
    },
    { key: 'asked', title: text.asked, width: '116px', cell: (row) => format.moment(row.askedAt) },
    {
      key: 'office',
      title: text.office,
      width: '20%',
      cell: (row) =>
        row.officeId === null ? (
          row.officeName
        ) : (
          <Link href={to.office(row.officeId)}>
            {row.officeCode} {row.officeName}
          </Link>
        ),
    },
    {
      key: 'door',
      title: text.door,
      width: '104px',
      cell: (row) =>
        row.mailId === null ? (
          text.doors[row.door]
        ) : (
          <Link href={to.replies('all', row.mailId)} title={text.toMail}>
            {text.doors[row.door]}
          </Link>
        ),
    },
    { key: 'category', title: text.category, width: '112px', cell: (row) => words.calls.categories[row.category] },
    {
      key: 'question',
      title: text.question,
      cell: (row) => (
        <span className="two-lines" title={row.question}>
          {row.question || <span className="dim">{text.unsaid}</span>}
        </span>
      ),
    },
    {
      key: 'state',
      title: words.common.column.state,
      width: '188px',
      cell: (row) => (
        <span title={row.answeredBy?.name}>
          <StateMark mark={marks[row.state]} label={text.state[row.state]} /> {row.answeredBy?.name}
        </span>
      ),
    },
  ];
}
