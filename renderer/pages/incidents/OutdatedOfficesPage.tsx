import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useIncident } from '../../components/useIncident.ts';
import { patterns, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** Who last read something else than what a fact is held to be now? */
export function OutdatedOfficesPage({ factId }: { factId: number }) {
  const text = useText();
  const words = text.facts;
  const { incident } = useIncident();
  const pages = useCursorPages(String(factId));
  const facts = useQuery({
    ...api.facts.list.queryOptions({ input: { incidentId: incident?.id ?? 0 } }),
    enabled: incident !== undefined,
  });
  const question = facts.data?.rows.find((row) => row.id === factId)?.question ?? '';
  const list = useQuery({
    ...api.facts.outdated.queryOptions({ input: { factId, limit: PAGE_ROWS, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={words.listTitle(question)}>
        <Button component={Link} href={to.incidentTab('facts')} size="compact-md" variant="default">
          {words.back}
        </Button>
        <Button component={Link} href={patterns.notices} size="compact-md">
          {words.toCorrection}
        </Button>
      </PageHeader>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.data?.total === 0 ? (
        <EmptyState title={words.listEmpty} note={words.listEmptyNote} />
      ) : (
        <>
          <div className="list-head">
            <span className="dim">{words.listNote}</span>
            <Pager pages={pages} data={list.data} />
          </div>
          <DataTable
            label={words.listTitle(question)}
            rows={list.data?.rows}
            rowKey={(row) => row.officeId}
            columns={[
              { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
              {
                key: 'name',
                title: text.common.column.name,
                cell: (row) => <Link href={to.office(row.officeId)}>{row.officeName}</Link>,
              },
              {
                key: 'label',
                title: words.lastRead,
                width: '160px',
                cell: (row) => <Link href={to.version(row.versionId)}>{row.label}</Link>,
              },
              { key: 'value', title: words.said, cell: (row) => row.value },
            ]}
          />
        </>
      )}
    </>
  );
}
