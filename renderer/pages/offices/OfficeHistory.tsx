import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { useShownValue } from './shownValue.ts';

type OfficeChange = Outputs['offices']['history']['rows'][number];

/** Who changed what and when, newest first. */
export function OfficeHistory({ officeId }: { officeId: number }) {
  const text = useText().offices;
  const pages = useCursorPages(`${officeId}`);
  const history = useQuery({
    ...api.offices.history.queryOptions({ input: { id: officeId, cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  return (
    <section>
      <div className="list-head">
        <h2>{text.history}</h2>
        <Pager pages={pages} data={history.data} />
      </div>
      <ErrorNote error={history.error} onRetry={() => void history.refetch()} />
      <DataTable
        label={text.history}
        rows={history.data?.rows}
        rowKey={(row) => row.id}
        empty={text.noHistory}
        columns={columns}
      />
    </section>
  );
}

function useColumns(): Column<OfficeChange>[] {
  const text = useText().offices;
  const format = useFormat();
  const shown = useShownValue();
  const value = (row: OfficeChange, side: 'from' | 'to') => (row.field ? shown(row.field, row[side]) : row[side]);
  return [
    { key: 'at', title: text.when, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
    { key: 'who', title: text.who, width: '110px', cell: (row) => row.clerk },
    {
      key: 'item',
      title: text.item,
      width: '150px',
      cell: (row) => (row.field ? text.field[row.field] : text.entered),
    },
    { key: 'from', title: text.before, cell: (row) => value(row, 'from') },
    { key: 'to', title: text.after, cell: (row) => value(row, 'to') },
    {
      key: 'origin',
      title: text.origin,
      width: '94px',
      cell: (row) => row.importId !== null && <span className="tag">{text.imported}</span>,
    },
  ];
}
