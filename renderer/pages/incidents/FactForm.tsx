import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Fact } from '../../../electron/contract/facts.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

interface Props {
  fact: Fact;
  onCancel: () => void;
  onStated: () => void;
}

interface Typed {
  value: string;
  /** Null: today. */
  asOf: string | null;
  source: string;
  hearsay: boolean;
}

/** States what is held to be true from now on; what was said before stays below. */
export function FactForm({ fact, onCancel, onStated }: Props) {
  const text = useText();
  const words = text.facts;
  const today = useFrame().data?.today ?? '';
  const [typed, setTyped] = useState<Typed>({ value: '', asOf: null, source: '', hearsay: false });
  const state = useStating(onStated);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    state.mutate({ ...typed, factId: fact.id, asOf: typed.asOf ?? today });
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      className="panel"
      aria-label={words.formTitle(fact.question)}
    >
      <h3>{words.formTitle(fact.question)}</h3>
      <Fields typed={typed} today={today} onChange={(part) => setTyped({ ...typed, ...part })} />
      <ErrorNote error={state.error} />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onCancel}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={state.isPending}>
          {words.submit}
        </Button>
      </Group>
      <Before fact={fact} />
    </form>
  );
}

/** The list is read again before `onStated`, so that what is said of the change is true. */
function useStating(onStated: () => void) {
  const queries = useQueryClient();
  return useMutation(
    api.facts.state.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.facts.key() });
        onStated();
      },
    }),
  );
}

interface FieldsProps {
  typed: Typed;
  today: string;
  onChange: (part: Partial<Typed>) => void;
}

function Fields({ typed, today, onChange }: FieldsProps) {
  const words = useText().facts;
  return (
    <>
      <div className="form-row">
        <TextInput
          autoFocus
          required
          maxLength={500}
          label={words.value}
          placeholder={words.valuePlaceholder}
          value={typed.value}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
        <TextInput
          required
          type="date"
          max={today}
          label={words.asOfLabel}
          value={typed.asOf ?? today}
          onChange={(event) => onChange({ asOf: event.currentTarget.value })}
        />
        <TextInput
          maxLength={200}
          label={words.source}
          placeholder={words.sourcePlaceholder}
          value={typed.source}
          onChange={(event) => onChange({ source: event.currentTarget.value })}
        />
      </div>
      <Checkbox
        label={words.hearsayLabel}
        checked={typed.hearsay}
        onChange={(event) => onChange({ hearsay: event.currentTarget.checked })}
      />
    </>
  );
}

function Before({ fact }: { fact: Fact }) {
  const text = useText().facts;
  const format = useFormat();
  if (fact.values.length === 0) return null;
  return (
    <>
      <h3>{text.before}</h3>
      <ol className="fact-values" aria-label={text.before}>
        {fact.values.map((value) => (
          <li key={value.id}>
            <strong>{value.value}</strong> {value.hearsay && <span className="hearsay">{text.hearsay}</span>}{' '}
            <span className="dim">
              {text.asOf(format.date(value.asOf))} {value.source}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
