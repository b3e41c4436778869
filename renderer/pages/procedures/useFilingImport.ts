import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProcedureColumn, ProcedureMapping } from '../../../electron/contract/procedureShapes.ts';
import { api, client } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { useIncident } from '../../components/useIncident.ts';

/** A list of filings from the chosen file to the register; nothing is written before `commit`. */
export function useFilingImport() {
  const queries = useQueryClient();
  const { incident } = useIncident();
  const [mapping, setMapping] = useState<ProcedureMapping>();
  const upload = useMutation({
    mutationFn: (chosen: File) => uploadFile(chosen, () => undefined, new AbortController().signal),
  });
  const file = upload.data ?? '';
  const input = { file, mapping, incidentId: incident?.id };
  const preview = useQuery({
    ...api.procedures.import.queryOptions({ input: { ...input, commit: false } }),
    enabled: upload.isSuccess,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const commit = useMutation({
    mutationFn: () => client.procedures.import({ ...input, commit: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.procedures.key() }),
  });
  const restart = () => {
    setMapping(undefined);
    upload.reset();
    commit.reset();
  };
  const use = (header: string, field: ProcedureColumn | '') => {
    const columns = preview.data?.columns ?? [];
    const kept = columns.flatMap((column) =>
      column.field !== null && column.header !== header && column.field !== field
        ? [[column.field, column.header]]
        : [],
    );
    setMapping(Object.fromEntries([...kept, ...(field === '' ? [] : [[field, header]])]));
  };
  return {
    preview: upload.isSuccess ? preview.data : undefined,
    done: commit.data,
    isWorking: upload.isPending || preview.isFetching || commit.isPending,
    error: upload.error ?? commit.error ?? preview.error,
    open: (chosen: File) => {
      restart();
      upload.mutate(chosen);
    },
    use,
    commit: () => commit.mutate(),
    restart,
  };
}

export type FilingImport = ReturnType<typeof useFilingImport>;
