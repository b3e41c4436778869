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

/** States what is held to be true from now on; what was said before stays below. */
export function FactForm({ fact, onCancel, onStated }: Props) {
  const text = useText();
  const words = text.facts;
  const queries = useQueryClient();
  const today = useFrame().data?.today ?? '';
  const [value, setValue] = useState('');
  const [asOf, setAsOf] = useState<string | null>(null);
  const [source, setSource] = useState('');
  const [hearsay, setHearsay] = useState(false);
  const state = useMutation(
    api.facts.state.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.facts.key() });
        onStated();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    state.mutate({ factId: fact.id, value, asOf: asOf ?? today, source, hearsay });
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      className="panel"
      aria-label={words.formTitle(fact.question)}
    >
      <h3>{words.formTitle(fact.question)}</h3>
      <div className="form-row">
        <TextInput
          autoFocus
          required
          maxLength={500}
          label={words.value}
          placeholder={words.valuePlaceholder}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <TextInput
          required
          type="date"
          max={today}
          label={words.asOfLabel}
          value={asOf ?? today}
          onChange={(event) => setAsOf(event.currentTarget.value)}
        />
        <TextInput
          maxLength={200}
          label={words.source}
          placeholder={words.sourcePlaceholder}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
      </div>
      <Checkbox
        label={words.hearsayLabel}
        checked={hearsay}
        onChange={(event) => setHearsay(event.currentTarget.checked)}
      />
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
