import { useQuery } from '@tanstack/react-query';
import type { Duty } from '../../../electron/contract/incidents.ts';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Every duty with its clock, how it was counted, and what met it. */
export function DutyTable({ incidentId }: { incidentId: number }) {
  const text = useText().duties;
  const format = useFormat();
  const { language } = usePreferences();
  const list = useQuery(api.incidents.duties.queryOptions({ input: { incidentId, language } }));
  return (
    <section className="panel" aria-labelledby="clocks">
      <h2 id="clocks">{text.clocks}</h2>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <div className="facts-table">
        <DataTable
          label={text.clocks}
          rows={list.data}
          rowKey={(row) => row.kind}
          columns={[
            {
              key: 'duty',
              title: text.duty,
              width: '30%',
              cell: (row) => (
                <span className="told">
                  <span>{row.name}</span>
                  <span className="dim">{text.applies[row.applies]}</span>
                </span>
              ),
            },
            {
              key: 'due',
              title: text.dueOn,
              width: '180px',
              cell: (row) =>
                row.dueOn === null ? (
                  <span className="dim">{text.noDue}</span>
                ) : row.guidance ? (
                  <span className="told">
                    <strong>{format.date(row.dueOn)}</strong>
                    <span className="dim">{text.guidance}</span>
                  </span>
                ) : (
                  <strong>{format.date(row.dueOn)}</strong>
                ),
            },
            { key: 'state', title: '', width: '244px', cell: (row) => <DutyState duty={row} /> },
            { key: 'how', title: text.how, cell: (row) => <Way duty={row} /> },
          ]}
        />
      </div>
    </section>
  );
}

function DutyState({ duty }: { duty: Duty }) {
  const text = useText().duties;
  const format = useFormat();
  const { filed, daysLeft, guidance, applies } = duty;
  if (filed) return <StateMark mark="sent" label={text.filed(format.date(filed.filedOn))} />;
  if (applies === 'no') return <span className="dim">{text.applies.no}</span>;
  if (daysLeft === null) return <span className="dim">{text.notFiled}</span>;
  if (daysLeft < 0) {
    const days = format.number(-daysLeft);
    return guidance ? (
      <StateMark mark="outdated" label={text.passed(days)} />
    ) : (
      <StateMark mark="late" label={text.over(days)} />
    );
  }
  if (daysLeft === 0) return <StateMark mark="undelivered" label={text.today} />;
  return <StateMark mark={daysLeft <= 7 ? 'moving' : 'open'} label={text.left(format.number(daysLeft))} />;
}

/** How a date was counted: its first step, and the others on demand. */
function Way({ duty }: { duty: Duty }) {
  return (
    <details>
      <summary>{duty.steps[0]?.text}</summary>
      <ol className="fact-values">
        {duty.steps.slice(1).map(({ text: step }) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
