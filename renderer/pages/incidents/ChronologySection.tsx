import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entry, EntryKind } from '../../../electron/contract/chronology.ts';
import { api, type Incident } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useListSearch } from '../../components/ListSearch.tsx';
import { Pager } from '../../components/Pager.tsx';
import { PAGE_ROWS, useCursorPages } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';
import { ChronologyBar } from './ChronologyBar.tsx';
import { ChronologyImport } from './ChronologyImport.tsx';
import { ChronologyTable } from './ChronologyTable.tsx';
import { EntryForm } from './EntryForm.tsx';
import { TimelinePicture } from './TimelinePicture.tsx';

/** What happened, in its order: a picture, and the table beside it. */
export function ChronologySection({ incident }: { incident: Incident }) {
  const text = useText().chronology;
  const incidentId = incident.id;
  const isOpen = incident.closedAt === null;
  const [kind, setKind] = useState<EntryKind | null>(null);
  const { search, ...box } = useListSearch();
  const [editing, setEditing] = useState<Entry | 'new' | 'import' | null>(null);
  const pages = useCursorPages(`${kind} ${search}`);
  const list = useQuery({
    ...api.chronology.list.queryOptions({
      input: { incidentId, kinds: kind ? [kind] : undefined, search, limit: PAGE_ROWS, cursor: pages.cursor },
    }),
    placeholderData: keepPreviousData,
  });
  const line = useQuery(api.chronology.timeline.queryOptions({ input: { incidentId } }));
  const counts = list.data?.counts ?? {};
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const isEmpty = list.data !== undefined && all === 0;
  const numbers = new Map(
    [...(line.data?.lanes.flatMap(({ marks }) => marks) ?? []), ...(line.data?.undated ?? [])].map((mark) => [
      mark.entryId,
      mark.number,
    ]),
  );
  return (
    <>
      <ChronologyBar
        isOpen={isOpen}
        counts={counts}
        kind={kind}
        onKind={setKind}
        {...box}
        onAct={setEditing}
        pager={<Pager pages={pages} data={list.data} />}
      />
      {editing === 'import' && <ChronologyImport incidentId={incidentId} onDone={() => setEditing(null)} />}
      {editing !== null && editing !== 'import' && (
        <EntryForm
          key={editing === 'new' ? 'new' : editing.id}
          incidentId={incidentId}
          entry={editing === 'new' ? null : editing}
          onDone={() => setEditing(null)}
        />
      )}
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {isEmpty && editing === null && <EmptyState title={text.empty} note={text.emptyNote} />}
      {!isEmpty && line.data && line.data.from !== null && kind === null && search === '' && (
        <TimelinePicture line={line.data} />
      )}
      {!isEmpty && (
        <ChronologyTable
          rows={list.data?.rows}
          numbers={numbers}
          onOpen={isOpen ? (row) => setEditing(row) : undefined}
        />
      )}
    </>
  );
}
