import { Button, Group, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

const digits = { inputMode: 'numeric', autoComplete: 'off' } as const;

/** The PIN that this window locks with. */
export function LockSection() {
  const text = useText().lock;
  const queries = useQueryClient();
  const state = useQuery(api.lock.state.queryOptions({ input: {} })).data;
  const [pin, setPin] = useState('');
  const [present, setPresent] = useState('');
  const renew = () => queries.invalidateQueries({ queryKey: api.lock.key() });
  const lock = useMutation(api.lock.lock.mutationOptions({ onSuccess: renew }));
  const change = useMutation(
    api.lock.setPin.mutationOptions({
      onSuccess: () => {
        setPin('');
        setPresent('');
        return renew();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ pin, present });
  };
  return (
    <form className="panel" aria-label={text.title} onSubmit={submit} onChange={change.reset}>
      <h2>{text.title}</h2>
      <p className="dim">{state?.hasPin ? text.note : text.none}</p>
      <div className="form-row">
        {state?.hasPin && (
          <PasswordInput
            {...digits}
            required
            label={text.present}
            value={present}
            onChange={(event) => setPresent(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          {...digits}
          label={text.newPin}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
      </div>
      <ErrorNote error={change.error ?? lock.error} />
      <Group mt="sm">
        <Button type="submit" variant="default" loading={change.isPending} disabled={pin === ''}>
          {text.set}
        </Button>
        {state?.hasPin && (
          <>
            <Button variant="default" onClick={() => lock.mutate({})}>
              {text.now}
            </Button>
            <Button variant="subtle" disabled={present === ''} onClick={() => change.mutate({ pin: null, present })}>
              {text.remove}
            </Button>
          </>
        )}
        <span role="status">{change.isSuccess && `✓ ${text.done}`}</span>
      </Group>
    </form>
  );
}
