import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** Raises one more question, with the name notices quote it by. */
export function NewFact({ incidentId, onDone }: { incidentId: number; onDone: () => void }) {
  const text = useText();
  const words = text.facts;
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [question, setQuestion] = useState('');
  const create = useMutation(
    api.facts.create.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.facts.key() });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ incidentId, name, question });
  };
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
      className="panel"
      aria-label={words.add}
    >
      <div className="form-row">
        <TextInput
          autoFocus
          required
          maxLength={20}
          label={words.name}
          placeholder={words.namePlaceholder}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          required
          maxLength={120}
          label={words.question}
          placeholder={words.questionPlaceholder}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
        />
      </div>
      <ErrorNote error={create.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {words.addSubmit}
        </Button>
      </Group>
    </form>
  );
}
