import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { patterns, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { Board } from './Board.tsx';
import { BulkBar } from './BulkBar.tsx';
import { FilterFields } from './FilterFields.tsx';
import { ProcedureForm } from './ProcedureForm.tsx';
import { ProcedureTable } from './ProcedureTable.tsx';
import { TellOffices } from './TellOffices.tsx';
import { type FilingFilter, filterOfList, type ListName, listNames, useFilingFilter } from './useFilingFilter.ts';
import { type Selection, useSelection } from './useSelection.ts';

/** What is due, what is blocked, who suffers? The board by time, or one of its lists as a table. */
export function ProceduresPage({ tab }: { tab: string | undefined }) {
  const text = useText();
  const words = text.procedures;
  const [creating, setCreating] = useState(false);
  const filter = useFilingFilter();
  const selection = useSelection();
  const list = listNames.find((name) => name === tab);
  const board = useQuery({
    ...api.procedures.board.queryOptions({ input: filter.filter }),
    placeholderData: keepPreviousData,
  });
  const nothing = board.data?.total === 0 && !filter.isNarrowed && list === undefined;
  return (
    <>
      <PageHeader title={words.title}>
        <HeaderLinks />
        {!creating && (
          <Button size="compact-md" onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        )}
      </PageHeader>
      {creating && <ProcedureForm onClose={() => setCreating(false)} />}
      <div className="list-head">
        <Tabs list={list} counts={board.data} />
      </div>
      <div className="list-head">
        <FilterFields filter={filter} />
      </div>
      <ErrorNote error={board.error} onRetry={() => void board.refetch()} />
      <TellOffices />
      <BulkBar selection={selection} />
      {nothing && <EmptyState title={words.none} />}
      {list && <FilingList list={list} filter={filter} selection={selection} />}
      {!list && !nothing && board.data && <Board counts={board.data} filter={filter.filter} selection={selection} />}
      {!list && !nothing && <p className="dim">{text.procedureBoard.keys}</p>}
      <p className="dim">{words.guidance}</p>
    </>
  );
}

function HeaderLinks() {
  const text = useText().procedureBoard;
  const links = [
    [patterns.procedureRules, text.kinds],
    [patterns.refile, text.refile],
    [patterns.importProcedures, text.import],
  ] as const;
  return links.map(([href, label]) => (
    <Button key={href} component={Link} href={href} size="compact-md" variant="default">
      {label}
    </Button>
  ));
}

/** The board and its lists, each with its number. */
function Tabs({ list, counts }: { list: ListName | undefined; counts: Outputs['procedures']['board'] | undefined }) {
  const text = useText();
  const words = text.procedureBoard;
  const format = useFormat();
  const names = { ...words.bucket, misses: words.misses, blocked: words.blocked };
  const named = (name: ListName) =>
    name === 'all' ? text.procedures.all : name === 'delayed' ? text.procedures.delayed : names[name];
  return (
    <nav className="chips filing-chips" aria-label={text.procedures.title}>
      <Link href={to.procedures()} className="chip" aria-current={list === undefined ? 'true' : undefined}>
        {words.board}
      </Link>
      {listNames.map((name) => (
        <Link key={name} href={to.procedures(name)} className="chip" aria-current={list === name ? 'true' : undefined}>
          {named(name)} {name !== 'all' && counts && <strong>{format.number(counts[name])}</strong>}
        </Link>
      ))}
    </nav>
  );
}

interface ListProps {
  list: ListName;
  filter: FilingFilter;
  selection: Selection;
}

/** One list as a table: the same filings as on the cards. */
function FilingList({ list: name, filter, selection }: ListProps) {
  const text = useText().procedures;
  const input = { ...filter.filter, ...filterOfList(name) };
  const pages = useCursorPages(JSON.stringify(input));
  const order = name === 'all' ? ('due' as const) : ('need' as const);
  const list = useQuery({
    ...api.procedures.list.queryOptions({ input: { ...input, order, cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  const nothing = list.data?.total === 0 && !filter.isNarrowed;
  return (
    <>
      <div className="list-head">
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {nothing ? (
        <EmptyState title={name === 'delayed' ? text.noneDelayed : text.none} />
      ) : (
        <ProcedureTable rows={list.data?.rows} selection={selection} />
      )}
    </>
  );
}
