import { Button } from '@mantine/core';
import type { Incident } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { prefer } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Every incident there was, and which one the window shows. */
export function IncidentTable({ incidents, chosen }: { incidents: Incident[]; chosen: number }) {
  const text = useText().incidents;
  const format = useFormat();
  return (
    <DataTable
      label={text.list}
      rows={incidents}
      rowKey={(row) => row.id}
      columns={[
        { key: 'title', title: text.name, cell: (row) => row.title },
        { key: 'provider', title: text.provider, cell: (row) => row.provider },
        { key: 'knownOn', title: text.knownOn, width: columnWidth.date, cell: (row) => format.date(row.knownOn) },
        {
          key: 'affected',
          title: text.affected,
          width: '130px',
          align: 'right',
          cell: (row) => text.affectedCount(format.number(row.affected)),
        },
        {
          key: 'closed',
          title: '',
          width: '90px',
          cell: (row) => row.closedAt && <StateMark mark="sent" label={text.closed} />,
        },
        {
          key: 'select',
          title: text.shown,
          width: '110px',
          cell: (row) =>
            row.id === chosen ? (
              <span className="dim">✓ {text.selected}</span>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${row.title} ${text.select}`}
                onClick={() => prefer({ incidentId: row.id })}
              >
                {text.select}
              </Button>
            ),
        },
      ]}
    />
  );
}
