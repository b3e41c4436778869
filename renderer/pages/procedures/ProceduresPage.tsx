import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { SEARCH_REST } from '../../components/OfficePicker.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useOverview } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ProcedureForm } from './ProcedureForm.tsx';
import { ProcedureTable } from './ProcedureTable.tsx';

/** What is due, what is late, who suffers? */
export function ProceduresPage({ tab }: { tab: string | undefined }) {
  const text = useText().procedures;
  const [creating, setCreating] = useState(false);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const delayed = tab === 'delayed';
  const pages = useCursorPages(`${delayed} ${search}`);
  const list = useQuery({
    ...api.procedures.list.queryOptions({
      input: { delayed: delayed || undefined, search: search || undefined, cursor: pages.cursor, limit: PAGE_ROWS },
    }),
    placeholderData: keepPreviousData,
  });
  const nothing = list.data?.total === 0 && search === '';
  return (
    <>
      <PageHeader title={text.title}>
        {!creating && (
          <Button size="compact-md" onClick={() => setCreating(true)}>
            {text.create}
          </Button>
        )}
      </PageHeader>
      {creating && <ProcedureForm onClose={() => setCreating(false)} />}
      <div className="list-head">
        <Tabs delayed={delayed} />
        <TextInput
          size="xs"
          aria-label={text.search}
          placeholder={text.searchPlaceholder}
          data-list-filter
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {nothing ? (
        <EmptyState title={delayed ? text.noneDelayed : text.none} />
      ) : (
        <ProcedureTable rows={list.data?.rows} />
      )}
      <p className="dim">{text.guidance}</p>
    </>
  );
}

function Tabs({ delayed }: { delayed: boolean }) {
  const text = useText().procedures;
  const format = useFormat();
  const { overview } = useOverview();
  const late = overview.data?.delayed;
  return (
    <nav className="chips" aria-label={text.title}>
      <Link href={to.procedures('all')} className="chip" aria-current={delayed ? undefined : 'true'}>
        {text.all}
      </Link>
      <Link href={to.procedures('delayed')} className="chip" aria-current={delayed ? 'true' : undefined}>
        {text.delayed} {late !== undefined && <strong>{format.number(late)}</strong>}
      </Link>
    </nav>
  );
}
