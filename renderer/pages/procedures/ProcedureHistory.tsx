import { useQuery } from '@tanstack/react-query';
import { procedureState } from '../../../electron/contract/procedureShapes.ts';
import { procedureRoute } from '../../../electron/contract/ruleShapes.ts';
import { api, type Outputs } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useIncident } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import type { Filing } from './useProcedureEdit.ts';

type Line = Outputs['procedures']['history']['rows'][number];

/** Who changed what, newest first. */
export function ProcedureHistory({ filing }: { filing: Filing }) {
  const text = useText();
  const words = text.procedureBoard.detail;
  const format = useFormat();
  const valueWords = useValueWords();
  const pages = useCursorPages(String(filing.id));
  const history = useQuery(
    api.procedures.history.queryOptions({ input: { id: filing.id, cursor: pages.cursor, limit: PAGE_ROWS } }),
  );
  const actions: Readonly<Record<string, string>> = words.action;
  return (
    <section>
      <div className="list-head">
        <h2>{words.history}</h2>
        <Pager pages={pages} data={history.data} />
      </div>
      <ErrorNote error={history.error} />
      <DataTable
        label={words.history}
        rows={history.data?.rows}
        rowKey={(row) => row.id}
        empty={words.noHistory}
        columns={[
          {
            key: 'at',
            title: text.common.column.when,
            width: columnWidth.instant,
            cell: (row) => format.instant(row.at),
          },
          { key: 'clerk', title: text.procedureBoard.clerk, width: '80px', cell: (row) => row.clerk },
          { key: 'action', title: '', width: '120px', cell: (row) => actions[row.action] ?? row.action },
          {
            key: 'what',
            title: words.what,
            cell: (row) =>
              row.field === 'entry'
                ? row.to === '1'
                  ? words.entered
                  : words.takenOut
                : row.field === 'stateReason'
                  ? `${words.stateReason}: ${row.to}`
                  : `${words.field[row.field]}: ${valueWords(row, row.from)} → ${valueWords(row, row.to)}`,
          },
        ]}
      />
    </section>
  );
}

/** A stored value in the clerk's words. */
function useValueWords() {
  const text = useText();
  const words = text.procedureBoard;
  const { incidents } = useIncident();
  return ({ field }: Line, value: string): string => {
    if (value === '') return words.detail.empty;
    if (field === 'state') return text.procedures.state[procedureState.parse(value)];
    if (field === 'route') return words.route[procedureRoute.parse(value)];
    if (field === 'blockedBy') return incidents.find((incident) => String(incident.id) === value)?.title ?? value;
    return value;
  };
}
