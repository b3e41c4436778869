import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { useText } from '../../text/index.ts';
import { ErrorNote } from '../ErrorNote.tsx';

const IDLE_MS = 10 * 60_000;

/** Hides the window behind a PIN; what is behind it stays as it is, with all that was typed. */
export function LockGate({ children }: { children: ReactNode }) {
  const state = useQuery({ ...api.lock.state.queryOptions({ input: {} }), refetchInterval: 60_000 }).data;
  useIdleLock(state?.hasPin === true && !state.locked);
  return (
    <>
      <div className="behind-lock" inert={state?.locked} data-locked={state?.locked}>
        {children}
      </div>
      {state?.locked && <Locked />}
    </>
  );
}

/** Locks when nobody has touched keyboard or mouse for ten minutes. */
function useIdleLock(active: boolean): void {
  const queries = useQueryClient();
  const lock = useMutation(
    api.lock.lock.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: api.lock.key() }) }),
  ).mutate;
  useEffect(() => {
    if (!active) return;
    let touched = Date.now();
    const touch = () => {
      touched = Date.now();
    };
    const events = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, touch, { passive: true });
    const timer = setInterval(() => Date.now() - touched > IDLE_MS && lock({}), 5000);
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, touch);
    };
  }, [active, lock]);
}

function Locked() {
  const text = useText().lock;
  const queries = useQueryClient();
  const [pin, setPin] = useState('');
  const unlock = useMutation(
    // What the pages asked for while it was locked was refused: they ask again.
    api.lock.unlock.mutationOptions({ onSuccess: () => queries.invalidateQueries(), onSettled: () => setPin('') }),
  );
  useEffect(() => {
    // Shortcuts must not leave the page behind the lock, nor Escape close a dialog there: typed text would be gone.
    // Typing into the field needs no listener.
    const keep = (event: KeyboardEvent) => event.stopImmediatePropagation();
    window.addEventListener('keydown', keep, { capture: true });
    return () => window.removeEventListener('keydown', keep, { capture: true });
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate({ pin });
  };
  return (
    <div className="lock" role="dialog" aria-modal="true" aria-labelledby="locked">
      <form onSubmit={submit}>
        <h1 id="locked">{text.locked}</h1>
        <p className="dim">{text.lockedNote}</p>
        <PasswordInput
          autoFocus
          label={text.pin}
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <ErrorNote error={unlock.error} />
        <Button type="submit" mt="sm" fullWidth loading={unlock.isPending} disabled={pin === ''}>
          {text.open}
        </Button>
      </form>
    </div>
  );
}
