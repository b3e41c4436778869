import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';
import type { HandRow } from './ByHand.tsx';
import { useTakeBack } from './useTakeBack.ts';

interface FieldProps {
  row: HandRow;
  value: string;
  onChange: (number: string) => void;
}

/** The number the post gave a letter. */
export function TrackingField({ row, value, onChange }: FieldProps) {
  const text = useText().sending;
  return (
    <TextInput
      size="xs"
      maxLength={40}
      aria-label={text.trackingOf(row.officeName)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Records the letters shown as posted, in one batch with one day. */
export function Posting({ rows, tracking }: { rows: readonly HandRow[]; tracking: Record<number, string> }) {
  const text = useText().sending;
  const format = useFormat();
  const today = useFrame().data?.today ?? '';
  const [day, setDay] = useState('');
  const { offer } = useTakeBack(client.deliveries.record);
  const record = useMutation(
    api.deliveries.record.mutationOptions({
      onSuccess: ({ recorded }, { results: posted }) =>
        offer(text.recordedDone(format.number(recorded)), {
          results: posted.map(({ deliveryId }) => ({ deliveryId, result: 'open' })),
        }),
    }),
  );
  const on = day || today;
  const results = rows.map(({ id }) => ({
    deliveryId: id,
    result: 'done' as const,
    trackingNumber: tracking[id] ?? '',
  }));
  return (
    <>
      <Group align="flex-end">
        <TextInput
          type="date"
          label={text.postedOn}
          value={on}
          max={today}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button loading={record.isPending} disabled={on === ''} onClick={() => record.mutate({ results, on })}>
          {text.recordPosted(format.number(rows.length))}
        </Button>
      </Group>
      <ErrorNote error={record.error} />
    </>
  );
}
