import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuthorityReport } from '../../../electron/contract/duties.ts';
import { api, type Incident } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';
import { ReportForm } from './ReportForm.tsx';
import { StartForm } from './StartForm.tsx';
import { useReportName } from './useReportName.ts';

/** What was reported to whom: drafts, what was filed, and with how many offices. */
export function AuthorityReports({ incident }: { incident: Incident }) {
  const text = useText().duties;
  const list = useQuery(api.duties.reports.queryOptions({ input: { incidentId: incident.id } }));
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const isOpen = incident.closedAt === null;
  return (
    <section className="panel" aria-labelledby="reports">
      <div className="facts-head">
        <h2 id="reports">{text.reports}</h2>
        {isOpen && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('new')}>
            {text.start}
          </Button>
        )}
      </div>
      {open === 'new' && <StartForm incidentId={incident.id} onStarted={setOpen} onCancel={() => setOpen(null)} />}
      <Loaded query={list}>
        {({ rows }) => {
          const chosen = rows.find(({ id }) => id === open);
          return (
            <>
              <ReportTable rows={rows} onOpen={(row) => setOpen(row.id)} />
              {chosen && (
                <ReportForm
                  key={`${chosen.id} ${chosen.filedAt}`}
                  report={chosen}
                  isOpen={isOpen}
                  onClose={() => setOpen(null)}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function ReportTable({ rows, onOpen }: { rows: AuthorityReport[]; onOpen(row: AuthorityReport): void }) {
  const text = useText().duties;
  const format = useFormat();
  const nameOf = useReportName();
  return (
    <DataTable
      label={text.reports}
      rows={rows}
      rowKey={(row) => row.id}
      empty={text.noReports}
      columns={[
        { key: 'name', title: text.authority, cell: (row) => nameOf(row) },
        {
          key: 'joint',
          title: text.roster,
          width: '118px',
          cell: (row) => row.joint && text.jointWith(format.number(row.roster)),
        },
        {
          key: 'late',
          title: '',
          width: '14%',
          cell: (row) => row.late > 0 && <StateMark mark="moving" label={text.late(format.number(row.late))} />,
        },
        {
          key: 'known',
          title: '',
          width: '12%',
          cell: (row) => text.known(format.number(row.items.filter(({ state }) => state !== 'unknown').length)),
        },
        {
          key: 'filed',
          title: text.filedOn,
          width: '166px',
          cell: (row) =>
            row.filedOn ? (
              <StateMark mark="sent" label={format.date(row.filedOn)} />
            ) : (
              <StateMark mark="open" label={text.notFiled} />
            ),
        },
        { key: 'receipt', title: text.receipt, width: '14%', cell: (row) => row.receipt },
        {
          key: 'open',
          title: '',
          width: '76px',
          cell: (row) => (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={text.editOf(nameOf(row))}
              onClick={() => onOpen(row)}
            >
              {text.edit}
            </Button>
          ),
        },
      ]}
    />
  );
}
