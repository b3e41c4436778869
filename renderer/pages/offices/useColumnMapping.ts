import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ColumnMapping, type OfficeField, officeField } from '../../../electron/contract/offices.ts';
import { api, type ImportResult } from '../../api/client.ts';
import { errorCode } from '../../api/errors.ts';
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

/** The columns as a mapping has them read, also while the check of it is still under way. */
function readBy(mapping: ColumnMapping, columns: Columns): Columns {
  const fieldOf = (header: string) => officeField.options.find((field) => mapping[field]?.includes(header)) ?? null;
  return columns.map((column) => ({ ...column, field: fieldOf(column.header) }));
}

const sameHeaders = (one: string[], other: string[]) =>
  one.length === other.length && one.every((header, index) => header === other[index]);

/** A mapping that uses no column yet. */
const nothing: ColumnMapping = {};

/**
 * Which heading fills which field: what the clerk chose, else what was saved for the same headings, else (undefined)
 * what the headings say; nothing where they say too little. `ready` once it is known which of them holds.
 */
export function useColumnMapping(reading: { file: string; encoding: ReadEncoding }, enabled: boolean) {
  const [chosen, choose] = useState<ColumnMapping | 'guess' | null>(null);
  const guess = useReading(reading, undefined, enabled);
  const unclear = errorCode(guess.error) === 'csv_header';
  const bare = useReading(reading, nothing, enabled && unclear);
  const saved = useQuery(api.offices.mappings.queryOptions({ input: {} }));
  const read = guess.data ?? bare.data;
  const headers = read?.columns.map((column) => column.header) ?? [];
  const found = saved.data?.rows.find((row) => sameHeaders(row.headers, headers));
  const known = read !== undefined && saved.isSuccess;
  const fallback = unclear ? nothing : undefined;
  const asChosen = (columns: Columns) => (chosen && chosen !== 'guess' ? readBy(chosen, columns) : columns);
  const told = unclear && (chosen !== null || found !== undefined);
  return {
    mapping: chosen === 'guess' ? fallback : (chosen ?? found?.mapping ?? fallback),
    /** The name of the saved mapping in use. */
    usedName: chosen === null ? found?.name : undefined,
    known,
    ready: enabled && known,
    isFetching: guess.isFetching || bare.isFetching,
    error: (told ? null : guess.error) ?? bare.error ?? saved.error,
    read: (columns: Columns, header: string, field: OfficeField | null) =>
      choose(mappingOf(asChosen(columns).map((column) => (column.header === header ? { ...column, field } : column)))),
    asChosen,
    useGuess: () => choose('guess'),
    restart: () => choose(null),
  };
}

export type ColumnChoice = ReturnType<typeof useColumnMapping>;

function useReading(
  reading: { file: string; encoding: ReadEncoding },
  mapping: ColumnMapping | undefined,
  enabled: boolean,
) {
  const input = { ...reading, mapping, restoreZeros: false, commit: false };
  return useQuery({ ...api.offices.import.queryOptions({ input }), enabled });
}

/** Keeps the columns as they are read now under a name, for lists with the same headings. */
export function useSaveMapping() {
  const queries = useQueryClient();
  const save = useMutation(
    api.offices.saveMapping.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.offices.mappings.key() }),
    }),
  );
  return {
    ...save,
    saveAs: (name: string, columns: Columns) =>
      save.mutate({ name, headers: columns.map((column) => column.header), mapping: mappingOf(columns) }),
  };
}
