import type { Call, CallOutcome } from '../../electron/contract/calls.ts';
import { useText } from '../text/index.ts';
import { type Column, columnWidth } from './DataTable.tsx';
import { useFormat } from './dates.ts';
import { type Mark, StateMark } from './StateMark.tsx';

const marks: Record<CallOutcome, Mark> = {
  confirmed: 'confirmed',
  absent: 'open',
  callback: 'moving',
  wrong_number: 'undelivered',
  refused: 'none',
  question: 'doubt',
};

/** How a list shows calls; an office's own page leaves the office out. */
export function useCallColumns(withOffice = true): Column<Call>[] {
  const words = useText();
  const text = words.calls;
  const format = useFormat();
  const office: Column<Call>[] = [
    { key: 'code', title: words.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
    { key: 'office', title: words.common.column.name, width: '20%', cell: (row) => row.officeName },
  ];
  return [
    { key: 'when', title: text.when, width: '116px', cell: (row) => format.moment(row.at) },
    ...(withOffice ? office : []),
    {
      key: 'result',
      title: text.result,
      width: '134px',
      cell: (row) => <StateMark mark={marks[row.outcome]} label={text.outcome[row.outcome]} />,
    },
    { key: 'name', title: text.name, width: '90px', cell: (row) => row.name },
    {
      key: 'note',
      title: text.note,
      cell: (row) => {
        const said = [row.undoneAt && `（${text.undone}）`, row.question, row.note].filter(Boolean).join(' ');
        return <span title={said}>{said}</span>;
      },
    },
    { key: 'clerk', title: text.clerk, width: '84px', cell: (row) => row.clerk },
  ];
}
