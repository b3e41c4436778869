import type { Entry } from '../../../electron/contract/chronology.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';
import { useWhen } from './useWhen.ts';

interface Props {
  rows: Entry[] | undefined;
  /** The number of an event on the line of time, by its id. */
  numbers: ReadonlyMap<number, number>;
  onOpen?: ((row: Entry) => void) | undefined;
}

/** The chronology line by line; Enter opens one. */
export function ChronologyTable({ rows, numbers, onOpen }: Props) {
  const text = useText().chronology;
  const when = useWhen();
  return (
    <div className="facts-table">
      <DataTable
        label={text.title}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={onOpen}
        columns={[
          {
            key: 'number',
            title: text.number,
            width: '58px',
            align: 'right',
            cell: (row) => numbers.get(row.id) ?? '',
          },
          { key: 'when', title: text.when, width: '196px', cell: (row) => when(row) },
          {
            key: 'kind',
            title: text.field.kind,
            width: '108px',
            cell: (row) => (
              <span className="told">
                <span>{text.kind[row.kind]}</span>
                {row.category && <span className="dim">{text.category[row.category]}</span>}
              </span>
            ),
          },
          { key: 'actor', title: text.field.actor, width: '15%', cell: (row) => row.actor },
          { key: 'text', title: text.what, cell: (row) => <What entry={row} /> },
          {
            key: 'source',
            title: text.field.source,
            width: '15%',
            cell: (row) => <span className="dim">{row.source}</span>,
          },
        ]}
      />
    </div>
  );
}

function What({ entry }: { entry: Entry }) {
  const text = useText().chronology;
  const format = useFormat();
  const { asOf, dueOn } = entry;
  return (
    <span className="told">
      <span>
        {entry.text} {entry.hearsay && <span className="hearsay">{text.hearsay}</span>}
      </span>
      {(asOf ?? dueOn ?? entry.note) && (
        <span className="dim">
          {asOf && text.asOf(format.date(asOf))} {dueOn && text.due(format.date(dueOn))} {entry.note}
        </span>
      )}
    </span>
  );
}
