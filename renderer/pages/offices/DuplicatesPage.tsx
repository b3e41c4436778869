import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api, client, type Outputs } from '../../api/client.ts';
import { type Column, columnWidth, DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { PastMerges } from './PastMerges.tsx';
import { useRegisterAct } from './useRegisterAct.ts';

type Pair = Outputs['duplicates']['list']['rows'][number];

/** Entries that may be one office, surest first; below them what was merged so far. */
export function DuplicatesPage() {
  const text = useText().duplicates;
  const [, navigate] = useLocation();
  const pages = useCursorPages('duplicates');
  const list = useQuery({
    ...api.duplicates.list.queryOptions({ input: { cursor: pages.cursor, limit: PAGE_ROWS } }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  return (
    <>
      <PageHeader title={text.title} note={text.note}>
        <Button component={Link} href="/offices" size="compact-md" variant="default">
          {text.back}
        </Button>
      </PageHeader>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <p role="status">{text.searching}</p>}
      {list.data?.total === 0 ? (
        <EmptyState title={text.empty} note={text.emptyNote} />
      ) : (
        <>
          <div className="list-head">
            <Pager pages={pages} data={list.data} />
          </div>
          <DataTable
            label={text.title}
            columns={columns}
            rows={list.data?.rows}
            rowKey={({ one, other }) => `${one.id} ${other.id}`}
            onOpen={({ one, other }) => navigate(to.merge(one.id, other.id))}
          />
        </>
      )}
      <PastMerges />
    </>
  );
}

function useColumns(): Column<Pair>[] {
  const text = useText().duplicates;
  return [
    { key: 'one', title: text.one, cell: ({ one }) => <Named office={one} /> },
    { key: 'other', title: text.other, cell: ({ other }) => <Named office={other} /> },
    {
      key: 'why',
      title: text.why,
      cell: ({ reasons }) => reasons.map((reason) => text.reason[reason]).join('・'),
    },
    { key: 'score', title: text.score, width: columnWidth.branch, align: 'right', cell: ({ score }) => `${score}%` },
    { key: 'acts', title: '', width: '224px', cell: (pair) => <Acts pair={pair} /> },
  ];
}

function Named({ office }: { office: Pair['one'] }) {
  return (
    <span title={`${office.code} ${office.name} ${office.branch} ${office.address}`}>
      {office.code} {office.name} <span className="dim">{office.branch}</span>
    </span>
  );
}

function Acts({ pair: { one, other } }: { pair: Pair }) {
  const text = useText().duplicates;
  const pair = { oneId: one.id, otherId: other.id };
  const again = useRegisterAct(() => client.duplicates.suspectAgain(pair));
  const apart = useRegisterAct(
    () => client.duplicates.keepBoth(pair),
    () => offerUndo({ message: text.keptApart(one.code, other.code), undo: () => again.mutate(), label: text.undo }),
  );
  return (
    // Keys pressed on a button are no keys of the row.
    <Group gap="xs" wrap="nowrap" onClick={(event) => event.stopPropagation()}>
      <Button
        component={Link}
        href={to.merge(one.id, other.id)}
        size="compact-sm"
        variant="default"
        aria-label={text.lookAt(one.code, other.code)}
      >
        {text.look}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={text.apartOf(one.code, other.code)}
        loading={apart.isPending}
        onClick={() => apart.mutate()}
      >
        {text.apart}
      </Button>
      <ErrorNote error={apart.error} />
    </Group>
  );
}
