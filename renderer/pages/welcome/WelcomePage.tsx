import { Button, Group, Loader, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useOpenRegister } from '../../components/useOpenRegister.ts';
import { useText } from '../../text/index.ts';

/** First start: practice data, or an empty register. */
export function WelcomePage() {
  const text = useText().welcome;
  const [empty, setEmpty] = useState(false);
  const practice = useOpenRegister();
  return (
    <main className="full-page">
      <div className="welcome">
        <h1>{text.title}</h1>
        <p>{text.lead}</p>
        {practice.isPending ? (
          <Group role="status">
            <Loader size="sm" />
            {text.practiceWait}
          </Group>
        ) : (
          <div className="welcome-choices">
            <section>
              <Button fullWidth size="md" onClick={() => practice.mutate({ register: 'practice' })}>
                {text.practice}
              </Button>
              <p className="dim">{text.practiceNote}</p>
            </section>
            <section>
              <Button fullWidth size="md" variant="default" aria-expanded={empty} onClick={() => setEmpty(true)}>
                {text.empty}
              </Button>
              <p className="dim">{text.emptyNote}</p>
              {empty && <StartForm />}
            </section>
          </div>
        )}
        <ErrorNote error={practice.error} />
      </div>
    </main>
  );
}

function StartForm() {
  const text = useText().welcome;
  const [, navigate] = useLocation();
  const [association, setAssociation] = useState('');
  const [clerk, setClerk] = useState('');
  const start = useMutation(api.settings.update.mutationOptions({ onSuccess: () => navigate('/offices/import') }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ association, clerk });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          autoFocus
          required
          maxLength={120}
          label={text.association}
          value={association}
          onChange={(event) => setAssociation(event.currentTarget.value)}
        />
        <TextInput
          required
          maxLength={60}
          label={text.clerk}
          value={clerk}
          onChange={(event) => setClerk(event.currentTarget.value)}
        />
        <ErrorNote error={start.error} />
        <Button type="submit" loading={start.isPending}>
          {text.start}
        </Button>
      </Stack>
    </form>
  );
}
