import { Button, Group } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { DeliveryChannel } from '../../../electron/contract/deliveries.ts';
import { api, type Outputs } from '../../api/client.ts';
import { downloadFile } from '../../api/files.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { Posting, TrackingField } from './Posting.tsx';
import { ResultField } from './ResultField.tsx';

export type HandRow = Outputs['deliveries']['byHand']['rows'][number];
/** The ways a person goes. */
export type HandChannel = Exclude<DeliveryChannel, 'mail'>;

/** What a person has to do by one way: sheets to print, and how each ended. */
export function ByHand({ versionId, channel }: { versionId: number; channel: HandChannel }) {
  const text = useText();
  const words = text.sending;
  const format = useFormat();
  const heading = useId();
  const pages = useCursorPages(channel);
  const [tracking, setTracking] = useState<Record<number, string>>({});
  const list = useQuery({
    ...api.deliveries.byHand.queryOptions({ input: { versionId, channel, cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  if (!list.data || list.data.total === 0) return null;
  const columns: Column<HandRow>[] = [
    { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
    { key: 'name', title: text.common.column.name, cell: (row) => row.officeName },
    { key: 'address', title: words.to, cell: (row) => row.address },
  ];
  if (channel !== 'phone') {
    columns.push({
      key: 'printed',
      title: words.printedAt,
      width: columnWidth.instant,
      cell: (row) => (row.printedAt ? format.instant(row.printedAt) : text.common.none),
    });
  }
  columns.push(
    channel === 'post'
      ? {
          key: 'tracking',
          title: words.trackingNumber,
          width: '176px',
          cell: (row) => (
            <TrackingField
              row={row}
              value={tracking[row.id] ?? ''}
              onChange={(number) => setTracking({ ...tracking, [row.id]: number })}
            />
          ),
        }
      : {
          key: 'result',
          title: words.result,
          width: '240px',
          cell: (row) => <ResultField row={row} channel={channel} />,
        },
  );
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>
        {words.handTitle[channel]} {text.common.count(format.number(list.data.total))}
      </h2>
      <p className="dim">{words.handNote[channel]}</p>
      {channel !== 'phone' && <Printing versionId={versionId} channel={channel} />}
      <ErrorNote error={list.error} />
      <DataTable label={words.handTitle[channel]} rows={list.data.rows} rowKey={(row) => row.id} columns={columns} />
      <Pager pages={pages} data={list.data} />
      {channel === 'post' && <Posting rows={list.data.rows} tracking={tracking} />}
    </section>
  );
}

function Printing({ versionId, channel }: { versionId: number; channel: 'post' | 'fax' }) {
  const text = useText().sending;
  const format = useFormat();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const print = useMutation(api.deliveries.print.mutationOptions({ onSuccess }));
  const download = useMutation({ mutationFn: downloadFile });
  const made = print.data;
  return (
    <Group gap="xs" mb="xs">
      <Button
        size="compact-sm"
        variant="default"
        loading={print.isPending}
        onClick={() => print.mutate({ versionId, channel })}
      >
        {text.print}
      </Button>
      {made && (
        <span role="status">
          ✓ {text.printed(format.number(made.offices), format.number(made.pages))}{' '}
          <Button size="compact-sm" loading={download.isPending} onClick={() => download.mutate(made.file)}>
            {text.download}
          </Button>
        </span>
      )}
      <ErrorNote error={print.error ?? download.error} />
    </Group>
  );
}
