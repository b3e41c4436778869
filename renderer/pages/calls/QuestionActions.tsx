import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Question } from '../../../electron/contract/questions.ts';
import { api, client, type Inputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/undo.tsx';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { QuestionWords } from './QuestionWords.tsx';

interface Props {
  incidentId: number;
  picked: readonly Question[];
  onDone: () => void;
}

/** A form, with the questions it was opened for: what is selected may change while it is being filled in. */
type Writing = { form: 'answer'; first: Question; ids: number[] } | { form: 'words'; question: Question };

/** What becomes of the questions that are selected. */
export function QuestionActions({ incidentId, picked, onDone }: Props) {
  const [writing, setWriting] = useState<Writing | null>(null);
  const queries = useQueryClient();
  const done = async () => {
    onDone();
    await queries.invalidateQueries({ queryKey: [['questions']] });
  };
  const end = {
    onEnd: async () => {
      setWriting(null);
      await done();
    },
    onCancel: () => setWriting(null),
  };
  return (
    <>
      <Acts incidentId={incidentId} picked={picked} writing={writing} onWrite={setWriting} onDone={done} />
      {writing?.form === 'words' && <QuestionWords question={writing.question} {...end} />}
      {writing?.form === 'answer' && (
        <AnswerForm
          incidentId={incidentId}
          start={{ category: writing.first.category, question: writing.first.question, answer: '' }}
          questionIds={writing.ids}
          {...end}
        />
      )}
    </>
  );
}

interface ActsProps {
  incidentId: number;
  picked: readonly Question[];
  writing: Writing | null;
  onWrite: (writing: Writing) => void;
  onDone: () => Promise<void>;
}

function Acts({ incidentId, picked, writing, onWrite, onDone }: ActsProps) {
  const text = useText().questions;
  const format = useFormat();
  const ids = picked.map((row) => row.id);
  const { toDraft, settle } = useActs(ids, onDone);
  const [first] = picked;
  if (!first) return null;
  return (
    <section className="call-actions" aria-label={text.picked(format.number(ids.length))}>
      <strong>{text.picked(format.number(ids.length))}</strong>
      <Button size="compact-md" loading={toDraft.isPending} onClick={() => toDraft.mutate()}>
        {text.toDraft}
      </Button>
      <Button
        size="compact-md"
        variant="default"
        disabled={writing?.form === 'words'}
        onClick={() => onWrite({ form: 'answer', first, ids })}
      >
        {text.toAnswer}
      </Button>
      <FactChoice incidentId={incidentId} onChoose={(id) => settle.mutate({ kind: 'fact', id })} />
      <Button
        size="compact-md"
        variant="default"
        loading={settle.isPending && settle.variables?.kind === 'clerk'}
        onClick={() => settle.mutate({ kind: 'clerk' })}
      >
        {text.directly}
      </Button>
      {picked.length === 1 && (
        <Button
          size="compact-md"
          variant="default"
          disabled={writing !== null}
          onClick={() => onWrite({ form: 'words', question: first })}
        >
          {text.reword}
        </Button>
      )}
      {picked.some((row) => row.state !== 'open') && (
        <Button
          size="compact-md"
          variant="default"
          loading={settle.isPending && settle.variables === null}
          onClick={() => settle.mutate(null)}
        >
          {text.reopen}
        </Button>
      )}
      <ErrorNote error={toDraft.error ?? settle.error} />
    </section>
  );
}

function useActs(ids: number[], onDone: () => Promise<void>) {
  const text = useText().questions;
  const format = useFormat();
  const [, navigate] = useLocation();
  const toDraft = useMutation({
    mutationFn: () => client.questions.toDraft({ ids }),
    onSuccess: async ({ versionId, label }) => {
      say(text.drafted(format.number(ids.length), label));
      await onDone();
      navigate(to.version(versionId));
    },
  });
  const settle = useMutation({
    mutationFn: (by: Inputs['questions']['settle']['by']) => client.questions.settle({ ids, by }),
    onSuccess: async (_answer, by) => {
      if (by?.kind === 'clerk') say(text.directlyDone(format.number(ids.length)));
      await onDone();
    },
  });
  return { toDraft, settle };
}

function FactChoice({ incidentId, onChoose }: { incidentId: number; onChoose: (factId: number) => void }) {
  const text = useText().questions;
  const facts = useQuery(api.facts.list.queryOptions({ input: { incidentId } }));
  return (
    <Select
      size="xs"
      aria-label={text.fact}
      placeholder={text.answeredByFact}
      data={(facts.data?.rows ?? []).map((fact) => ({ value: String(fact.id), label: fact.name }))}
      value={null}
      onChange={(value) => value !== null && onChoose(Number(value))}
    />
  );
}
