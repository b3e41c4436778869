import { TextInput } from '@mantine/core';

interface Props {
  label: string;
  typed: string;
  onType: (typed: string) => void;
}

/** The box above a list that narrows it by words: `/` leads to it. */
export function ListSearch({ label, typed, onType }: Props) {
  return (
    <TextInput
      className="list-search"
      size="xs"
      aria-label={label}
      placeholder={label}
      data-list-filter
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
