import { Button, Group } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import type { Conflict } from '../../../electron/contract/conflicts.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Pager } from '../../components/Pager.tsx';
import { patterns, to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { useShownValue } from './shownValue.ts';
import { type Side, useConflicts } from './useConflicts.ts';

/** Where a list and the register disagree: value beside value, decided with one key. */
export function ConflictsPage() {
  const text = useText();
  const words = text.conflicts;
  const work = useConflicts();
  return (
    <>
      <PageHeader title={words.title}>
        <Button component={Link} href="/offices" size="compact-md" variant="default">
          {text.offices.toOffices}
        </Button>
      </PageHeader>
      <ErrorNote error={work.list.error} onRetry={() => void work.list.refetch()} />
      <ErrorNote error={work.error} />
      {work.list.data?.total === 0 ? (
        <EmptyState title={words.empty} note={words.emptyNote}>
          <Button component={Link} href={patterns.importOffices} variant="default">
            {text.offices.import}
          </Button>
        </EmptyState>
      ) : (
        <>
          <p className="dim">
            {words.note} {words.keys}
          </p>
          <div className="list-head">
            <Pager pages={work.pages} data={work.list.data} />
          </div>
          <section ref={work.table} aria-label={words.title}>
            <Conflicts rows={work.rows} onDecide={work.decide} />
          </section>
        </>
      )}
    </>
  );
}

function Conflicts({
  rows,
  onDecide,
}: {
  rows: Conflict[] | undefined;
  onDecide: (row: Conflict, take: Side) => void;
}) {
  const text = useText();
  const words = text.conflicts;
  const format = useFormat();
  const shown = useShownValue();
  return (
    <DataTable
      label={words.title}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'office',
          title: text.offices.title,
          width: '21%',
          cell: (row) => (
            <Link href={to.office(row.officeId)} title={`${row.officeCode} ${row.officeName}`}>
              {row.officeCode} {row.officeName}
            </Link>
          ),
        },
        { key: 'field', title: text.offices.item, width: '104px', cell: (row) => text.offices.field[row.field] },
        {
          key: 'ours',
          title: words.ours,
          cell: (row) => (
            <Told value={shown(row.field, row.ours)} from={row.oursOn ? words.since(format.date(row.oursOn)) : ''} />
          ),
        },
        {
          key: 'theirs',
          title: words.theirs,
          cell: (row) => (
            <Told value={shown(row.field, row.theirs)} from={words.fromFile(format.date(row.theirsOn), row.fileName)} />
          ),
        },
        { key: 'decide', title: '', width: '216px', cell: (row) => <Decide row={row} onDecide={onDecide} /> },
      ]}
    />
  );
}

/** A value with where it comes from, on two lines. */
function Told({ value, from }: { value: string; from: string }) {
  return (
    <span className="told" title={`${value} ${from}`}>
      <strong>{value}</strong>
      <span className="dim">{from}</span>
    </span>
  );
}

function Decide({ row, onDecide }: { row: Conflict; onDecide: (row: Conflict, take: Side) => void }) {
  const text = useText();
  const words = text.conflicts;
  const field = text.offices.field[row.field];
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'ArrowLeft') onDecide(row, 'ours');
    else if (event.key === 'ArrowRight') onDecide(row, 'theirs');
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const here = event.currentTarget.closest('tr');
      const next = event.key === 'ArrowUp' ? here?.previousElementSibling : here?.nextElementSibling;
      next?.querySelector('button')?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={words.keepOursOf(row.officeName, field)}
        onKeyDown={press}
        onClick={() => onDecide(row, 'ours')}
      >
        {words.keepOurs}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={words.takeTheirsOf(row.officeName, field)}
        onKeyDown={press}
        onClick={() => onDecide(row, 'theirs')}
      >
        {words.takeTheirs}
      </Button>
    </Group>
  );
}
