import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Office } from '../api/client.ts';
import { useText } from '../text/index.ts';
import { SEARCH_REST } from './ListSearch.tsx';
import { SuggestBox } from './SuggestBox.tsx';

interface Props {
  label: string;
  placeholder?: string;
  chosen: Office | null;
  onChoose: (office: Office | null) => void;
  error?: string;
  /** Nothing has to be chosen: a filter. */
  optional?: boolean;
}

/** Chooses one office by code, name or kana. */
export function OfficePicker({ label, placeholder, chosen, onChoose, error, optional = false }: Props) {
  const words = useText();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const found = useQuery({
    ...api.offices.list.queryOptions({ input: { search, limit: 8 } }),
    enabled: search !== '' && !chosen,
    placeholderData: keepPreviousData,
  });
  const rows = chosen || typed.trim() === '' ? [] : (found.data?.rows ?? []);

  return (
    <SuggestBox
      label={label}
      placeholder={placeholder}
      required={!optional}
      error={error}
      text={chosen ? `${chosen.code} ${chosen.name}` : typed}
      onText={(text) => {
        onChoose(null);
        setTyped(chosen ? '' : text);
      }}
      suggestions={rows.map((office) => ({ key: office.id, content: <OfficeLine office={office} /> }))}
      onPick={(index) => {
        const office = rows[index];
        if (!office) return;
        setTyped('');
        onChoose(office);
      }}
      nothing={!chosen && found.isFetched && search === typed.trim() ? words.common.noSuggestion : undefined}
    />
  );
}

/** An office in one line of a list of suggestions. */
export function OfficeLine({ office }: { office: { code: string; name: string; branch: string } }) {
  return (
    <span className="office-line">
      <span className="code">{office.code}</span>
      <span>{office.name}</span>
      <span className="dim">{office.branch}</span>
    </span>
  );
}
