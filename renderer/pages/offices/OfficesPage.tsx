import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { OfficeField } from '../../../electron/contract/offices.ts';
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
import { OfficeForm } from './OfficeForm.tsx';
import { OfficePage } from './OfficePage.tsx';

/** Find an office in a second; open it and come back to the same search. */
export function OfficesPage({ officeId }: { officeId: number | null }) {
  const found = useOfficeList();
  if (officeId !== null) return <OfficePage key={officeId} officeId={officeId} />;
  return <OfficeList found={found} />;
}

function OfficeList({ found }: { found: ReturnType<typeof useOfficeList> }) {
  const text = useText().offices;
  const [, navigate] = useLocation();
  const [creating, setCreating] = useState(false);
  const { filter, pages, list } = found;
  const columns = useColumns(filter.typed.trim() !== '');
  const nothing = list.data?.total === 0 && filter.typed === '' && !filter.entrusted;
  return (
    <>
      <PageHeader title={text.title}>
        {!creating && (
          <Button size="compact-md" variant="default" onClick={() => setCreating(true)}>
            {text.create}
          </Button>
        )}
        <Button component={Link} href="/offices/import" size="compact-md" variant={nothing ? 'filled' : 'default'}>
          {text.import}
        </Button>
      </PageHeader>
      {creating && <OfficeForm onClose={() => setCreating(false)} />}
      <div className="list-head">
        <OfficeFilter filter={filter} />
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {nothing ? (
        <EmptyState title={text.empty} note={text.emptyNote} />
      ) : (
        <DataTable
          label={text.title}
          columns={columns}
          rows={list.data?.rows}
          rowKey={(row) => row.id}
          empty={text.notFound}
          onOpen={(row) => navigate(to.office(row.id))}
        />
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

/** What is in sight anyway needs no telling that it was found there. */
const inSight: readonly OfficeField[] = ['code', 'name', 'branch', 'phone', 'mail'];

/** While searching, the last column tells why an office was found when nothing in sight does. */
function useColumns(searching: boolean): Column<Office>[] {
  const text = useText();
  const words = text.offices;
  const columns: Column<Office>[] = [
    { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.code },
    { key: 'name', title: text.common.column.name, cell: (row) => row.name },
    { key: 'branch', title: text.common.column.branch, width: columnWidth.branch, cell: (row) => row.branch },
    { key: 'phone', title: text.common.column.phone, width: columnWidth.phone, cell: (row) => row.phone },
    { key: 'mail', title: words.field.mail, width: searching ? '160px' : '190px', cell: (row) => row.mail },
  ];
  if (searching) return [...columns, { key: 'matched', title: words.matched, width: '28%', cell: Matched }];
  return [
    ...columns,
    { key: 'contact', title: words.field.contactName, width: '100px', cell: (row) => row.contactName },
    { key: 'status', title: words.field.status, width: '88px', cell: (row) => words.status[row.status] },
  ];
}

function Matched(row: Office) {
  return <MatchedFields row={row} />;
}

function MatchedFields({ row }: { row: Office }) {
  const text = useText().offices;
  const fields = row.matched.filter((field) => !inSight.includes(field));
  const told = fields.map((field) => `${text.field[field]} ${row[field]}`).join('・');
  return (
    <span className="dim" title={told}>
      {told}
    </span>
  );
}
