import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { OfficeFilter } from '../../../electron/contract/offices.ts';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo, say } from '../../components/undo.tsx';
import { officeFilterPath } from '../../officeFilterPath.ts';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';

/** Filters a clerk needs again: chosen by name, saved under a name, removed with a way back. */
export function SavedFilters({ filter }: { filter: OfficeFilter }) {
  const text = useText().offices;
  const [, navigate] = useLocation();
  const [naming, setNaming] = useState(false);
  const saved = useQuery(api.offices.filters.queryOptions({ input: {} })).data?.rows ?? [];
  const here = officeFilterPath(filter);
  const current = saved.find((each) => officeFilterPath(each.filter) === here);
  const { save, remove } = useFilterChanges();
  if (saved.length === 0 && here === '') return null;
  return (
    <div className="saved-filters">
      {saved.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={text.savedFilters}
          value={current?.name ?? ''}
          data={[{ value: '', label: text.savedFilters }, ...saved.map(({ name }) => ({ value: name, label: name }))]}
          onChange={(event) => {
            const chosen = saved.find(({ name }) => name === event.currentTarget.value);
            navigate(to.offices(chosen?.filter ?? {}));
          }}
        />
      )}
      {current && (
        <Button size="compact-sm" variant="default" onClick={() => remove.mutate(current)}>
          {text.removeFilter}
        </Button>
      )}
      {here !== '' && !current && !naming && (
        <Button size="compact-sm" variant="subtle" onClick={() => setNaming(true)}>
          {text.saveFilter}
        </Button>
      )}
      {naming && (
        <NameForm
          onCancel={() => setNaming(false)}
          onName={(name) => save.mutate({ name, filter }, { onSuccess: () => setNaming(false) })}
        />
      )}
      <ErrorNote error={save.error ?? remove.error} />
    </div>
  );
}

function useFilterChanges() {
  const text = useText();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: api.offices.filters.key() });
  const save = useMutation(
    api.offices.saveFilter.mutationOptions({
      onSuccess: async (_answer, { name }) => {
        await refresh();
        say(text.offices.filterSaved(name));
      },
    }),
  );
  const removing = useMutation(api.offices.removeFilter.mutationOptions());
  const remove = (saved: { name: string; filter: OfficeFilter }) =>
    removing.mutate(
      { name: saved.name },
      {
        onSuccess: async () => {
          await refresh();
          offerUndo({
            message: text.offices.filterRemoved(saved.name),
            label: text.common.undo,
            undo: () => save.mutate(saved),
          });
        },
      },
    );
  return { save, remove: { mutate: remove, error: removing.error } };
}

function NameForm({ onName, onCancel }: { onName: (name: string) => void; onCancel: () => void }) {
  const text = useText();
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onName(name.trim());
  };
  return (
    <form className="saved-filters" onSubmit={submit}>
      <TextInput
        autoFocus
        size="xs"
        maxLength={60}
        aria-label={text.offices.filterName}
        placeholder={text.offices.filterName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" disabled={name.trim() === ''}>
        {text.common.save}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        {text.common.cancel}
      </Button>
    </form>
  );
}
