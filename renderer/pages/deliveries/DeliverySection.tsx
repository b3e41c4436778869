import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import type { DeliveryState } from '../../../electron/contract/deliveries.ts';
import { api, type Delivery } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { dialled } from '../../components/phone.ts';
import { deliveryMark, StateMark } from '../../components/StateMark.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';

interface Props {
  versionId: number;
  states: DeliveryState[];
  title: string;
  note?: ReactNode;
  count: number;
  /** Only offices one address of which was not reached. */
  partly?: boolean;
  /** Columns after the usual ones. */
  more?: Column<Delivery>[];
}

/** The deliveries of a version in some states, with the server's own words. */
export function DeliverySection({ versionId, states, title, note, count, partly, more = [] }: Props) {
  const text = useText();
  const format = useFormat();
  const heading = useId();
  const pages = useCursorPages(`${states.join()} ${partly}`);
  const list = useQuery({
    ...api.deliveries.list.queryOptions({
      input: { versionId, states, partly, cursor: pages.cursor, limit: PAGE_ROWS },
    }),
    placeholderData: keepPreviousData,
  });
  const addressed = !states.includes('no_address');
  const decided = more.length > 0;
  const columns: Column<Delivery>[] = [
    { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
    { key: 'name', title: text.common.column.name, cell: (row) => row.officeName },
  ];
  if (!addressed) {
    const { phone } = text.common.column;
    columns.push({ key: 'phone', title: phone, width: columnWidth.phone, cell: (row) => dialled(row.phone) });
  }
  // Where something is to be decided, its buttons take the place of the address.
  if (addressed && !decided) {
    columns.push({ key: 'address', title: text.deliveries.address, width: '232px', cell: (row) => row.address });
  }
  if (addressed) {
    columns.push(
      {
        key: 'response',
        title: text.deliveries.response,
        cell: (row) => <span title={row.response}>{row.response || text.common.none}</span>,
      },
      {
        key: 'finishedAt',
        title: text.deliveries.finishedAt,
        width: columnWidth.instant,
        cell: (row) => (row.finishedAt ? format.instant(row.finishedAt) : text.common.none),
      },
    );
  }
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>
        <StateMark mark={deliveryMark[states[0] ?? 'queued']} label={title} /> {text.common.count(format.number(count))}
      </h2>
      {note && <p className="dim">{note}</p>}
      <ErrorNote error={list.error} />
      <DataTable
        label={title}
        rows={list.data?.rows}
        rowKey={(row) => row.id ?? row.officeCode}
        columns={[...columns, ...more]}
      />
      <Pager pages={pages} data={list.data} />
    </section>
  );
}
