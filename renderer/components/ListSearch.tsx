import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';

/** Milliseconds of rest before typed text is searched. */
export const SEARCH_REST = 120;

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

/** What is typed into a `ListSearch`, and the words to search once the typing rests. */
export function useListSearch() {
  const [typed, onType] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_REST);
  return { typed, onType, search };
}
