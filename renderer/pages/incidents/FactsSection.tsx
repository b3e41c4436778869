import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Fact } from '../../../electron/contract/facts.ts';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormat } from '../../components/dates.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { FactForm } from './FactForm.tsx';
import { NewFact } from './NewFact.tsx';
import { OutdatedNote } from './OutdatedNote.tsx';

/** What do we know of the incident, and who was told something else? */
export function FactsSection({ incidentId }: { incidentId: number }) {
  const text = useText().facts;
  const list = useQuery(api.facts.list.queryOptions({ input: { incidentId } }));
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const [stated, setStated] = useState<number | null>(null);
  return (
    <section className="panel" aria-labelledby="facts">
      <div className="facts-head">
        <h2 id="facts">{text.title}</h2>
        <span className="dim">{text.note}</span>
        <Button size="compact-sm" variant="default" onClick={() => setOpen('new')}>
          {text.add}
        </Button>
      </div>
      <Loaded query={list}>
        {({ rows }) => {
          const changing = rows.find((row) => row.id === open);
          const told = rows.find((row) => row.id === stated);
          return (
            <>
              {open === 'new' && <NewFact incidentId={incidentId} onDone={() => setOpen(null)} />}
              {changing && (
                <FactForm
                  key={changing.id}
                  fact={changing}
                  onCancel={() => setOpen(null)}
                  onStated={() => {
                    setStated(changing.id);
                    setOpen(null);
                  }}
                />
              )}
              <div role="status">{told && !changing && <OutdatedNote fact={told} />}</div>
              <FactTable rows={rows} onChange={(fact) => setOpen(fact.id)} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function FactTable({ rows, onChange }: { rows: Fact[]; onChange: (fact: Fact) => void }) {
  const text = useText().facts;
  return (
    <div className="facts-table">
      <DataTable
        label={text.title}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'question',
            title: text.question,
            width: '24%',
            cell: (row) => (
              <span className="told">
                <span>{row.question}</span>
                <span className="dim">{row.name}</span>
              </span>
            ),
          },
          { key: 'now', title: text.now, cell: (row) => <NewestValue fact={row} /> },
          { key: 'statedBy', title: text.statedBy, width: '21%', cell: (row) => <StatedBy fact={row} /> },
          { key: 'offices', title: text.outdatedOffices, width: '158px', cell: (row) => <OfficesLink fact={row} /> },
          {
            key: 'change',
            title: '',
            width: '92px',
            cell: (row) => (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={text.changedOf(row.question)}
                onClick={() => onChange(row)}
              >
                {text.changed}
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}

function NewestValue({ fact }: { fact: Fact }) {
  const text = useText().facts;
  const format = useFormat();
  const newest = fact.values[0];
  if (!newest) return <span className="dim">{text.notStated}</span>;
  return (
    <span className="told">
      <span>
        <strong>{newest.value}</strong> {newest.hearsay && <span className="hearsay">{text.hearsay}</span>}
      </span>
      <span className="dim">
        {text.asOf(format.date(newest.asOf))} {newest.source}
      </span>
    </span>
  );
}

function StatedBy({ fact }: { fact: Fact }) {
  const text = useText();
  if (fact.statedBy.length === 0) return <span className="dim">{text.common.none}</span>;
  return (
    <span className="fact-versions">
      {fact.statedBy.map(({ versionId, label, outdated }) => (
        <Link key={versionId} href={to.version(versionId)}>
          <StateMark
            mark={outdated ? 'outdated' : 'sent'}
            label={outdated ? text.facts.old(label) : text.facts.current(label)}
          />
        </Link>
      ))}
    </span>
  );
}

function OfficesLink({ fact }: { fact: Fact }) {
  const text = useText();
  const format = useFormat();
  const offices = format.number(fact.outdatedOffices);
  if (fact.outdatedOffices === 0) return <span className="dim">{text.facts.offices(offices)}</span>;
  return (
    <Link href={to.outdatedOffices(fact.id)} aria-label={text.facts.officesOf(fact.question, offices)}>
      {text.facts.offices(offices)}
    </Link>
  );
}
