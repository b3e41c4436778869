import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ClosedDay } from '../../../electron/contract/ruleShapes.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

/** The association's own closed days; due dates follow at once. */
export function ClosedDays() {
  const text = useText();
  const words = text.procedureRules.closed;
  const format = useFormat();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<ClosedDay>({ day: '', name: '' });
  const days = useQuery(api.procedures.closedDays.queryOptions({ input: {} }));
  const rows = days.data?.rows ?? [];
  const save = useMutation(
    api.procedures.setClosedDays.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.procedures.key() }),
    }),
  );
  const set = (next: ClosedDay[]) =>
    save.mutate(
      { rows: next },
      {
        onSuccess: ({ moved }) => {
          setTyped({ day: '', name: '' });
          const message = words.saved(format.number(moved));
          offerUndo({ message, label: text.common.undo, undo: () => save.mutate({ rows }) });
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.day !== '') set([...rows, typed]);
  };
  return (
    <section>
      <h2>{words.title}</h2>
      <p className="dim">{words.note}</p>
      {rows.length === 0 && <p className="dim">{words.none}</p>}
      <ul className="closed-days">
        {rows.map((row) => (
          <li key={row.day}>
            {format.date(row.day)} {row.name}{' '}
            <Button
              size="compact-xs"
              variant="default"
              aria-label={words.remove(row.day)}
              onClick={() => set(rows.filter((each) => each.day !== row.day))}
            >
              {words.removeShort}
            </Button>
          </li>
        ))}
      </ul>
      <form className="list-head" aria-label={words.title} onSubmit={submit}>
        <TextInput
          size="xs"
          type="date"
          required
          aria-label={words.day}
          value={typed.day}
          onChange={(event) => setTyped({ ...typed, day: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          aria-label={words.name}
          placeholder={words.name}
          maxLength={40}
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
        <Button size="compact-sm" type="submit" variant="default" loading={save.isPending}>
          {words.add}
        </Button>
      </form>
      <ErrorNote error={save.error ?? days.error} />
    </section>
  );
}
