import { Link } from 'wouter';
import type { RecipientList } from '../../../electron/contract/acknowledgementStates.ts';
import type { Standing } from '../../../electron/contract/incidents.ts';
import type { Progress } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** Where each version stands, newest first; every number opens its list. */
export function VersionTable({ versions, progress }: { versions: Standing[]; progress: Progress | undefined }) {
  const text = useText();
  const format = useFormat();
  const count = (title: string, value: (row: Standing) => number, href: (row: Standing) => string) => ({
    key: title,
    title,
    align: 'right' as const,
    cell: (row: Standing) =>
      value(row) === 0 ? <span className="dim">0</span> : <Link href={href(row)}>{format.number(value(row))}</Link>,
  });
  const inState = (state: RecipientList) => (row: Standing) => to.acknowledgements(row.versionId, state);
  const states = text.acknowledgements.state;
  return (
    <DataTable
      label={text.overview.versions}
      rows={[...versions].sort((a, b) => b.number - a.number)}
      rowKey={(row) => row.versionId}
      columns={[
        {
          key: 'label',
          title: text.overview.version,
          cell: (row) => <Link href={to.version(row.versionId)}>{row.label}</Link>,
        },
        {
          key: 'sentAt',
          title: text.overview.sentAt,
          width: columnWidth.instant,
          cell: (row) => (row.sentAt ? format.instant(row.sentAt) : text.notices.state[row.state]),
        },
        count(text.overview.recipients, (row) => row.recipients, inState('all')),
        count(states.confirmed, (row) => row.confirmed, inState('confirmed')),
        count(states.superseded, (row) => row.superseded, inState('superseded')),
        count(states.outdated, (row) => row.outdated, inState('outdated')),
        count(states.open, (row) => row.open, inState('open')),
        { ...count(text.frame.undelivered, (row) => row.undelivered, inState('undelivered')), width: '104px' },
        {
          key: 'median',
          title: text.overview.median,
          width: '122px',
          align: 'right',
          cell: (row) => {
            const hours = progress?.versions.find((version) => version.versionId === row.versionId)?.medianHours;
            return hours === undefined || hours === null ? '' : text.overview.hours(format.number(hours));
          },
        },
      ]}
    />
  );
}
