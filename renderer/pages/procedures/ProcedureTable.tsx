import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Procedure, type ProcedureState, procedureState } from '../../../electron/contract/procedureShapes.ts';
import { api } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { DaysLeft } from '../../components/DaysLeft.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

/** The filings by due date; the state changes in its own row. */
export function ProcedureTable({ rows }: { rows: Procedure[] | undefined }) {
  const text = useText();
  const format = useFormat();
  const words = text.procedures;
  const queries = useQueryClient();
  const update = useMutation(
    api.procedures.update.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.procedures.key() }),
    }),
  );
  const change = (row: Procedure, state: ProcedureState) =>
    update.mutate(
      { id: row.id, state },
      {
        onSuccess: () =>
          offerUndo({
            message: words.changed(row.officeName, words.state[state]),
            label: text.common.undo,
            undo: () => update.mutate({ id: row.id, state: row.state }),
          }),
      },
    );
  const columns: Column<Procedure>[] = [
    {
      key: 'due',
      title: words.due,
      width: columnWidth.date,
      cell: (row) => (row.dueOn ? format.date(row.dueOn) : words.noDue),
    },
    { key: 'left', title: words.left, width: '134px', cell: (row) => <DaysLeft procedure={row} /> },
    { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
    { key: 'name', title: text.common.column.name, width: '19%', cell: (row) => row.officeName },
    {
      key: 'type',
      title: words.type,
      cell: (row) => (
        <span className="two-lines" title={`${row.typeName}（${row.authority}）`}>
          {row.harm && (
            <span className="tag" data-tone="bad" title={words.harmTitle}>
              ▲ {words.harm}
            </span>
          )}{' '}
          {row.typeName}
        </span>
      ),
    },
    { key: 'person', title: words.person, width: '66px', cell: (row) => row.person },
    {
      key: 'state',
      title: text.common.column.state,
      width: '122px',
      cell: (row) => (
        <NativeSelect
          size="xs"
          className="cell-select"
          aria-label={words.stateOf(row.officeName, row.typeName)}
          value={row.state}
          data={procedureState.options.map((value) => ({ value, label: words.state[value] }))}
          onChange={(event) => change(row, procedureState.parse(event.currentTarget.value))}
        />
      ),
    },
  ];
  return (
    <>
      <ErrorNote error={update.error} />
      <DataTable label={words.title} rows={rows} rowKey={(row) => row.id} columns={columns} />
    </>
  );
}
