import { Button, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AuthorityReport } from '../../../electron/contract/duties.ts';
import { api } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Pager } from '../../components/Pager.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

const lists = ['roster', 'declined', 'silent', 'late'] as const;

/** Who is named in a joint report, who is not, and who agreed since. */
export function JointRoster({ report }: { report: AuthorityReport }) {
  const text = useText();
  const words = text.duties;
  const [only, setOnly] = useState<(typeof lists)[number]>('roster');
  const pages = useCursorPages(`${report.id} ${only}`);
  const list = useQuery({
    ...api.duties.roster.queryOptions({
      input: { reportId: report.id, only, limit: PAGE_ROWS, cursor: pages.cursor },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label={words.roster}>
      <div className="list-head">
        <h3>{words.roster}</h3>
        <SegmentedControl
          size="xs"
          aria-label={words.roster}
          data={lists
            .filter((each) => each !== 'late' || report.filedAt !== null)
            .map((value) => ({ value, label: words.rosterOf[value] }))}
          value={only}
          onChange={(value) => setOnly(lists.find((each) => each === value) ?? 'roster')}
        />
        <Button size="compact-sm" variant="default" component={Link} href={to.report('joint-annex')}>
          {words.annex}
        </Button>
        <Pager pages={pages} data={list.data} />
      </div>
      {report.rosterSha256 && (
        <p className="dim export-file">
          {words.rosterHash}: <code>{report.rosterSha256}</code>
        </p>
      )}
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      <DataTable
        label={words.rosterOf[only]}
        rows={list.data?.rows}
        rowKey={(row) => row.officeId}
        empty={words.rosterEmpty}
        columns={[
          { key: 'code', title: text.common.column.code, width: columnWidth.code, cell: (row) => row.code },
          {
            key: 'name',
            title: text.common.column.name,
            cell: (row) => <Link href={to.office(row.officeId)}>{row.name}</Link>,
          },
          {
            key: 'answer',
            title: words.answerTitle,
            width: '130px',
            cell: ({ answer }) => (
              <StateMark
                mark={answer === 'agreed' ? 'confirmed' : answer === 'declined' ? 'undelivered' : 'open'}
                label={words.answer[answer]}
              />
            ),
          },
        ]}
      />
    </section>
  );
}
