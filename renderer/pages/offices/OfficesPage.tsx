import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { OfficeField, OfficeFilter } from '../../../electron/contract/offices.ts';
import { api, type Office } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { dialled } from '../../components/phone.ts';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { officeFilterPath, readOfficeFilter } from '../../officeFilterPath.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { ConflictsLink } from './ConflictsLink.tsx';
import { DuplicatesLink } from './DuplicatesLink.tsx';
import { OfficeFilterRow } from './OfficeFilterRow.tsx';
import { OfficeForm } from './OfficeForm.tsx';
import { OfficePage } from './OfficePage.tsx';
import { Tags } from './Tags.tsx';

interface Props {
  /** An office's id, `list`, or nothing, as it stands in the address. */
  office: string | undefined;
  filter: string | undefined;
}

/** Find an office in a second; open it and come back to the same list: what narrows it stands in the address. */
export function OfficesPage({ office, filter: piece }: Props) {
  const filter = readOfficeFilter(piece);
  const found = useOfficeList(filter);
  const officeId = Number(office);
  if (officeId > 0) return <OfficePage key={officeId} officeId={officeId} list={to.offices(filter)} />;
  return <OfficeList filter={filter} found={found} />;
}

function OfficeList({ filter, found }: { filter: OfficeFilter; found: ReturnType<typeof useOfficeList> }) {
  const text = useText().offices;
  const [, navigate] = useLocation();
  const [creating, setCreating] = useState(false);
  const { pages, list } = found;
  const columns = useColumns(filter.search !== undefined);
  const narrowed = officeFilterPath(filter) !== '';
  const nothing = list.data?.total === 0 && !narrowed;
  return (
    <>
      <PageHeader title={text.title}>
        <ConflictsLink />
        {!creating && (
          <Button size="compact-md" variant="default" onClick={() => setCreating(true)}>
            {text.create}
          </Button>
        )}
        <Button component={Link} href={to.report('offices', filter)} size="compact-md" variant="default">
          {text.exportList}
        </Button>
        <DuplicatesLink />
        <Button component={Link} href="/offices/import" size="compact-md" variant={nothing ? 'filled' : 'default'}>
          {text.import}
        </Button>
      </PageHeader>
      {creating && <OfficeForm onClose={() => setCreating(false)} />}
      <OfficeFilterRow filter={filter}>
        <Pager pages={pages} data={list.data} />
      </OfficeFilterRow>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {nothing ? (
        <EmptyState title={text.empty} note={text.emptyNote} />
      ) : (
        <DataTable
          label={text.title}
          columns={columns}
          rows={list.data?.rows}
          rowKey={(row) => row.id}
          empty={filter.search ? text.notFound : text.notFiltered}
          onOpen={(row) => navigate(to.office(row.id, filter))}
        />
      )}
    </>
  );
}

function useOfficeList(filter: OfficeFilter) {
  const pages = useCursorPages(officeFilterPath(filter));
  const list = useQuery({
    ...api.offices.list.queryOptions({ input: { ...filter, cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  return { pages, list };
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
    { key: 'phone', title: text.common.column.phone, width: columnWidth.phone, cell: (row) => dialled(row.phone) },
    { key: 'mail', title: words.field.mail, width: '22%', cell: (row) => row.mail },
  ];
  if (searching) return [...columns, { key: 'matched', title: words.matched, width: '28%', cell: Matched }];
  return [
    ...columns,
    { key: 'tags', title: words.field.tags, width: '11%', cell: (row) => <Tags value={row.tags} /> },
    { key: 'status', title: words.field.status, width: '96px', cell: (row) => words.status[row.status] },
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
