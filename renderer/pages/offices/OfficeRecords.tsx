import { useLocation } from 'wouter';
import type { Outputs } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { DaysLeft } from '../../components/DaysLeft.tsx';
import { useFormat } from '../../components/dates.ts';
import { acknowledgementMark, deliveryMark, StateMark } from '../../components/StateMark.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

type OfficeFile = Outputs['offices']['file'];
type SentVersion = OfficeFile['versions'][number];

/** The versions this office was sent, and what it confirmed. */
export function OfficeVersions({ versions }: { versions: OfficeFile['versions'] }) {
  const text = useText();
  const words = text.offices;
  const format = useFormat();
  const [, navigate] = useLocation();
  const how = (row: SentVersion) =>
    [
      row.acknowledgedAt && format.moment(row.acknowledgedAt),
      row.method && text.acknowledgements.methods[row.method],
      row.name,
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <section>
      <h2>{words.versions}</h2>
      <DataTable
        label={words.versions}
        rows={versions}
        rowKey={(row) => row.versionId}
        empty={words.noVersions}
        onOpen={(row) => navigate(to.version(row.versionId))}
        columns={[
          {
            key: 'label',
            title: words.report,
            width: '74px',
            cell: (row) => <span title={`${row.incidentTitle} ${row.subject}`}>{row.label}</span>,
          },
          {
            key: 'delivery',
            title: words.delivery,
            width: columnWidth.delivery,
            cell: (row) => (
              <StateMark mark={deliveryMark[row.deliveryState]} label={text.deliveries.state[row.deliveryState]} />
            ),
          },
          {
            key: 'acknowledgement',
            title: words.acknowledgement,
            width: '126px',
            cell: (row) => (
              <StateMark
                mark={acknowledgementMark[row.acknowledgementState]}
                label={text.acknowledgements.state[row.acknowledgementState]}
              />
            ),
          },
          { key: 'how', title: words.how, cell: how },
        ]}
      />
    </section>
  );
}

/** The filings owed for this office. */
export function OfficeProcedures({ procedures }: { procedures: OfficeFile['procedures'] }) {
  const text = useText();
  const words = text.procedures;
  const { typeOf } = useKindWords();
  const format = useFormat();
  const [, navigate] = useLocation();
  return (
    <section>
      <h2>{text.offices.procedures}</h2>
      <DataTable
        onOpen={(row) => navigate(to.procedure(row.id))}
        label={text.offices.procedures}
        rows={procedures}
        rowKey={(row) => row.id}
        empty={text.offices.noProcedures}
        columns={[
          {
            key: 'due',
            title: words.due,
            width: columnWidth.date,
            cell: (row) => (row.dueOn ? format.date(row.dueOn) : words.noDue),
          },
          { key: 'left', title: words.left, width: '134px', cell: (row) => <DaysLeft procedure={row} /> },
          {
            key: 'type',
            title: words.type,
            cell: (row) => (
              <span className="two-lines" title={typeOf(row)}>
                {row.harm && (
                  <span className="tag" data-tone="bad" title={words.harmTitle}>
                    ▲ {words.harm}
                  </span>
                )}{' '}
                {typeOf(row)} {row.person}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
