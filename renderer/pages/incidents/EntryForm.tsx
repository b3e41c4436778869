import { Button, Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import {
  type Entry,
  type EntryValues,
  entryCategory,
  entryKind,
  entryPrecision,
  entryValues,
} from '../../../electron/contract/chronology.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo, say } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';
import { EntryHistory } from './EntryHistory.tsx';

interface Props {
  incidentId: number;
  /** Null: a new one. */
  entry: Entry | null;
  onDone(): void;
}

const blank: EntryValues = { ...entryValues.parse({ kind: 'event', text: '-' }), text: '' };

/** Enters or corrects an entry, by keyboard alone too; after a new one the next can follow at once. */
export function EntryForm({ incidentId, entry, onDone }: Props) {
  const text = useText();
  const words = text.chronology;
  const [values, setValues] = useState<EntryValues>(() => (entry ? entryValues.parse(entry) : blank));
  const first = useRef<HTMLTextAreaElement>(null);
  const undo = useUndo();
  const save = useMutation({
    mutationFn: async (): Promise<number | null> => {
      if (entry) return (await client.chronology.edit({ id: entry.id, values })).changeId;
      await client.chronology.record({ incidentId, values });
      return null;
    },
    onSuccess: (changeId) => {
      if (changeId !== null) {
        undo(words.changed, changeId);
        onDone();
        return;
      }
      say(words.recorded);
      // The next one is often of the same day, by the same people, out of the same source.
      setValues({ ...values, text: '', time: '', note: '' });
      first.current?.focus();
    },
  });
  const remove = useMutation({
    mutationFn: (id: number) => client.chronology.remove({ id }),
    onSuccess: ({ changeId }) => {
      undo(words.removed, changeId);
      onDone();
    },
  });
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (values.text.trim() !== '') save.mutate();
  };
  const title = entry ? words.editTitle : words.newTitle;
  return (
    <form
      className="panel"
      aria-label={title}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
        else if (event.key === 'Enter' && event.ctrlKey) submit(event);
      }}
    >
      <h2>{title}</h2>
      <Textarea
        ref={first}
        autoFocus
        required
        autosize
        minRows={2}
        maxLength={2000}
        label={words.field.text}
        value={values.text}
        onChange={(event) => setValues({ ...values, text: event.currentTarget.value })}
      />
      <EntryFields values={values} onChange={(part) => setValues({ ...values, ...part })} />
      <ErrorNote error={save.error ?? remove.error} />
      <Group justify="flex-end" mt="sm">
        {!entry && <span className="dim">{words.submitNote}</span>}
        {entry && (
          <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(entry.id)}>
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
      {entry && entry.changes > 0 && <EntryHistory id={entry.id} onPutBack={onDone} />}
    </form>
  );
}

/** Says what was done, with the way back. */
function useUndo() {
  const { undo: label } = useText().common;
  const undo = useMutation({ mutationFn: (changeId: number) => client.chronology.undo({ changeId }) });
  return (message: string, changeId: number) => offerUndo({ message, label, undo: () => undo.mutate(changeId) });
}

function EntryFields({ values, onChange }: { values: EntryValues; onChange(part: Partial<EntryValues>): void }) {
  const words = useText().chronology;
  const { field } = words;
  const date = (name: 'date' | 'dateTo' | 'asOf' | 'dueOn') => (
    <TextInput
      type="date"
      label={field[name]}
      value={values[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || null })}
    />
  );
  const line = (name: 'actor' | 'source' | 'section' | 'note', most: number) => (
    <TextInput
      maxLength={most}
      label={field[name]}
      value={values[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="form-row">
        <Select
          label={field.kind}
          allowDeselect={false}
          data={entryKind.options.map((value) => ({ value, label: words.kind[value] }))}
          value={values.kind}
          onChange={(kind) => onChange({ kind: entryKind.options.find((each) => each === kind) ?? values.kind })}
        />
        {date('date')}
        <TextInput
          label={field.time}
          placeholder={words.timePlaceholder}
          pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
          value={values.time}
          onChange={(event) => onChange({ time: event.currentTarget.value })}
        />
        {date('dateTo')}
        <Select
          label={field.precision}
          clearable
          placeholder={words.auto}
          data={entryPrecision.options.map((value) => ({ value, label: words.precision[value] }))}
          value={values.precision}
          onChange={(precision) =>
            onChange({ precision: entryPrecision.options.find((each) => each === precision) ?? null })
          }
        />
        <Select
          label={field.category}
          clearable
          placeholder={words.noCategory}
          data={entryCategory.options.map((value) => ({ value, label: words.category[value] }))}
          value={values.category}
          onChange={(category) =>
            onChange({ category: entryCategory.options.find((each) => each === category) ?? null })
          }
        />
      </div>
      <div className="form-row">
        {line('actor', 120)}
        {line('source', 300)}
        {line('section', 120)}
        {date('asOf')}
        {values.kind === 'promise' && date('dueOn')}
        {line('note', 1000)}
      </div>
      <Checkbox
        label={field.hearsay}
        checked={values.hearsay}
        onChange={(event) => onChange({ hearsay: event.currentTarget.checked })}
      />
    </>
  );
}
