import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { OfficeDuty, OfficeDutyState } from '../../../electron/contract/duties.ts';
import { api, type Outputs } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ListSearch, useListSearch } from '../../components/ListSearch.tsx';
import { Pager } from '../../components/Pager.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { dutyMarks } from './dutyMarks.ts';

/** Which offices are shown: all, those in a state, those whose last notice said something else. */
export type Shown = OfficeDutyState | 'all' | 'opposite';

/** Offices with where they stand and what they were told. */
export function OfficeDutyTable({ incidentId, duty, shown }: { incidentId: number; duty: OfficeDuty; shown: Shown }) {
  const text = useText();
  const words = text.duties;
  const { search, ...box } = useListSearch();
  const pages = useCursorPages(`${incidentId} ${duty} ${shown} ${search}`);
  const state = shown === 'all' || shown === 'opposite' ? undefined : shown;
  const list = useQuery({
    ...api.duties.offices.queryOptions({
      input: {
        incidentId,
        duty,
        state,
        opposite: shown === 'opposite',
        search,
        limit: PAGE_ROWS,
        cursor: pages.cursor,
      },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="list-head">
        <ListSearch label={words.searchOffices} {...box} />
        <Pager pages={pages} data={list.data} />
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <Rows rows={list.data?.rows} />
    </>
  );
}

function Rows({ rows }: { rows: Outputs['duties']['offices']['rows'] | undefined }) {
  const text = useText();
  const words = text.duties;
  const format = useFormat();
  return (
    <DataTable
      label={words.offices}
      rows={rows}
      rowKey={(row) => row.officeId}
      columns={[
        { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.code },
        {
          key: 'name',
          title: text.common.column.name,
          cell: (row) => <Link href={to.office(row.officeId)}>{row.name}</Link>,
        },
        {
          key: 'state',
          title: words.columnState,
          width: '112px',
          cell: (row) => <StateMark mark={dutyMarks[row.state]} label={words.state[row.state]} />,
        },
        {
          key: 'told',
          title: words.columnTold,
          width: '20%',
          cell: ({ told, state: now }) =>
            told ? (
              <Link href={to.version(told.versionId)}>
                <StateMark
                  mark={told.state === now ? 'sent' : 'outdated'}
                  label={words.toldAs(told.label, words.state[told.state])}
                />
              </Link>
            ) : (
              <span className="dim">{words.notTold}</span>
            ),
        },
        {
          key: 'on',
          title: words.onDate,
          width: columnWidth.date,
          cell: (row) => row.onDate && format.date(row.onDate),
        },
        {
          key: 'persons',
          title: words.persons,
          width: '70px',
          align: 'right',
          cell: (row) => row.persons !== null && format.number(row.persons),
        },
        { key: 'note', title: words.note, width: '12%', cell: (row) => row.note },
      ]}
    />
  );
}
