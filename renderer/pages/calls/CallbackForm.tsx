import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { inJapan } from '../../components/dates.ts';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import type { Details } from './useCallDesk.ts';

interface Props {
  onSave: (details: Details) => void;
  onCancel: () => void;
}

const HOUR = 3_600_000;
/** `2026-06-08T15:00` on Japan's clock as an instant. */
const instantOf = (local: string): string => new Date(`${local}:00+09:00`).toISOString();
const localOf = (instant: Date): string => {
  const { date, time } = inJapan(instant.toISOString());
  return `${date}T${time}`;
};

/** The next day that is not a Saturday or Sunday; holidays the clerk sees on the calendar. */
function nextWorkday(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  return day.toISOString().slice(0, 10);
}

/** When the office asked to be called back. */
export function CallbackForm({ onSave, onCancel }: Props) {
  const text = useText().calls;
  const today = useFrame().data?.today ?? inJapan(new Date().toISOString()).date;
  const now = localOf(new Date());
  const hour = localOf(new Date(Date.now() + HOUR));
  const afternoon = `${today}T15:00`;
  const [at, setAt] = useState(hour);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at !== '') onSave({ callbackAt: instantOf(at) });
  };
  const quick = [
    { label: text.quick.hour, at: hour },
    ...(now < afternoon ? [{ label: text.quick.afternoon, at: afternoon }] : []),
    { label: text.quick.tomorrow, at: `${nextWorkday(today)}T09:00` },
  ];
  return (
    <form className="call-asking" onSubmit={submit}>
      <div className="call-quick">
        {quick.map((each) => (
          <Button
            key={each.label}
            size="compact-sm"
            variant="default"
            aria-pressed={each.at === at}
            onClick={() => setAt(each.at)}
          >
            {each.label}
          </Button>
        ))}
      </div>
      <TextInput
        type="datetime-local"
        label={text.callbackAt}
        required
        autoFocus
        min={now}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <Button type="submit">{text.callbackSave}</Button>
      <Button variant="default" onClick={onCancel}>
        {text.cancel}
      </Button>
    </form>
  );
}
