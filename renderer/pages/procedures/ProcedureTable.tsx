import { Checkbox, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { type Procedure, type ProcedureState, procedureState } from '../../../electron/contract/procedureShapes.ts';
import { api } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { DaysLeft } from '../../components/DaysLeft.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { DueWay, FilingTags, HarmMark, KindName } from './FilingMarks.tsx';
import { ProcedureCheck } from './ProcedureCheck.tsx';
import { useAuthorityName } from './useAuthorityName.ts';
import type { Selection } from './useSelection.ts';
import { useUndoChange } from './useUndoChange.ts';

interface Props {
  rows: Procedure[] | undefined;
  selection: Selection;
}

/** The filings as rows; the state changes in its own row, many change by the bar. */
export function ProcedureTable({ rows, selection }: Props) {
  const text = useText();
  const words = text.procedures;
  const [, navigate] = useLocation();
  const { change, error } = useStateChange();
  const columns = [...useLeadingColumns(selection), ...useKindColumns(), useStateColumn(change)];
  const all = rows !== undefined && rows.length > 0 && rows.every((row) => selection.has(row.id));
  return (
    <>
      <ErrorNote error={error} />
      {rows && rows.length > 0 && (
        <Checkbox
          size="xs"
          mb={4}
          label={text.procedureBoard.selectAll}
          checked={all}
          onChange={() => selection.set(rows, !all)}
        />
      )}
      <DataTable
        label={words.title}
        rows={rows}
        rowKey={(row) => row.id}
        columns={columns}
        onOpen={(row) => navigate(to.procedure(row.id))}
      />
    </>
  );
}

function useStateChange() {
  const text = useText();
  const words = text.procedures;
  const queries = useQueryClient();
  const undo = useUndoChange();
  const update = useMutation(
    api.procedures.update.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.procedures.key() }),
    }),
  );
  const change = (row: Procedure, state: ProcedureState) =>
    update.mutate(
      { id: row.id, revision: row.revision, state },
      {
        onSuccess: ({ changeId }) => {
          if (changeId === null) return;
          const message = words.changed(row.officeName, words.state[state]);
          offerUndo({ message, label: text.common.undo, undo: () => undo(changeId) });
        },
      },
    );
  return { change, error: update.error };
}

function useLeadingColumns(selection: Selection): Column<Procedure>[] {
  const text = useText();
  const words = text.procedures;
  const format = useFormat();
  return [
    {
      key: 'select',
      title: '',
      width: '32px',
      cell: (row) => <ProcedureCheck row={row} selection={selection} />,
    },
    {
      key: 'due',
      title: words.due,
      width: columnWidth.date,
      cell: (row) => (
        <DueWay row={row}>
          <span>{row.dueOn ? format.date(row.dueOn) : words.noDue}</span>
        </DueWay>
      ),
    },
    { key: 'left', title: words.left, width: '138px', cell: (row) => <DaysLeft procedure={row} /> },
    { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
    { key: 'name', title: text.common.column.name, width: '17%', cell: (row) => row.officeName },
  ];
}

function useKindColumns(): Column<Procedure>[] {
  const words = useText().procedures;
  const { typeOf } = useKindWords();
  const authorityName = useAuthorityName();
  return [
    {
      key: 'type',
      title: words.type,
      cell: (row) => (
        <span className="two-lines" title={`${typeOf(row)} (${authorityName(row.authority)})`}>
          <HarmMark row={row} /> <KindName row={row} /> <FilingTags row={row} />
        </span>
      ),
    },
    { key: 'person', title: words.person, width: '66px', cell: (row) => row.person },
  ];
}

function useStateColumn(change: (row: Procedure, state: ProcedureState) => void): Column<Procedure> {
  const text = useText();
  const words = text.procedures;
  const { typeOf } = useKindWords();
  return {
    key: 'state',
    title: text.common.column.state,
    width: '122px',
    cell: (row) => (
      // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a click on the list from opening the row
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keyboard
      <span onClick={(event) => event.stopPropagation()}>
        <NativeSelect
          size="xs"
          className="cell-select"
          aria-label={words.stateOf(row.officeName, typeOf(row))}
          value={row.state}
          data={procedureState.options.map((value) => ({ value, label: words.state[value] }))}
          onChange={(event) => change(row, procedureState.parse(event.currentTarget.value))}
        />
      </span>
    ),
  };
}
