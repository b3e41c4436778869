import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ColumnMapping, OfficeField } from '../../../electron/contract/offices.ts';
import { api, type ImportResult } from '../../api/client.ts';
import type { ReadEncoding } from './useImport.ts';

type Columns = ImportResult['columns'];

/** How the columns are read now, as a mapping: headings of one field are joined in their order. */
function mappingOf(columns: Columns): ColumnMapping {
  const mapping: ColumnMapping = {};
  for (const { field, header } of columns) {
    if (field) mapping[field] = [...(mapping[field] ?? []), header];
  }
  return mapping;
}

const sameHeaders = (one: string[], other: string[]) =>
  one.length === other.length && one.every((header, index) => header === other[index]);

/**
 * Which heading fills which field: what the clerk chose, else what was saved for the same headings, else (undefined)
 * what the headings say. `ready` once it is known which of them holds.
 */
export function useColumnMapping(reading: { file: string; encoding: ReadEncoding }, enabled: boolean) {
  const queries = useQueryClient();
  const [chosen, choose] = useState<ColumnMapping | 'guess' | null>(null);
  const guess = useQuery({
    ...api.offices.import.queryOptions({
      input: { ...reading, restoreZeros: false, mapping: undefined, commit: false },
    }),
    enabled,
  });
  const saved = useQuery(api.offices.mappings.queryOptions({ input: {} }));
  const save = useMutation(
    api.offices.saveMapping.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.offices.mappings.key() }),
    }),
  );
  const headers = guess.data?.columns.map((column) => column.header) ?? [];
  const found = saved.data?.rows.find((row) => sameHeaders(row.headers, headers));
  const known = guess.isSuccess && saved.isSuccess;
  return {
    mapping: chosen === 'guess' ? undefined : (chosen ?? found?.mapping),
    /** The name of the saved mapping in use. */
    usedName: chosen === null ? found?.name : undefined,
    known,
    ready: enabled && known,
    isFetching: guess.isFetching,
    error: guess.error ?? saved.error,
    read: (columns: Columns, header: string, field: OfficeField | null) =>
      choose(mappingOf(columns.map((column) => (column.header === header ? { ...column, field } : column)))),
    useGuess: () => choose('guess'),
    restart: () => {
      choose(null);
      save.reset();
    },
    save,
    saveAs: (name: string, columns: Columns) =>
      save.mutate({ name, headers: columns.map((column) => column.header), mapping: mappingOf(columns) }),
  };
}

export type ColumnChoice = ReturnType<typeof useColumnMapping>;
