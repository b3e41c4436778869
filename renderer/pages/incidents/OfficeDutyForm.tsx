import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type OfficeDuty, type OfficeDutyState, officeDutyState } from '../../../electron/contract/duties.ts';
import { client, type Incident, type Inputs, type Office } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { OfficePicker } from '../../components/OfficePicker.tsx';
import { offerUndo, say } from '../../components/undo.tsx';
import { useFrame, useOverview } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

const statesOf: Record<OfficeDuty, readonly OfficeDutyState[]> = {
  report: ['none', 'joint', 'own', 'required', 'undecided'],
  persons: ['none', 'required', 'done', 'substituted', 'undecided'],
};
const whos = ['all', 'version', 'state', 'codes'] as const;
type Choice = Inputs['duties']['setOffices']['offices'];

interface Props {
  incident: Incident;
  duty: OfficeDuty;
  onDone(): void;
}

interface Typed {
  state: OfficeDutyState;
  who: (typeof whos)[number];
  ofState: OfficeDutyState;
  ofVersion: string | null;
  office: Office | null;
  /** The version that told them so. */
  toldBy: string | null;
  onDate: string;
  persons: number | null;
}

const blank: Typed = {
  ...{ state: 'required', who: 'all', ofState: 'undecided', ofVersion: null, office: null },
  ...{ toldBy: null, onDate: '', persons: null },
};

/** Notes where many offices stand at once, and which version told them so; with a way back. */
export function OfficeDutyForm({ incident, duty, onDone }: Props) {
  const text = useText();
  const words = text.duties;
  const [typed, setTyped] = useState(blank);
  const set = useSetting(onDone);
  const choice = choiceOf(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!choice) return;
    const { state, toldBy, onDate, persons } = typed;
    set.mutate({
      ...{ incidentId: incident.id, duty, state, offices: choice },
      versionId: toldBy === null ? undefined : Number(toldBy),
      onDate: onDate || undefined,
      persons: persons ?? undefined,
    });
  };
  return (
    <form
      className="panel"
      aria-label={words.set}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <div className="form-row">
        <WhichOffices duty={duty} typed={typed} onChange={(part) => setTyped({ ...typed, ...part })} />
        <WhatIsNoted duty={duty} typed={typed} onChange={(part) => setTyped({ ...typed, ...part })} />
      </div>
      <ErrorNote error={set.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={set.isPending} disabled={!choice}>
          {words.apply}
        </Button>
      </Group>
    </form>
  );
}

interface FieldsProps {
  duty: OfficeDuty;
  typed: Typed;
  onChange(part: Partial<Typed>): void;
}

/** Versions that went out, as choices. */
function useSent() {
  const { overview } = useOverview();
  return (overview.data?.versions ?? [])
    .filter(({ sentAt }) => sentAt !== null)
    .map(({ versionId, label }) => ({ value: String(versionId), label }));
}

function WhichOffices({ duty, typed, onChange }: FieldsProps) {
  const words = useText().duties;
  const sent = useSent();
  const state = (name: 'state' | 'ofState', label: string) => (
    <Select
      label={label}
      allowDeselect={false}
      data={statesOf[duty].map((each) => ({ value: each, label: words.state[each] }))}
      value={typed[name]}
      onChange={(chosen) =>
        onChange({ [name]: officeDutyState.options.find((each) => each === chosen) ?? typed[name] })
      }
    />
  );
  return (
    <>
      {state('state', words.setState)}
      <Select
        label={words.setWho}
        allowDeselect={false}
        data={whos.map((value) => ({ value, label: words.who[value] }))}
        value={typed.who}
        onChange={(value) => onChange({ who: whos.find((each) => each === value) ?? 'all' })}
      />
      {typed.who === 'state' && state('ofState', words.ofState)}
      {typed.who === 'version' && (
        <Select
          required
          label={words.ofVersion}
          data={sent}
          value={typed.ofVersion}
          onChange={(ofVersion) => onChange({ ofVersion })}
        />
      )}
      {typed.who === 'codes' && (
        <OfficePicker label={words.office} chosen={typed.office} onChoose={(office) => onChange({ office })} />
      )}
    </>
  );
}

function WhatIsNoted({ duty, typed, onChange }: FieldsProps) {
  const words = useText().duties;
  const today = useFrame().data?.today ?? '';
  const sent = useSent();
  return (
    <>
      <Select
        clearable
        label={words.told}
        placeholder={words.notTold}
        data={sent}
        value={typed.toldBy}
        onChange={(toldBy) => onChange({ toldBy })}
      />
      <TextInput
        type="date"
        max={today}
        label={words.onDate}
        value={typed.onDate}
        onChange={(event) => onChange({ onDate: event.currentTarget.value })}
      />
      {duty === 'persons' && (
        <NumberInput
          min={0}
          label={words.persons}
          value={typed.persons ?? ''}
          onChange={(value) => onChange({ persons: value === '' ? null : Number(value) })}
        />
      )}
    </>
  );
}

/** Null while it is not said of which offices. */
function choiceOf({ who, ofState, ofVersion, office }: Typed): Choice | null {
  if (who === 'all') return { kind: 'all' };
  if (who === 'state') return { kind: 'state', state: ofState };
  if (who === 'version') return ofVersion === null ? null : { kind: 'version', versionId: Number(ofVersion) };
  return office ? { kind: 'codes', codes: [office.code] } : null;
}

function useSetting(onDone: () => void) {
  const text = useText();
  const words = text.duties;
  const format = useFormat();
  const takeBack = useMutation({
    mutationFn: (batch: number) => client.duties.takeBack({ batch }),
    onSuccess: ({ offices }) => say(words.applyUndone(format.number(offices))),
  });
  return useMutation({
    mutationFn: (input: Inputs['duties']['setOffices']) => client.duties.setOffices(input),
    onSuccess: ({ offices, opposite, batch }) => {
      const message = words.applied(format.number(offices), format.number(opposite));
      if (batch === null) say(message);
      else offerUndo({ message, label: text.common.undo, undo: () => takeBack.mutate(batch) });
      onDone();
    },
  });
}
