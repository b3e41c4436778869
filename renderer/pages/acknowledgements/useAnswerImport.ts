import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AnswerField, AnswerMapping } from '../../../electron/contract/acknowledgementImport.ts';
import { client, type Outputs } from '../../api/client.ts';
import { uploadFile } from '../../api/files.ts';
import { clearProgress } from '../../api/status.ts';

/** The procedure whose progress the application tells. */
export const ANSWER_WORK = 'acknowledgements.import';

export type FoundAnswers = Outputs['acknowledgements']['import'];

interface Source {
  name: string;
  file: string;
  mapping: AnswerMapping | undefined;
}

/** A list of answers from the chosen file to the register: looked at after every choice, written at `commit` alone. */
export function useAnswerImport() {
  const queries = useQueryClient();
  const [source, setSource] = useState<Source | null>(null);
  const [uploaded, setUploaded] = useState<{ bytes: number; of: number } | null>(null);
  const [stopped, setStopped] = useState<'check' | 'commit' | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const begin = () => {
    running.current?.abort();
    running.current = new AbortController();
    clearProgress(ANSWER_WORK);
    return running.current.signal;
  };

  const check = useMutation({
    mutationFn: ({ file, mapping }: Source) =>
      client.acknowledgements.import({ file, mapping, commit: false }, { signal: begin() }),
  });
  const look = (next: Source) => {
    setSource(next);
    check.mutate(next);
  };
  const upload = useMutation({
    mutationFn: async (chosen: File): Promise<Source> => {
      const signal = begin();
      const file = await uploadFile(chosen, (bytes) => setUploaded({ bytes, of: chosen.size }), signal);
      return { name: chosen.name, file, mapping: undefined };
    },
    onSuccess: look,
    onSettled: () => setUploaded(null),
  });
  const mapping = source?.mapping ?? check.data?.mapping ?? {};
  const commit = useMutation({
    mutationFn: (skipRefused: boolean) =>
      client.acknowledgements.import(
        { file: source?.file ?? '', mapping, commit: true, skipRefused },
        { signal: begin() },
      ),
    onSuccess: () => queries.invalidateQueries(),
  });

  return {
    source,
    mapping,
    stopped,
    uploaded,
    found: check.data,
    done: commit.data?.committed ? commit.data : undefined,
    work: upload.isPending ? 'upload' : commit.isPending ? 'commit' : check.isPending ? 'check' : null,
    error: stopped ? null : (upload.error ?? check.error ?? commit.error),
    open: (chosen: File) => {
      setStopped(null);
      setSource(null);
      check.reset();
      commit.reset();
      upload.mutate(chosen);
    },
    map: (field: AnswerField, heading: string | null) => {
      if (!source) return;
      setStopped(null);
      const { [field]: _, ...rest } = mapping;
      look({ ...source, mapping: heading === null ? rest : { ...rest, [field]: heading } });
    },
    commit: (skipRefused: boolean) => {
      setStopped(null);
      commit.mutate(skipRefused);
    },
    stop: () => {
      const writing = commit.isPending;
      setStopped(writing ? 'commit' : 'check');
      running.current?.abort();
      // Whether the writing was over before the stop came is asked of the register, not guessed.
      if (writing && source) check.mutate(source);
    },
  };
}

export type AnswerImport = ReturnType<typeof useAnswerImport>;
