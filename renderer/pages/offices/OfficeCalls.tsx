import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { useCallColumns } from '../../components/useCallColumns.tsx';
import { useText } from '../../text/index.ts';

const SHOWN = 50;

/** The calls with this office, newest first. */
export function OfficeCalls({ officeId }: { officeId: number }) {
  const text = useText().offices;
  const calls = useQuery(api.calls.list.queryOptions({ input: { officeId, limit: SHOWN } }));
  const columns = useCallColumns(false);
  return (
    <section>
      <h2>{text.calls}</h2>
      <Loaded query={calls}>
        {({ rows }) => (
          <DataTable label={text.calls} rows={rows} rowKey={(row) => row.id} empty={text.noCalls} columns={columns} />
        )}
      </Loaded>
    </section>
  );
}
