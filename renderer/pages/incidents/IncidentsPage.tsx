import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useIncident } from '../../components/useIncident.ts';
import { prefer } from '../../preferences.ts';
import { useText } from '../../text/index.ts';
import { BranchNarrowing } from './BranchNarrowing.tsx';
import { FactsSection } from './FactsSection.tsx';
import { IncidentForm } from './IncidentForm.tsx';
import { PickedOffices } from './PickedOffices.tsx';

/** What happened, and which offices does it touch? */
export function IncidentsPage() {
  const text = useText().incidents;
  const { list, incidents, incident } = useIncident();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHeader title={text.title}>
        {!creating && (
          <Button size="compact-md" variant={incident ? 'default' : 'filled'} onClick={() => setCreating(true)}>
            {text.create}
          </Button>
        )}
      </PageHeader>
      {creating && <IncidentForm onDone={() => setCreating(false)} />}
      <Loaded query={list}>
        {() =>
          incidents.length === 0 ? (
            !creating && <EmptyState title={text.none} note={text.createNote} />
          ) : (
            <>
              <IncidentTable incidents={incidents} chosen={incident?.id} />
              {incident && <FactsSection key={`facts-${incident.id}`} incidentId={incident.id} />}
              {incident && <BranchNarrowing key={incident.id} incident={incident} />}
              {incident && <PickedOffices key={`picks-${incident.id}`} incident={incident} />}
            </>
          )
        }
      </Loaded>
    </>
  );
}

function IncidentTable({ incidents, chosen }: { incidents: Incident[]; chosen: number | undefined }) {
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
