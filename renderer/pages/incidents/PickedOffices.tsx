import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, type Incident, type Office } from '../../api/client.ts';
import { columnWidth, DataTable } from '../../components/DataTable.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { OfficePicker } from '../../components/OfficePicker.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useText } from '../../text/index.ts';
import { type Picked, usePicks } from './usePicks.ts';

/** Offices that are affected, or not, whatever their branch says: each with the reason, and the way back. */
export function PickedOffices({ incident }: { incident: Incident }) {
  const text = useText().picks;
  const picks = useQuery(api.incidents.picks.queryOptions({ input: { incidentId: incident.id } }));
  const { pick, takeBack, error } = usePicks(incident.id);
  return (
    <section className="panel" aria-labelledby="picks">
      <h2 id="picks">{text.title}</h2>
      <p className="dim">{text.note}</p>
      <PickForm pick={pick} />
      <ErrorNote error={error} />
      <Loaded query={picks}>{({ rows }) => <PickTable rows={rows} onTakeBack={takeBack} />}</Loaded>
    </section>
  );
}

function PickForm({ pick }: { pick: (picked: Picked, done: () => void) => void }) {
  const text = useText().picks;
  const [office, setOffice] = useState<Office | null>(null);
  const [affected, setAffected] = useState('out');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!office) return;
    const { code, name } = office;
    pick({ code, name, affected: affected === 'in', reason }, () => {
      setOffice(null);
      setReason('');
    });
  };
  return (
    <form className="picks-form" onSubmit={submit} aria-label={text.title}>
      <OfficePicker label={text.office} placeholder={text.placeholder} chosen={office} onChoose={setOffice} />
      <SegmentedControl
        aria-label={text.choice}
        value={affected}
        data={[
          { value: 'out', label: text.affected.out },
          { value: 'in', label: text.affected.in },
        ]}
        onChange={setAffected}
      />
      <TextInput
        required
        maxLength={200}
        label={text.reason}
        placeholder={text.reasonPlaceholder}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!office || reason.trim() === ''}>
        {text.submit}
      </Button>
    </form>
  );
}

function PickTable({ rows, onTakeBack }: { rows: Picked[]; onTakeBack: (picked: Picked) => void }) {
  const text = useText();
  const words = text.picks;
  const { column } = text.common;
  return (
    <DataTable
      label={words.list}
      rows={rows}
      rowKey={(row) => row.code}
      empty={words.none}
      columns={[
        { key: 'code', title: column.code, width: columnWidth.code, cell: (row) => row.code },
        { key: 'name', title: column.name, cell: (row) => row.name },
        {
          key: 'state',
          title: column.state,
          width: columnWidth.state,
          cell: ({ affected }) => (
            <StateMark mark={affected ? 'sent' : 'none'} label={affected ? words.state.in : words.state.out} />
          ),
        },
        { key: 'reason', title: words.reason, cell: (row) => row.reason },
        {
          key: 'back',
          title: '',
          width: '150px',
          cell: (row) => (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={words.takeBackOf(row.name)}
              onClick={() => onTakeBack(row)}
            >
              {words.takeBack}
            </Button>
          ),
        },
      ]}
    />
  );
}
