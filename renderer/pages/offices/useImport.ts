import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { readEncoding } from '../../../electron/contract/common.ts';
import { client, type ImportResult } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { clearProgress } from '../../api/status.ts';

export type ReadEncoding = (typeof readEncoding.options)[number];

/** The procedure whose progress the application tells. */
export const IMPORT_WORK = 'offices.import';

type Work = { kind: 'open'; file: File } | { kind: 'read'; encoding: ReadEncoding } | { kind: 'commit' };

interface Import {
  /** The chosen file's own name, for the clerk. */
  name: string;
  /** The name of its copy in the app's folder. */
  file: string;
  encoding: ReadEncoding;
  preview: ImportResult;
  done: ImportResult | null;
}

/** An import from the chosen file to the register: nothing is written before `commit`, and every step can be stopped. */
export function useImport() {
  const queries = useQueryClient();
  const [state, setState] = useState<Import | null>(null);
  const [uploaded, setUploaded] = useState<{ bytes: number; of: number } | null>(null);
  const [stopped, setStopped] = useState(false);
  const running = useRef<AbortController | null>(null);

  const run = async (work: Work, signal: AbortSignal): Promise<Import | null> => {
    if (work.kind === 'open') {
      const of = work.file.size;
      setUploaded({ bytes: 0, of });
      const file = await uploadFile(work.file, (bytes) => setUploaded({ bytes, of }), signal);
      setUploaded(null);
      const preview = await client.offices.import({ file, encoding: 'auto', commit: false }, { signal });
      return { name: work.file.name, file, encoding: 'auto', preview, done: null };
    }
    if (!state) return null;
    const encoding = work.kind === 'read' ? work.encoding : state.encoding;
    const commit = work.kind === 'commit';
    const result = await client.offices.import({ file: state.file, encoding, commit }, { signal });
    return commit ? { ...state, done: result } : { ...state, encoding, preview: result };
  };

  const job = useMutation({
    mutationFn: (work: Work) => {
      const control = new AbortController();
      running.current = control;
      if (work.kind !== 'read') setStopped(false);
      clearProgress(IMPORT_WORK);
      return run(work, control.signal);
    },
    onSuccess: async (next, work) => {
      setState(next);
      if (work.kind === 'commit') await queries.invalidateQueries();
    },
    onError: (_error, work) => {
      if (!running.current?.signal.aborted) return;
      setStopped(true);
      // Whether the writing was over before the stop came is asked of the register, not guessed.
      if (work.kind === 'commit' && state) job.mutate({ kind: 'read', encoding: state.encoding });
    },
    onSettled: () => setUploaded(null),
  });

  useEffect(() => () => running.current?.abort(), []);

  return {
    state,
    uploaded,
    stopped,
    work: job.isPending ? job.variables.kind : null,
    error: stopped ? null : job.error,
    start: (work: Work) => job.mutate(work),
    stop: () => running.current?.abort(),
    restart: () => {
      job.reset();
      setState(null);
      setStopped(false);
    },
  };
}
