import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { readEncoding } from '../../../electron/contract/common.ts';
import { api } from '../../api/client.ts';
import { clearProgress } from '../../api/status.ts';
import { useUpload } from '../../components/useListWork.ts';
import { useColumnMapping } from './useColumnMapping.ts';
import { useCommit } from './useImportWork.ts';
import { useKept } from './useKept.ts';

export type ReadEncoding = (typeof readEncoding.options)[number];

/** The procedure whose progress the application tells. */
export const IMPORT_WORK = 'offices.import';

/** How the clerk wants the file read, beside its columns. */
const asFound: { encoding: ReadEncoding; restoreZeros: boolean; splitMails: boolean; asOf: string | undefined } = {
  encoding: 'auto',
  restoreZeros: false,
  splitMails: false,
  asOf: undefined,
};

/**
 * An import from the chosen file to the register. The preview follows every choice by itself (a newer choice ends
 * the older check); nothing is written before `commit`; every step can be stopped.
 */
export function useImport() {
  const queries = useQueryClient();
  const [how, setHow] = useState(asFound);
  const [stopped, setStopped] = useState<'check' | 'commit' | null>(null);
  const kept = useKept();
  const upload = useUpload();
  const commit = useCommit();
  const source = upload.data;
  const idle = commit.isPending || commit.isSuccess || stopped === 'check';
  const file = source?.file ?? '';
  const columns = useColumnMapping({ file, encoding: how.encoding }, source !== undefined && !idle);
  const input = { file, ...how, mapping: columns.mapping };
  const preview = useQuery({
    ...api.offices.import.queryOptions({ input: { ...input, commit: false } }),
    enabled: columns.ready,
    placeholderData: keepPreviousData,
  });
  const checking = columns.isFetching || preview.isFetching;
  const error = upload.error ?? commit.error ?? columns.error ?? preview.error;
  const restart = () => {
    setStopped(null);
    setHow(asFound);
    columns.restart();
    kept.clear();
    upload.reset();
    commit.reset();
    clearProgress(IMPORT_WORK);
  };

  return {
    ...how,
    source,
    preview: source && columns.known ? preview.data : undefined,
    columns,
    kept,
    stopped,
    done: commit.data,
    uploaded: upload.uploaded,
    work: upload.isPending ? 'upload' : commit.isPending ? 'commit' : checking ? 'check' : null,
    error: stopped ? null : error,
    open: (chosen: File) => {
      restart();
      upload.mutate(chosen);
    },
    read: (encoding: ReadEncoding) => {
      setStopped(null);
      columns.restart();
      setHow({ ...how, encoding });
    },
    take: (offer: 'restoreZeros' | 'splitMails', taken: boolean) => {
      setStopped(null);
      setHow({ ...how, [offer]: taken });
    },
    date: (asOf: string | undefined) => {
      setStopped(null);
      setHow({ ...how, asOf });
    },
    commit: () => {
      setStopped(null);
      clearProgress(IMPORT_WORK);
      commit.mutate({ ...input, ...kept.choices, commit: true });
    },
    stop: () => {
      setStopped(commit.isPending ? 'commit' : 'check');
      upload.stop();
      commit.stop();
      void queries.cancelQueries({ queryKey: api.offices.import.key() });
    },
    restart,
  };
}

export type Import = ReturnType<typeof useImport>;
