import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, type Outputs } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { useUndoMerge } from './useUndoMerge.ts';

type Merge = Outputs['duplicates']['merges']['rows'][number];

/** What was merged so far, newest first, each with the way back. Nothing while there is nothing. */
export function PastMerges() {
  const text = useText().duplicates;
  const format = useFormat();
  const pages = useCursorPages('merges');
  const merges = useQuery({
    ...api.duplicates.merges.queryOptions({ input: { cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  if (merges.data?.total === 0) return null;
  return (
    <section>
      <div className="list-head">
        <h2>{text.done}</h2>
        <Pager pages={pages} data={merges.data} />
      </div>
      <ErrorNote error={merges.error} onRetry={() => void merges.refetch()} />
      <DataTable
        label={text.done}
        rows={merges.data?.rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'at', title: text.when, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
          {
            key: 'kept',
            title: text.keptColumn,
            cell: (row) => <Link href={to.office(row.keptId)}>{`${row.keptCode} ${row.keptName}`}</Link>,
          },
          { key: 'dropped', title: text.droppedColumn, cell: (row) => `${row.droppedCode} ${row.droppedName}` },
          { key: 'undo', title: '', width: '260px', cell: (row) => <Undo merge={row} /> },
        ]}
      />
    </section>
  );
}

function Undo({ merge }: { merge: Merge }) {
  const text = useText().duplicates;
  const format = useFormat();
  const undo = useUndoMerge();
  if (merge.undoneAt) return <span className="dim">{text.undoneAt(format.instant(merge.undoneAt))}</span>;
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={text.undoOf(merge.droppedCode)}
      loading={undo.isPending}
      onClick={() => undo.mutate(merge.id)}
    >
      {text.undo}
    </Button>
  );
}
