import { useQuery } from '@tanstack/react-query';
import { reportEntry } from '../../../electron/contract/reportList.ts';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** What was written last, by this window or by a script, and the hash by which a file is known again. */
export function PastExports() {
  const words = useText();
  const text = words.reports;
  const format = useFormat();
  const { language } = usePreferences();
  const list = useQuery(api.reports.exports.queryOptions({ input: {} }));
  return (
    <section className="panel" aria-labelledby="past-exports">
      <h2 id="past-exports">{text.past}</h2>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable
        label={text.past}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        empty={text.noPast}
        columns={[
          { key: 'at', title: text.at, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
          { key: 'report', title: text.report, width: '16%', cell: (row) => reportEntry(row.report)[language][0] },
          { key: 'format', title: text.form, width: '72px', cell: (row) => row.format },
          { key: 'profile', title: text.profileOf, width: '96px', cell: (row) => text.profiles[row.profile] },
          {
            key: 'purpose',
            title: text.exportFor,
            width: '112px',
            cell: (row) => (row.purpose === '' ? words.common.none : text.exportPurposes[row.purpose]),
          },
          { key: 'rows', title: text.rows, width: '72px', align: 'right', cell: (row) => format.number(row.rows) },
          { key: 'file', title: text.path, cell: (row) => row.file },
          { key: 'sha256', title: text.fingerprint, width: '22%', cell: (row) => <code>{row.sha256}</code> },
        ]}
      />
    </section>
  );
}
