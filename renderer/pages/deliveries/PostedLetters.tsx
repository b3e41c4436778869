import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ListSearch, useListSearch } from '../../components/ListSearch.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import type { HandRow } from './ByHand.tsx';
import { useTakeBack } from './useTakeBack.ts';

const RETURNED = ['returned_unknown', 'returned_refused', 'returned_kept'] as const;
const channel = 'post' as const;

/** Letters that were posted: found by office, so that one in the clerk's hand is recorded as returned. */
export function PostedLetters({ versionId, count }: { versionId: number; count: number }) {
  const text = useText();
  const words = text.sending;
  const format = useFormat();
  const { search, ...box } = useListSearch();
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
      <div className="list-head">
        <ListSearch label={words.findPosted} {...box} />
        <Pager pages={pages} data={list.data} />
      </div>
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
    </details>
  );
}

/** Why a letter came back; choosing records it, with a way back. */
function ReturnedField({ row }: { row: HandRow }) {
  const words = useText().sending;
  const { offer } = useTakeBack(client.deliveries.record);
  const record = useMutation(
    api.deliveries.record.mutationOptions({
      onSuccess: () =>
        offer(words.returnedDone(row.officeName), {
          results: [{ deliveryId: row.id, result: 'done', trackingNumber: row.trackingNumber }],
          ...(row.postedOn ? { on: row.postedOn } : {}),
        }),
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
      <ErrorNote error={record.error} />
    </>
  );
}
