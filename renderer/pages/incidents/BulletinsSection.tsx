import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Bulletin } from '../../../electron/contract/bulletins.ts';
import { api, type Incident } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { BulletinForm } from './BulletinForm.tsx';

/** What did the provider say, and have we passed it on? */
export function BulletinsSection({ incident }: { incident: Incident }) {
  const text = useText().bulletins;
  const list = useQuery(api.bulletins.list.queryOptions({ input: { incidentId: incident.id } }));
  const [editing, setEditing] = useState<Bulletin | 'new' | null>(null);
  const isOpen = incident.closedAt === null;
  return (
    <section aria-label={text.title}>
      <div className="list-head">
        {isOpen && <Button onClick={() => setEditing('new')}>{text.add}</Button>}
        <span className="dim">{text.note}</span>
      </div>
      <Loaded query={list}>
        {({ rows, next }) => (
          <>
            {editing !== null && (
              <BulletinForm
                key={editing === 'new' ? `new ${next}` : editing.id}
                incident={incident}
                bulletin={editing === 'new' ? null : editing}
                next={next}
                onDone={() => setEditing(null)}
              />
            )}
            {rows.length === 0 && editing === null && <EmptyState title={text.empty} note={text.emptyNote} />}
            {rows.length > 0 && <BulletinTable rows={rows} onOpen={isOpen ? setEditing : undefined} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function BulletinTable({ rows, onOpen }: { rows: Bulletin[]; onOpen: ((row: Bulletin) => void) | undefined }) {
  const text = useText().bulletins;
  const format = useFormat();
  return (
    <div className="facts-table">
      <DataTable
        label={text.title}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'number', title: text.number, width: '84px', cell: (row) => text.nth(format.number(row.number)) },
          {
            key: 'received',
            title: text.receivedOn,
            width: columnWidth.date,
            cell: (row) => format.date(row.receivedOn),
          },
          {
            key: 'title',
            title: text.heading,
            cell: (row) => (
              <span className="told">
                <strong>{row.title}</strong>
                <span className="dim">{row.text}</span>
              </span>
            ),
          },
          {
            key: 'versions',
            title: text.versions,
            width: '22%',
            cell: ({ versions }) =>
              versions.length === 0 ? (
                <StateMark mark="open" label={text.notTold} />
              ) : (
                <span className="fact-versions">
                  {versions.map(({ versionId, label, sentOn }) => (
                    <Link key={versionId} href={to.version(versionId)}>
                      <StateMark mark={sentOn ? 'sent' : 'moving'} label={label} />
                    </Link>
                  ))}
                </span>
              ),
          },
          {
            key: 'edit',
            title: '',
            width: '80px',
            cell: (row) =>
              onOpen && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={text.editOf(format.number(row.number))}
                  onClick={() => onOpen(row)}
                >
                  {text.edit}
                </Button>
              ),
          },
        ]}
      />
    </div>
  );
}
