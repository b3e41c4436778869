import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api, type Outputs } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { DaysLeft } from '../../components/DaysLeft.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useIncident } from '../../components/useIncident.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { BulkBar } from './BulkBar.tsx';
import { HarmMark, KindName } from './FilingMarks.tsx';
import { ProcedureCheck } from './ProcedureCheck.tsx';
import { type Selection, useSelection } from './useSelection.ts';

type Row = Outputs['procedures']['refile']['rows'][number];

/** What is to be filed now that it works again, and what must not be filed a second time? */
export function RefilePage() {
  const text = useText();
  const words = text.procedureBoard.refilePage;
  const { incident } = useIncident();
  const selection = useSelection();
  const pages = useCursorPages(String(incident?.id));
  const list = useQuery({
    ...api.procedures.refile.queryOptions({
      input: { incidentId: incident?.id ?? 0, cursor: pages.cursor, limit: PAGE_ROWS },
    }),
    enabled: incident !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={text.procedureBoard.refile} note={incident?.title}>
        <Button component={Link} href={to.report('procedures-refile')} size="compact-md" variant="default">
          {text.reports.title}
        </Button>
        <Button component={Link} href={to.procedures()} size="compact-md" variant="default">
          {text.procedureBoard.board}
        </Button>
      </PageHeader>
      <p>{words.note}</p>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <BulkBar selection={selection} />
      <div className="list-head">
        <Pager pages={pages} data={list.data} />
      </div>
      {list.data?.total === 0 || !incident ? (
        <EmptyState title={words.none} />
      ) : (
        <RefileTable rows={list.data?.rows} selection={selection} />
      )}
    </>
  );
}

function RefileTable({ rows, selection }: { rows: Row[] | undefined; selection: Selection }) {
  const text = useText();
  const words = text.procedureBoard.refilePage;
  const [, navigate] = useLocation();
  return (
    <DataTable
      label={text.procedureBoard.refile}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => navigate(to.procedure(row.id))}
      columns={[
        {
          key: 'select',
          title: '',
          width: '32px',
          cell: (row) => <ProcedureCheck row={row} selection={selection} />,
        },
        { key: 'left', title: text.procedures.left, width: '138px', cell: (row) => <DaysLeft procedure={row} /> },
        { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.officeCode },
        { key: 'name', title: text.common.column.name, width: '16%', cell: (row) => row.officeName },
        {
          key: 'type',
          title: text.procedures.type,
          cell: (row) => (
            <span className="two-lines">
              <HarmMark row={row} /> <KindName row={row} /> {row.person}
            </span>
          ),
        },
        { key: 'why', title: words.whyTitle, width: '160px', cell: (row) => words.why[row.why] },
        { key: 'filed', title: words.filed, width: '26%', cell: (row) => <FiledMeanwhile row={row} /> },
      ]}
    />
  );
}

function FiledMeanwhile({ row }: { row: Row }) {
  const words = useText().procedureBoard;
  if (!row.filed) return <span className="dim">{words.refilePage.notFiled}</span>;
  const route = row.filed.route === '' ? words.noRoute : words.route[row.filed.route];
  return (
    <span className="tag" data-tone="bad">
      ✕ {words.refilePage.filedBy(route, row.filed.evidence)}
    </span>
  );
}
