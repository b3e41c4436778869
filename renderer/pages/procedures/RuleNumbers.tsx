import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useText } from '../../text/index.ts';
import type { RuleTypeName, TypedNumbers } from './ruleTyped.ts';

/** What each way of counting asks for. */
const asked: Readonly<Record<RuleTypeName, readonly (keyof TypedNumbers)[]>> = {
  days_after: ['days'],
  nth_day_inclusive: ['days'],
  day_of_next_month: ['day'],
  fixed_annual: ['month', 'day', 'year'],
  months_from_first_day_inclusive: ['months'],
  end_of_month_of_months_elapsed: ['months', 'start'],
  window_after_end: ['months'],
  quarter_end_plus_one_month_end: [],
  promptly: ['warnDays'],
  before: ['maxAheadDays'],
  annual_windows: ['windows'],
  prescription: ['years'],
  guideline_window: ['fromDay', 'toDay'],
};

interface Props {
  type: RuleTypeName;
  numbers: TypedNumbers;
  onChange: (numbers: TypedNumbers) => void;
}

/** The numbers of a deadline rule: those its way of counting asks for. */
export function RuleNumbers({ type, numbers, onChange }: Props) {
  const words = useText().procedureRules.form;
  return asked[type].map((name) => {
    if (name === 'year' || name === 'start') {
      const kinds = name === 'year' ? Object.entries(words.yearKind) : Object.entries(words.startKind);
      return (
        <NativeSelect
          key={name}
          label={words[name]}
          value={numbers[name]}
          data={kinds.map(([value, label]) => ({ value, label }))}
          onChange={(event) => onChange({ ...numbers, [name]: event.currentTarget.value })}
        />
      );
    }
    const change = (value: string) => onChange({ ...numbers, [name]: value });
    if (name === 'windows') {
      return (
        <Textarea
          key={name}
          label={words.windows}
          placeholder="06-01〜07-10"
          rows={2}
          value={numbers.windows}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    }
    return (
      <TextInput
        key={name}
        type="number"
        min={1}
        label={words[name]}
        value={numbers[name]}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  });
}
