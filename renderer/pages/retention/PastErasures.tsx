import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** What was erased when, in numbers. */
export function PastErasures() {
  const text = useText().retention;
  const format = useFormat();
  const list = useQuery(api.retention.list.queryOptions({ input: {} }));
  return (
    <section className="panel" aria-labelledby="past-erasures">
      <h2 id="past-erasures">{text.past}</h2>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable
        label={text.past}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        empty={text.noPast}
        columns={[
          { key: 'at', title: text.at, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
          { key: 'who', title: text.who, width: '96px', cell: (row) => row.clerk },
          { key: 'offices', title: text.offices, align: 'right', cell: (row) => format.number(row.offices) },
          { key: 'incidents', title: text.incidents, align: 'right', cell: (row) => format.number(row.incidents) },
          {
            key: 'finished',
            title: text.finished,
            width: columnWidth.instant,
            cell: (row) => (row.finishedAt ? `✓ ${format.instant(row.finishedAt)}` : `△ ${text.unfinished}`),
          },
        ]}
      />
    </section>
  );
}
