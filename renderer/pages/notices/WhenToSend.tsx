import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

/** When an order goes: after its hold, or at an hour. */
export interface SendStart {
  /** Seconds in which the whole can be taken back. */
  holdSeconds: number;
  /** UTC instant. */
  sendAt?: string;
}

/** Five minutes: what a slip needs to be noticed. */
export const AT_ONCE: SendStart = { holdSeconds: 300 };

/** Now or at a set time; null is told while no time to come is typed. */
export function WhenToSend({ onChange }: { onChange: (start: SendStart | null) => void }) {
  const text = useText().sending;
  const [way, setWay] = useState<'now' | 'hour'>('now');
  const [hour, setHour] = useState('');
  // By the register's clock: the practice one tells a story of its own.
  const today = useFrame().data?.today ?? '';
  const choose = (next: 'now' | 'hour', typed: string) => {
    setWay(next);
    setHour(typed);
    onChange(next === 'now' ? AT_ONCE : startAt(typed, today));
  };
  return (
    <Radio.Group label={text.when} value={way} onChange={(value) => choose(value === 'hour' ? 'hour' : 'now', hour)}>
      <Stack gap={4} my={4}>
        <Radio value="now" label={text.immediately} />
        <Radio value="hour" label={text.atHour} />
      </Stack>
      {way === 'hour' && (
        <TextInput
          required
          type="datetime-local"
          label={text.hour}
          value={hour}
          error={hour !== '' && startAt(hour, today) === null && text.hourPast}
          onChange={(event) => choose('hour', event.currentTarget.value)}
        />
      )}
    </Radio.Group>
  );
}

/** A wall-clock time of Japan, `YYYY-MM-DDTHH:MM`; null when it is no time, or of a day that has gone. */
function startAt(typed: string, today: string): SendStart | null {
  const at = new Date(`${typed}:00+09:00`);
  if (Number.isNaN(at.getTime()) || typed.slice(0, 10) < today) return null;
  return { ...AT_ONCE, sendAt: at.toISOString() };
}
