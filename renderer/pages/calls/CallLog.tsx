import { Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type CallOutcome, callOutcome } from '../../../electron/contract/calls.ts';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ListSearch, useListSearch } from '../../components/ListSearch.tsx';
import { Pager } from '../../components/Pager.tsx';
import { useCallColumns } from '../../components/useCallColumns.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** Every call of an incident, newest first; those taken back are told as such. */
export function CallLog({ incidentId }: { incidentId: number }) {
  const text = useText().calls;
  const [, navigate] = useLocation();
  const [outcome, setOutcome] = useState<CallOutcome | null>(null);
  const { search, ...box } = useListSearch();
  const pages = useCursorPages(`${incidentId} ${outcome} ${search}`);
  const list = useQuery({
    ...api.calls.list.queryOptions({
      input: { incidentId, search, outcomes: outcome ? [outcome] : undefined, cursor: pages.cursor, limit: PAGE_ROWS },
    }),
    placeholderData: keepPreviousData,
  });
  const columns = useCallColumns();
  return (
    <>
      <div className="list-head">
        <ListSearch label={text.search} {...box} />
        <Select
          size="xs"
          aria-label={text.filter}
          placeholder={text.all}
          clearable
          data={callOutcome.options.map((value) => ({ value, label: text.outcome[value] }))}
          value={outcome}
          onChange={(value) => setOutcome(value === null ? null : callOutcome.parse(value))}
        />
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable
        label={text.log}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        empty={text.logEmpty}
        onOpen={(row) => navigate(to.office(row.officeId))}
        columns={columns}
      />
    </>
  );
}
