import { Button, MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type OfficeFilter, officeStatus } from '../../../electron/contract/offices.ts';
import { api } from '../../api/client.ts';
import { SEARCH_REST } from '../../components/ListSearch.tsx';
import { officeFilterPath, officeNeeds } from '../../officeFilterPath.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { SavedFilters } from './SavedFilters.tsx';

/** What narrows the list. It stands in the address, so that back and reload keep it. */
export function OfficeFilterRow({ filter, children }: { filter: OfficeFilter; children: ReactNode }) {
  const [, navigate] = useLocation();
  const narrow = (change: OfficeFilter) => navigate(to.offices({ ...filter, ...change }));
  return (
    <>
      <div className="list-head">
        <Search filter={filter} />
        <Status filter={filter} narrow={narrow} />
        <Choices filter={filter} narrow={narrow} />
        {children}
      </div>
      <div className="list-filters">
        <Needs filter={filter} />
        <SavedFilters filter={filter} />
      </div>
    </>
  );
}

interface NarrowProps {
  filter: OfficeFilter;
  narrow: (change: OfficeFilter) => void;
}

function Search({ filter }: { filter: OfficeFilter }) {
  const text = useText().offices;
  const { typed, type } = useTypedSearch(filter);
  return (
    <TextInput
      autoFocus
      size="xs"
      className="list-search"
      aria-label={text.search}
      placeholder={text.searchPlaceholder}
      data-list-filter
      maxLength={100}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

/** The words being typed go into the address once the typing rests; an address that changes otherwise wins. */
function useTypedSearch(filter: OfficeFilter) {
  const [, navigate] = useLocation();
  const search = filter.search ?? '';
  const [draft, setDraft] = useState({ text: search, over: search });
  const typed = draft.over === search ? draft.text : search;
  const [rested] = useDebouncedValue(typed.trim(), SEARCH_REST);
  const settled = rested === search || rested !== typed.trim();
  const next = to.offices({ ...filter, search: rested || undefined });
  useEffect(() => {
    if (settled) return;
    setDraft((latest) => ({ ...latest, over: rested }));
    navigate(next, { replace: true });
  }, [settled, rested, next, navigate]);
  return { typed, type: (text: string) => setDraft({ text, over: search }) };
}

function Status({ filter, narrow }: NarrowProps) {
  const text = useText().offices;
  return (
    <SegmentedControl
      size="xs"
      aria-label={text.field.status}
      value={filter.status ?? ''}
      data={[
        { value: '', label: text.anyStatus },
        ...officeStatus.options.map((status) => ({ value: status, label: text.status[status] })),
      ]}
      onChange={(value) => narrow({ status: officeStatus.safeParse(value).data })}
    />
  );
}

/** Branches, of which one must fit, and tags, which must all fit. */
function Choices({ filter, narrow }: NarrowProps) {
  const text = useText().offices;
  const branches = useQuery(api.offices.branches.queryOptions({ input: {} }));
  const tags = useQuery(api.offices.tags.queryOptions({ input: {} }));
  const chosen = { branches: filter.branches ?? [], tags: filter.tags ?? [] };
  const known = {
    branches: (branches.data?.rows ?? []).map((row) => row.branch).filter((branch) => branch !== ''),
    tags: (tags.data?.rows ?? []).map((row) => row.tag),
  };
  return (['branches', 'tags'] as const).map((kind) => {
    const data = [...new Set([...known[kind], ...chosen[kind]])];
    if (data.length === 0) return null;
    return (
      <MultiSelect
        key={kind}
        size="xs"
        className="list-choice"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': text.clearChoice(text.choice[kind]) }}
        aria-label={text.choice[kind]}
        placeholder={chosen[kind].length === 0 ? text.choice[kind] : undefined}
        data={data}
        value={chosen[kind]}
        nothingFoundMessage={text.nothingHere}
        onChange={(value) => narrow({ [kind]: value })}
      />
    );
  });
}

/** What needs a hand, each with its number of offices in the whole register and the way to just these. */
function Needs({ filter }: { filter: OfficeFilter }) {
  const text = useText().offices;
  const counts = useQuery(api.offices.needs.queryOptions({ input: {} })).data;
  const shown = officeNeeds.filter((need) => (counts?.[need] ?? 0) > 0 || filter.need === need);
  const narrowed = officeFilterPath(filter) !== '';
  if (shown.length === 0 && !narrowed) return null;
  return (
    <nav className="chips needs" aria-label={text.review}>
      {shown.length > 0 && <span className="dim">{text.review}</span>}
      {shown.map((need) => (
        <Link
          key={need}
          href={to.offices(filter.need === need ? { ...filter, need: undefined } : { need })}
          className="chip"
          aria-current={filter.need === need ? 'true' : undefined}
        >
          {text.need[need]} {counts?.[need] ?? 0}
        </Link>
      ))}
      {narrowed && (
        <Button component={Link} href={to.offices({})} size="compact-xs" variant="subtle">
          {text.clearFilter}
        </Button>
      )}
    </nav>
  );
}
