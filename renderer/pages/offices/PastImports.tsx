import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Outputs } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { UndoAnswer, UndoButton, type Undone } from './UndoImport.tsx';

type PastImport = Outputs['offices']['imports']['rows'][number];

/** What was imported before, each with its way back. */
export function PastImports() {
  const text = useText().offices;
  const past = useQuery(api.offices.imports.queryOptions({ input: {} }));
  const [undone, setUndone] = useState<Undone | null>(null);
  const columns = useColumns(setUndone);
  if (past.data?.rows.length === 0) return null;
  return (
    <section className="past-imports">
      <h2>{text.past}</h2>
      <ErrorNote error={past.error} onRetry={() => void past.refetch()} />
      {undone && <UndoAnswer undone={undone} />}
      <DataTable label={text.past} rows={past.data?.rows} rowKey={(row) => row.id} columns={columns} />
    </section>
  );
}

function useColumns(onUndone: (undone: Undone) => void): Column<PastImport>[] {
  const text = useText().offices;
  const format = useFormat();
  const count = (key: 'rows' | 'created' | 'updated' | 'rejected'): Column<PastImport> => ({
    key,
    title: text[key],
    width: '76px',
    align: 'right',
    cell: (row) => format.number(row[key]),
  });
  return [
    { key: 'at', title: text.when, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
    { key: 'file', title: text.file, cell: (row) => row.fileName },
    count('rows'),
    count('created'),
    count('updated'),
    count('rejected'),
    {
      key: 'undo',
      title: text.undo,
      width: '196px',
      cell: (row) =>
        row.undoneAt ? (
          <span className="dim">{text.undoneAt(format.moment(row.undoneAt))}</span>
        ) : (
          <UndoButton
            id={row.id}
            name={row.fileName}
            variant="default"
            size="compact-xs"
            aria-label={text.undoOf(row.fileName)}
            onUndone={onUndone}
          >
            {text.undo}
          </UndoButton>
        ),
    },
  ];
}
