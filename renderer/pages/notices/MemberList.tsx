import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AudienceMember, AudienceRule, Channel } from '../../../electron/contract/audiences.ts';
import { api } from '../../api/client.ts';
import { ChannelMark } from '../../components/ChannelMark.tsx';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { SEARCH_REST } from '../../components/ListSearch.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { LeaveOut } from './LeaveOut.tsx';

/** What is listed: whom a rule names now, or the audience of a version, narrowed or not. */
export type MemberSource =
  | { incidentId: number; rule: AudienceRule }
  | { versionId: number; channel: Channel | undefined; part: number | undefined };

interface Props {
  source: MemberSource;
  /** A draft: each row offers to leave its office out of it. */
  leaveOutOf: number | undefined;
  /** The version has parts: tell which one each office falls into. */
  withParts?: boolean;
}

/** The offices of an audience, to be read before anything is sent: searched, paged, and left out one by one. */
export function MemberList({ source, leaveOutOf, withParts = false }: Props) {
  const text = useText().audiences;
  const [typed, setTyped] = useState('');
  const [leaving, setLeaving] = useState<AudienceMember | null>(null);
  const [rested] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const pages = useCursorPages(JSON.stringify([source, rested]));
  const input = { search: rested || undefined, cursor: pages.cursor, limit: PAGE_ROWS };
  const byRule = useQuery({
    ...api.audiences.list.queryOptions({
      input: 'rule' in source ? { ...source, ...input } : { incidentId: 1, rule: { kind: 'affected' } },
    }),
    enabled: 'rule' in source,
    placeholderData: keepPreviousData,
  });
  const ofVersion = useQuery({
    ...api.audiences.ofVersion.queryOptions({
      input: 'rule' in source ? { versionId: 1 } : { ...source, ...input },
    }),
    enabled: !('rule' in source),
    placeholderData: keepPreviousData,
  });
  const list = 'rule' in source ? byRule : ofVersion;
  const columns = useColumns(withParts, leaveOutOf === undefined ? undefined : setLeaving);
  return (
    <div className="members">
      <div className="list-head">
        <TextInput
          size="xs"
          className="list-search"
          aria-label={text.find}
          placeholder={text.findPlaceholder}
          data-list-filter
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable
        label={text.list}
        columns={columns}
        rows={list.data?.rows}
        rowKey={(row) => row.officeId}
        empty={text.emptyList}
      />
      {leaveOutOf !== undefined && leaving && (
        <LeaveOut versionId={leaveOutOf} office={leaving} onClose={() => setLeaving(null)} />
      )}
    </div>
  );
}

function useColumns(withParts: boolean, leaveOut: ((row: AudienceMember) => void) | undefined) {
  const text = useText();
  const words = text.audiences;
  const { column } = text.common;
  const columns: Column<AudienceMember>[] = [
    { key: 'code', title: column.code, width: columnWidth.code, cell: (row) => row.code },
    { key: 'name', title: column.name, cell: (row) => row.name },
    { key: 'branch', title: column.branch, width: columnWidth.branch, cell: (row) => row.branch },
    {
      key: 'channel',
      title: words.channelColumn,
      width: '120px',
      cell: (row) => <ChannelMark channel={row.channel} />,
    },
  ];
  if (withParts) {
    columns.push({ key: 'part', title: words.partColumn, width: '200px', cell: (row) => row.part ?? text.common.none });
  }
  if (leaveOut) {
    columns.push({
      key: 'leaveOut',
      title: '',
      width: '96px',
      cell: (row) => (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={words.excludeOffice(row.name)}
          onClick={() => leaveOut(row)}
        >
          {words.exclude}
        </Button>
      ),
    });
  }
  return columns;
}
