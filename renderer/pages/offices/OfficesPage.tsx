import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, type Office } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { SEARCH_REST } from '../../components/OfficePicker.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { OfficePanel } from './OfficePanel.tsx';

/** Find an office in a second. */
export function OfficesPage({ officeId }: { officeId: number | null }) {
  const text = useText().offices;
  const [, navigate] = useLocation();
  const { filter, pages, list } = useOfficeList();
  const columns = useColumns(officeId !== null);
  const nothing = list.data?.total === 0 && filter.typed === '' && !filter.entrusted;
  return (
    <>
      <PageHeader title={text.title}>
        <Button component={Link} href="/offices/import" size="compact-md" variant={nothing ? 'filled' : 'default'}>
          {text.import}
        </Button>
      </PageHeader>
      <div className="list-head">
        <OfficeFilter filter={filter} />
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {nothing ? (
        <EmptyState title={text.empty} note={text.emptyNote} />
      ) : (
        <div className="with-panel">
          <DataTable
            label={text.title}
            columns={columns}
            rows={list.data?.rows}
            rowKey={(row) => row.id}
            empty={text.notFound}
            onOpen={(row) => navigate(to.office(row.id))}
            isOpen={(row) => row.id === officeId}
          />
          {officeId !== null && <OfficePanel key={officeId} officeId={officeId} />}
        </div>
      )}
    </>
  );
}

function useOfficeList() {
  const [typed, type] = useState('');
  const [entrusted, onlyEntrusted] = useState(false);
  const [search] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const pages = useCursorPages(`${entrusted} ${search}`);
  const list = useQuery({
    ...api.offices.list.queryOptions({
      input: {
        search: search || undefined,
        status: entrusted ? 'entrusted' : undefined,
        cursor: pages.cursor,
        limit: PAGE_ROWS,
      },
    }),
    placeholderData: keepPreviousData,
  });
  return { filter: { typed, type, entrusted, onlyEntrusted }, pages, list };
}

function OfficeFilter({ filter }: { filter: ReturnType<typeof useOfficeList>['filter'] }) {
  const text = useText().offices;
  return (
    <>
      <TextInput
        autoFocus
        size="xs"
        className="list-search"
        aria-label={text.search}
        placeholder={text.searchPlaceholder}
        data-list-filter
        value={filter.typed}
        onChange={(event) => filter.type(event.currentTarget.value)}
      />
      <Checkbox
        label={text.entrustedOnly}
        checked={filter.entrusted}
        onChange={(event) => filter.onlyEntrusted(event.currentTarget.checked)}
      />
    </>
  );
}

/** Beside the open panel only what tells one office from another. */
function useColumns(narrow: boolean): Column<Office>[] {
  const text = useText();
  const words = text.offices;
  const columns: Column<Office>[] = [
    { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.code },
    { key: 'name', title: text.common.column.name, cell: (row) => row.name },
    { key: 'branch', title: text.common.column.branch, width: columnWidth.branch, cell: (row) => row.branch },
    { key: 'phone', title: text.common.column.phone, width: columnWidth.phone, cell: (row) => row.phone },
  ];
  if (narrow) return columns;
  return [
    ...columns,
    { key: 'mail', title: words.field.mail, width: '190px', cell: (row) => row.mail },
    { key: 'contact', title: words.field.contactName, width: '100px', cell: (row) => row.contactName },
    { key: 'status', title: words.field.status, width: '88px', cell: (row) => words.status[row.status] },
  ];
}
