import { Button, Group, MultiSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Bulletin, BulletinValues } from '../../../electron/contract/bulletins.ts';
import { client, type Incident } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo, say } from '../../components/undo.tsx';
import { useFrame, useOverview } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

interface Props {
  incident: Incident;
  /** Null: a new one. */
  bulletin: Bulletin | null;
  /** The number a new one gets. */
  next: number;
  onDone(): void;
}

/** Records or corrects what the provider sent. */
export function BulletinForm({ incident, bulletin, next, onDone }: Props) {
  const text = useText();
  const words = text.bulletins;
  const format = useFormat();
  const today = useFrame().data?.today ?? '';
  const [values, setValues] = useState<BulletinValues>(() =>
    bulletin
      ? { ...bulletin, versionIds: bulletin.versions.map(({ versionId }) => versionId) }
      : { number: next, title: '', text: '', source: '', datedOn: null, receivedOn: today, versionIds: [] },
  );
  const change = (part: Partial<BulletinValues>) => setValues({ ...values, ...part });
  const { save, remove, error } = useBulletin(incident.id, bulletin, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(values);
  };
  const title = bulletin ? words.formEdit(format.number(bulletin.number)) : words.formNew;
  return (
    <form
      className="panel"
      aria-label={title}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <h2>{title}</h2>
      <Fields values={values} today={today} onChange={change} />
      <ErrorNote error={error} />
      <Group justify="flex-end" mt="sm">
        {bulletin && (
          <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(bulletin.id)}>
            {words.remove}
          </Button>
        )}
        <Button variant="default" onClick={onDone}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {words.submit}
        </Button>
      </Group>
    </form>
  );
}

interface FieldsProps {
  values: BulletinValues;
  today: string;
  onChange(part: Partial<BulletinValues>): void;
}

function Fields({ values, today, onChange }: FieldsProps) {
  const words = useText().bulletins;
  return (
    <>
      <div className="form-row">
        <NumberInput
          required
          min={1}
          max={999}
          label={words.number}
          value={values.number}
          onChange={(number) => onChange({ number: Number(number) })}
        />
        <TextInput
          autoFocus
          required
          maxLength={200}
          label={words.heading}
          value={values.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={words.datedOn}
          value={values.datedOn ?? ''}
          onChange={(event) => onChange({ datedOn: event.currentTarget.value || null })}
        />
        <TextInput
          type="date"
          required
          max={today}
          label={words.receivedOn}
          value={values.receivedOn}
          onChange={(event) => onChange({ receivedOn: event.currentTarget.value })}
        />
        <TextInput
          maxLength={300}
          label={words.source}
          placeholder={words.sourcePlaceholder}
          value={values.source}
          onChange={(event) => onChange({ source: event.currentTarget.value })}
        />
        <PassedOn values={values} onChange={onChange} />
      </div>
      <Textarea
        autosize
        minRows={3}
        maxRows={12}
        maxLength={20_000}
        label={words.text}
        value={values.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
    </>
  );
}

/** Our versions that pass the bulletin on. */
function PassedOn({ values, onChange }: Omit<FieldsProps, 'today'>) {
  const words = useText().bulletins;
  const { overview } = useOverview();
  return (
    <MultiSelect
      label={words.versions}
      data={(overview.data?.versions ?? []).map(({ versionId, label }) => ({ value: String(versionId), label }))}
      value={values.versionIds.map(String)}
      onChange={(chosen) => onChange({ versionIds: chosen.map(Number) })}
    />
  );
}

function useBulletin(incidentId: number, bulletin: Bulletin | null, onDone: () => void) {
  const text = useText();
  const undo = useMutation({ mutationFn: (changeId: number) => client.bulletins.undo({ changeId }) });
  const offer = (message: string, changeId: number) =>
    offerUndo({ message, label: text.common.undo, undo: () => undo.mutate(changeId) });
  const save = useMutation({
    mutationFn: async (values: BulletinValues): Promise<number | null> => {
      if (bulletin) return (await client.bulletins.edit({ id: bulletin.id, values })).changeId;
      await client.bulletins.record({ incidentId, values });
      return null;
    },
    onSuccess: (changeId) => {
      if (changeId === null) say(text.bulletins.recorded);
      else offer(text.bulletins.changed, changeId);
      onDone();
    },
  });
  const remove = useMutation({
    mutationFn: (id: number) => client.bulletins.remove({ id }),
    onSuccess: ({ changeId }) => {
      offer(text.bulletins.removed, changeId);
      onDone();
    },
  });
  return { save, remove, error: save.error ?? remove.error ?? undo.error };
}
