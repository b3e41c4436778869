import { Button, Group } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';

/** Who did what and when, and the proof that nobody changed it. */
export function AuditSection() {
  const text = useText().settings;
  const format = useFormat();
  const pages = useCursorPages('audit');
  const list = useQuery({
    ...api.audit.list.queryOptions({ input: { cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const verify = useMutation(api.audit.verify.mutationOptions());
  return (
    <section className="panel" aria-labelledby="audit">
      <h2 id="audit">{text.audit}</h2>
      <p className="dim">{text.auditNote}</p>
      <Group mb="sm">
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate({})}>
          {text.verify}
        </Button>
        {verify.data?.ok && <span role="status">✓ {text.verified(format.number(verify.data.rows))}</span>}
        <Pager pages={pages} data={list.data} />
      </Group>
      {verify.data && !verify.data.ok && (
        <p role="alert" className="note" data-tone="bad">
          {text.verifyBad(format.number(verify.data.firstBad ?? 0))}
        </p>
      )}
      <ErrorNote error={verify.error ?? list.error} />
      <DataTable
        label={text.audit}
        rows={list.data?.rows}
        rowKey={(row) => row.seq}
        columns={[
          { key: 'at', title: text.at, width: columnWidth.instant, cell: (row) => format.instant(row.at) },
          { key: 'clerk', title: text.who, width: '90px', cell: (row) => row.clerk },
          { key: 'action', title: text.action, width: '170px', cell: (row) => row.action },
          {
            key: 'target',
            title: text.target,
            width: '130px',
            cell: (row) => `${row.entity}${row.entityId === null ? '' : ` ${row.entityId}`}`,
          },
          { key: 'detail', title: text.detail, cell: (row) => row.detail },
        ]}
      />
    </section>
  );
}
