import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useKindWords } from '../../components/useKindWords.ts';
import { useText } from '../../text/index.ts';
import { useAuthorityName } from './useAuthorityName.ts';
import type { FilingFilter } from './useFilingFilter.ts';

/** By office, authority, kind and clerk. */
export function FilterFields({ filter: { typed, change } }: { filter: FilingFilter }) {
  const text = useText();
  const words = text.procedureBoard;
  const { nameOf } = useKindWords();
  const authorityName = useAuthorityName();
  const choices = useQuery(api.procedures.choices.queryOptions({ input: {} }));
  const catalogue = useQuery(api.procedures.catalogue.queryOptions({ input: {} }));
  const kinds = (catalogue.data?.rows ?? []).filter(
    (kind) => typed.authority === '' || kind.authority === typed.authority,
  );
  const options = (all: string, values: readonly { value: string; label: string }[]) => [
    { value: '', label: all },
    ...values,
  ];
  const named = (names: readonly string[] | undefined) => (names ?? []).map((name) => ({ value: name, label: name }));
  return (
    <>
      <TextInput
        size="xs"
        className="filing-search"
        aria-label={text.procedures.search}
        placeholder={text.procedures.searchPlaceholder}
        data-list-filter
        value={typed.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        className="filing-choice"
        aria-label={words.authority}
        value={typed.authority}
        data={options(
          words.allAuthorities,
          (choices.data?.authorities ?? []).map((value) => ({ value, label: authorityName(value) })),
        )}
        onChange={(event) => change({ authority: event.currentTarget.value, type: '' })}
      />
      <NativeSelect
        size="xs"
        className="filing-choice"
        aria-label={text.procedures.type}
        value={typed.type}
        data={options(
          words.allKinds,
          kinds.map((kind) => ({ value: kind.id, label: nameOf(kind) })),
        )}
        onChange={(event) => change({ type: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        className="filing-clerk"
        aria-label={words.clerk}
        value={typed.clerk}
        data={options(words.allClerks, named(choices.data?.clerks))}
        onChange={(event) => change({ clerk: event.currentTarget.value })}
      />
    </>
  );
}
