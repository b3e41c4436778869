import { Button, Group, NumberInput, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type ReminderStep,
  reminderChannel,
  reminderLadder,
  reminderStep,
} from '../../../electron/contract/reminders.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

interface Props {
  versionId: number;
  steps: ReminderStep[];
  /** The version has a ladder of its own. */
  own: boolean;
  house: ReminderStep[];
  onEnd: () => void;
}

const MOST = 6;
const countings = reminderStep.shape.counting.options;

/** Writes the ladder of a version, or the one of the house. */
export function LadderEditor({ versionId, steps, own, onEnd }: Props) {
  const words = useText();
  const text = words.reminders;
  const queries = useQueryClient();
  const [rows, setRows] = useState(steps);
  const change = (at: number, part: Partial<ReminderStep>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const save = useMutation({
    mutationFn: (input: { versionId?: number; steps: ReminderStep[] | null }) => client.reminders.saveLadder(input),
    onSuccess: async () => {
      onEnd();
      await queries.invalidateQueries({ queryKey: [['reminders']] });
    },
  });
  const valid = reminderLadder.safeParse(rows).success;
  return (
    <div className="panel">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place while it is being written
        <Group key={at} align="end" gap="sm" mb="xs">
          <NumberInput
            label={text.days}
            w={90}
            min={1}
            max={60}
            value={row.days}
            onChange={(value) => change(at, { days: Number(value) })}
          />
          <Select
            label={text.count}
            w={176}
            data={countings.map((value) => ({ value, label: text.counting[value] }))}
            value={row.counting}
            allowDeselect={false}
            onChange={(value) => change(at, { counting: value === 'calendar' ? 'calendar' : 'business' })}
          />
          <Select
            label={text.by}
            w={130}
            data={reminderChannel.options.map((value) => ({ value, label: text.channels[value] }))}
            value={row.channel}
            allowDeselect={false}
            onChange={(value) => change(at, { channel: reminderChannel.parse(value) })}
          />
          <Button variant="subtle" onClick={() => setRows(rows.filter((_, index) => index !== at))}>
            {text.remove}
          </Button>
        </Group>
      ))}
      <ErrorNote error={save.error} />
      <Group mt="sm">
        <Button
          variant="default"
          disabled={rows.length >= MOST}
          onClick={() =>
            setRows([...rows, { days: (rows.at(-1)?.days ?? 0) + 2, counting: 'business', channel: 'phone' }])
          }
        >
          {text.add}
        </Button>
        <Button disabled={!valid} loading={save.isPending} onClick={() => save.mutate({ versionId, steps: rows })}>
          {text.saveOwn}
        </Button>
        <Button variant="default" disabled={!valid} onClick={() => save.mutate({ steps: rows })}>
          {text.saveHouse}
        </Button>
        {own && (
          <Button variant="default" onClick={() => save.mutate({ versionId, steps: null })}>
            {text.backToHouse}
          </Button>
        )}
        <Button variant="default" onClick={onEnd}>
          {words.common.cancel}
        </Button>
      </Group>
    </div>
  );
}
