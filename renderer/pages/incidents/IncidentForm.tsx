import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { prefer } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Registers what happened at a provider, and shows it at once. */
export function IncidentForm({ onDone }: { onDone: () => void }) {
  const text = useText();
  const queries = useQueryClient();
  const today = useFrame().data?.today ?? '';
  const [title, setTitle] = useState('');
  const [provider, setProvider] = useState('');
  const [knownOn, setKnownOn] = useState<string | null>(null);
  const create = useMutation(
    api.incidents.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: api.incidents.key() });
        prefer({ incidentId: id });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ title, provider, knownOn: knownOn ?? today });
  };
  return (
    <form onSubmit={submit} className="panel" aria-label={text.incidents.create}>
      <p className="dim">{text.incidents.createNote}</p>
      <div className="form-row">
        <TextInput
          autoFocus
          required
          maxLength={120}
          label={text.incidents.name}
          placeholder={text.incidents.namePlaceholder}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          required
          maxLength={120}
          label={text.incidents.provider}
          placeholder={text.incidents.providerPlaceholder}
          value={provider}
          onChange={(event) => setProvider(event.currentTarget.value)}
        />
        <TextInput
          required
          type="date"
          label={text.incidents.knownOn}
          max={today}
          value={knownOn ?? today}
          onChange={(event) => setKnownOn(event.currentTarget.value)}
        />
      </div>
      <ErrorNote error={create.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {text.common.cancel}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {text.incidents.submit}
        </Button>
      </Group>
    </form>
  );
}
