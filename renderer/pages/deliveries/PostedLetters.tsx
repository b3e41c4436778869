import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import type { HandRow } from './ByHand.tsx';

const RETURNED = ['returned_unknown', 'returned_refused', 'returned_kept'] as const;
const channel = 'post' as const;

/** Letters that were posted: found by office, so that one in the clerk's hand is recorded as returned. */
export function PostedLetters({ versionId, count }: { versionId: number; count: number }) {
  const text = useText();
  const words = text.sending;
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const pages = useCursorPages(search);
  const list = useQuery({
    ...api.deliveries.byHand.queryOptions({
      input: { versionId, channel, done: true, search, cursor: pages.cursor, limit: PAGE_ROWS },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <details className="posted">
      <summary>{words.posted(format.number(count))}</summary>
      <p className="dim">{words.postedNote}</p>
      <TextInput
        maw={360}
        mb="xs"
        label={words.findPosted}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ErrorNote error={list.error} />
      <DataTable
        label={words.posted(format.number(count))}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
          { key: 'name', title: text.common.column.name, cell: (row) => row.officeName },
          { key: 'address', title: words.to, cell: (row) => row.address },
          {
            key: 'postedOn',
            title: words.postedOn,
            width: columnWidth.date,
            cell: (row) => (row.postedOn ? format.date(row.postedOn) : text.common.none),
          },
          { key: 'tracking', title: words.trackingNumber, width: '160px', cell: (row) => row.trackingNumber },
          { key: 'returned', title: words.returned, width: '216px', cell: (row) => <ReturnedField row={row} /> },
        ]}
      />
      <Pager pages={pages} data={list.data} />
    </details>
  );
}

/** Why a letter came back; choosing records it, with a way back. */
function ReturnedField({ row }: { row: HandRow }) {
  const text = useText();
  const words = text.sending;
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const posted = useMutation(api.deliveries.record.mutationOptions({ onSuccess: refresh }));
  const record = useMutation(
    api.deliveries.record.mutationOptions({
      onSuccess: () => {
        offerUndo({
          message: words.returnedDone(row.officeName),
          label: text.common.undo,
          undo: () =>
            posted.mutate({
              results: [{ deliveryId: row.id, result: 'done', trackingNumber: row.trackingNumber }],
              ...(row.postedOn ? { on: row.postedOn } : {}),
            }),
        });
        return refresh();
      },
    }),
  );
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={words.returnedOf(row.officeName)}
        value=""
        disabled={record.isPending}
        data={[
          { value: '', label: words.notReturned },
          ...RETURNED.map((cause) => ({ value: cause, label: words.cause[cause].name })),
        ]}
        onChange={(event) => {
          const result = RETURNED.find((each) => each === event.currentTarget.value);
          if (result) record.mutate({ results: [{ deliveryId: row.id, result }] });
        }}
      />
      <ErrorNote error={record.error ?? posted.error} />
    </>
  );
}
