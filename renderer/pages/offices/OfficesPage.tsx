import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, type Office } from '../../api/client.ts';
import { type Column, DataTable } from '../../components/DataTable.tsx';
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
  const [typed, setTyped] = useState('');
  const [entrusted, setEntrusted] = useState(true);
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
  const columns = useColumns(officeId !== null);
  const nothing = list.data?.total === 0 && search === '';
  return (
    <>
      <PageHeader title={text.title}>
        <Button component={Link} href="/offices/import" size="compact-md" variant={nothing ? 'filled' : 'default'}>
          {text.import}
        </Button>
      </PageHeader>
      <div className="list-head">
        <TextInput
          autoFocus
          size="xs"
          className="list-search"
          aria-label={text.search}
          placeholder={text.searchPlaceholder}
          data-list-filter
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Checkbox
          label={text.entrustedOnly}
          checked={entrusted}
          onChange={(event) => setEntrusted(event.currentTarget.checked)}
        />
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

/** Beside the open panel only what tells one office from another. */
function useColumns(narrow: boolean): Column<Office>[] {
  const text = useText();
  const words = text.offices;
  const columns: Column<Office>[] = [
    { key: 'code', title: text.common.column.code, width: '92px', cell: (row) => row.code },
    { key: 'name', title: text.common.column.name, cell: (row) => row.name },
    { key: 'branch', title: text.common.column.branch, width: '90px', cell: (row) => row.branch },
    { key: 'phone', title: text.common.column.phone, width: '122px', cell: (row) => row.phone },
  ];
  if (narrow) return columns;
  return [
    ...columns,
    { key: 'mail', title: words.field.mail, width: '210px', cell: (row) => row.mail },
    { key: 'contact', title: words.field.contactName, width: '100px', cell: (row) => row.contactName },
    { key: 'status', title: words.field.status, width: '96px', cell: (row) => words.status[row.status] },
  ];
}
