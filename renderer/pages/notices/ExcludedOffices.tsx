import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { type Exclusion, useExclusions } from './useExclusions.ts';

/** Who is left out of a version, why, and the way back while it is a draft. Nothing when nobody is. */
export function ExcludedOffices({ versionId, editable }: { versionId: number; editable: boolean }) {
  const text = useText();
  const words = text.audiences;
  const format = useFormat();
  const excluded = useQuery(api.audiences.excluded.queryOptions({ input: { versionId } }));
  const { include, undoError } = useExclusions(versionId);
  const rows = excluded.data?.rows ?? [];
  if (rows.length === 0) return <ErrorNote error={excluded.error ?? include.error ?? undoError} />;
  const { column } = text.common;
  const columns: Column<Exclusion>[] = [
    { key: 'code', title: column.code, width: columnWidth.code, cell: (row) => row.code },
    { key: 'name', title: column.name, cell: (row) => row.name },
    { key: 'reason', title: words.excludedReason, cell: (row) => row.reason },
  ];
  if (editable) {
    columns.push({
      key: 'include',
      title: '',
      width: '120px',
      cell: (row) => (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={words.includeOffice(row.name)}
          onClick={() => include.mutate(row)}
        >
          {words.include}
        </Button>
      ),
    });
  }
  return (
    <section className="panel audience-excluded" aria-labelledby="excluded">
      <h2 id="excluded">{words.excluded(format.number(rows.length))}</h2>
      <ErrorNote error={include.error ?? undoError} />
      <DataTable
        label={words.excluded(format.number(rows.length))}
        columns={columns}
        rows={rows}
        rowKey={(r) => r.code}
      />
    </section>
  );
}
