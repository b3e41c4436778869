import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

const MEGABYTE = 1024 * 1024;

/** The copies of the register, newest first, and a new one now. */
export function BackupSection() {
  const text = useText();
  const words = text.settings;
  const format = useFormat();
  const queries = useQueryClient();
  const list = useQuery(api.backups.list.queryOptions({ input: {} }));
  const create = useMutation(
    api.backups.create.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: api.backups.key() }),
          queries.invalidateQueries({ queryKey: api.settings.frame.key() }),
        ]),
    }),
  );
  return (
    <section className="panel" aria-labelledby="backups">
      <h2 id="backups">{words.backups}</h2>
      <Group mb="sm">
        <Button variant="default" loading={create.isPending} onClick={() => create.mutate({})}>
          {words.backupNow}
        </Button>
        <span role="status">{create.data && `✓ ${words.backupDone(create.data.name)}`}</span>
      </Group>
      <ErrorNote error={create.error ?? list.error} />
      <DataTable
        label={words.backups}
        rows={list.data?.rows}
        rowKey={(row) => row.name}
        empty={words.backupNone}
        columns={[
          {
            key: 'at',
            title: text.common.column.when,
            width: columnWidth.instant,
            cell: (row) => format.instant(row.at),
          },
          { key: 'name', title: words.backupName, cell: (row) => row.name },
          {
            key: 'bytes',
            title: words.backupSize,
            width: '90px',
            align: 'right',
            cell: (row) => `${(row.bytes / MEGABYTE).toFixed(1)} MB`,
          },
        ]}
      />
    </section>
  );
}
