import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type ProcedureColumn,
  type ProcedureMapping,
  procedureColumn,
} from '../../../electron/contract/procedureShapes.ts';
import { api, client } from '../../api/client.ts';
import { errorCode } from '../../api/errors.ts';
import { clearProgress } from '../../api/status.ts';
import { useIncident } from '../../components/useIncident.ts';
import { useStop, useUpload } from '../../components/useListWork.ts';

/** The procedure whose progress the application tells. */
export const FILINGS_WORK = 'procedures.import';

/** A mapping that uses no column yet. */
const nothing: ProcedureMapping = {};

/**
 * A list of filings from the chosen file to the register; nothing is written before `commit`, and every step can be
 * stopped. Columns are read as the clerk chose, else as before for the same headings, else by what the headings say.
 */
export function useFilingImport() {
  const queries = useQueryClient();
  const { incident } = useIncident();
  const [chosen, choose] = useState<ProcedureMapping | 'guess'>();
  const [stopped, setStopped] = useState<'check' | 'commit' | null>(null);
  const upload = useUpload();
  const commit = useCommit();
  // What was checked stands; after it is written the list is not read again.
  const idle = commit.isPending || commit.isSuccess || stopped === 'check';
  const enabled = upload.isSuccess && !idle;
  const reading = { file: upload.data?.file ?? '', incidentId: incident?.id, remembered: chosen !== 'guess' };
  const mapping = chosen === 'guess' ? undefined : chosen;
  const first = usePreview({ ...reading, mapping }, enabled);
  // Where the headings say too little the clerk chooses, beginning with no column.
  const unclear = mapping === undefined && errorCode(first.error) === 'csv_header';
  const bare = usePreview({ ...reading, mapping: nothing }, enabled && unclear);
  const preview = unclear ? bare : first;
  // The columns stay on the page while the first choice among them is checked.
  const seen = preview.data ?? bare.data;
  const restart = () => {
    choose(undefined);
    setStopped(null);
    upload.reset();
    commit.reset();
    clearProgress(FILINGS_WORK);
  };
  // As the clerk has just chosen, also while the check of it is still under way.
  const columns = readBy(mapping, seen?.columns ?? []);
  const work = upload.isPending ? 'upload' : commit.isPending ? 'commit' : preview.isFetching ? 'check' : null;
  return {
    preview: upload.isSuccess ? seen : undefined,
    columns,
    done: commit.data,
    uploaded: upload.uploaded,
    work,
    stopped,
    error: stopped ? null : (upload.error ?? commit.error ?? (unclear ? bare.error : first.error)),
    open: (file: File) => {
      restart();
      upload.mutate(file);
    },
    use: (header: string, field: ProcedureColumn | '') => {
      setStopped(null);
      choose(mappingWith(columns, header, field));
    },
    useGuess: () => choose('guess'),
    commit: () => {
      setStopped(null);
      clearProgress(FILINGS_WORK);
      commit.mutate({ ...reading, mapping, commit: true });
    },
    stop: () => {
      setStopped(commit.isPending ? 'commit' : 'check');
      upload.stop();
      commit.stop();
      void queries.cancelQueries({ queryKey: api.procedures.import.key() });
    },
    restart,
  } as const;
}

export type FilingImport = ReturnType<typeof useFilingImport>;

type Reading = Parameters<typeof client.procedures.import>[0];

function usePreview(reading: Omit<Reading, 'commit'>, enabled: boolean) {
  return useQuery({
    ...api.procedures.import.queryOptions({ input: { ...reading, commit: false } }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Writes the list. Whether the writing was over before a stop came is asked of the register, not guessed. */
function useCommit() {
  const queries = useQueryClient();
  const { begin, stop } = useStop();
  const commit = useMutation({
    mutationFn: (input: Reading) => client.procedures.import(input, { signal: begin() }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.procedures.key() }),
  });
  return { ...commit, stop };
}

type Columns = readonly { header: string; field: ProcedureColumn | null; filled: number; samples: string[] }[];

function readBy(mapping: ProcedureMapping | undefined, columns: Columns): Columns {
  if (!mapping) return columns;
  const fieldOf = (header: string) => procedureColumn.options.find((field) => mapping[field] === header) ?? null;
  return columns.map((column) => ({ ...column, field: fieldOf(column.header) }));
}

/** The columns as they are read now, with one of them read otherwise: no two fill the same field. */
function mappingWith(columns: Columns, header: string, field: ProcedureColumn | ''): ProcedureMapping {
  const kept = columns.flatMap((column) =>
    column.field !== null && column.header !== header && column.field !== field ? [[column.field, column.header]] : [],
  );
  return Object.fromEntries([...kept, ...(field === '' ? [] : [[field, header]])]);
}
