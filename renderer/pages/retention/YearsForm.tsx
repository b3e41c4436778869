import { Button, Group, NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** How many years things are kept. */
export function YearsForm({ years }: { years: number }) {
  const text = useText();
  const queries = useQueryClient();
  /** Null: what counts now is shown. */
  const [typed, setTyped] = useState<number | string | null>(null);
  const save = useMutation(
    api.retention.setYears.mutationOptions({
      onSuccess: async (_answer, saved) => {
        await queries.invalidateQueries({ queryKey: api.retention.key() });
        setTyped((now) => (Number(now) === saved.years ? null : now));
      },
    }),
  );
  const shown = typed ?? years;
  const number = Number(shown);
  const wrong = !Number.isInteger(number) || number < 1 || number > 30;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) save.mutate({ years: number });
  };
  return (
    <form className="panel" aria-label={text.retention.years} onSubmit={submit} onChange={save.reset}>
      <p className="dim">{text.retention.yearsNote}</p>
      <Group align="flex-end">
        <NumberInput
          w={220}
          label={text.retention.years}
          error={wrong && text.retention.yearsWrong}
          hideControls
          value={shown}
          onChange={setTyped}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={wrong || number === years}>
          {text.common.save}
        </Button>
        <span role="status">{save.isSuccess && `✓ ${text.common.saved}`}</span>
      </Group>
      <ErrorNote error={save.error} />
    </form>
  );
}
