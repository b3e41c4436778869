import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { useUndoChange } from './useUndoChange.ts';

/** Imports and changes of many, each with the way back. What follows from rules goes back with its rule. */
export function PastChanges() {
  const text = useText();
  const words = text.procedureBoard;
  const format = useFormat();
  const undo = useUndoChange();
  const changes = useQuery(api.procedures.changes.queryOptions({ input: {} }));
  const rows = (changes.data?.rows ?? []).filter(
    (row) => ['import', 'bulk', 'tell'].includes(row.action) && row.rows > 0,
  );
  if (rows.length === 0) return null;
  const actions: Readonly<Record<string, string>> = words.detail.action;
  return (
    <section>
      <h2>{words.importPage.past}</h2>
      <DataTable
        label={words.importPage.past}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'at',
            title: text.common.column.when,
            width: columnWidth.instant,
            cell: (row) => format.instant(row.at),
          },
          {
            key: 'what',
            title: words.detail.what,
            cell: (row) => `${actions[row.action] ?? row.action} ${row.fileName}`.trim(),
          },
          {
            key: 'rows',
            title: words.importPage.pastRows,
            width: '80px',
            align: 'right',
            cell: (row) => format.number(row.rows),
          },
          {
            key: 'undo',
            title: '',
            width: '160px',
            cell: (row) =>
              row.undoneAt ? (
                words.importPage.undoneMark
              ) : (
                <Button size="compact-xs" variant="default" onClick={() => undo(row.id)}>
                  {text.common.undo}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}
