import { Button, Group, TextInput } from '@mantine/core';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

const iso = (day: Date) => day.toISOString().slice(0, 10);

/** Days a list is likely to be of: today, the end of last month, and of last fiscal year (31 March, before today). */
function likelyDays(today: string) {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const ended = today > `${year}-03-31` ? year : year - 1;
  return { today, lastMonth: iso(new Date(Date.UTC(year, month - 1, 0))), lastYear: `${ended}-03-31` };
}

interface Props {
  /** Undefined until the clerk says otherwise: today. */
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  disabled: boolean;
}

/** The day a list was true: what the register learned later is the newer. */
export function AsOf({ value, onChange, disabled }: Props) {
  const text = useText().conflicts;
  const today = useFrame().data?.today;
  if (!today) return null;
  const days = likelyDays(today);
  const day = value ?? today;
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        type="date"
        size="xs"
        label={text.asOf}
        max={today}
        value={day}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
      {(['today', 'lastMonth', 'lastYear'] as const).map((name) => (
        <Button
          key={name}
          size="xs"
          variant={days[name] === day ? 'light' : 'default'}
          aria-pressed={days[name] === day}
          disabled={disabled}
          onClick={() => onChange(days[name])}
        >
          {text.days[name]}
        </Button>
      ))}
    </Group>
  );
}
