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

/** What becomes of the questions that are selected. */
export function QuestionActions({ incidentId, picked, onDone }: Props) {
  const text = useText().questions;
  const format = useFormat();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const [writing, setWriting] = useState<'answer' | 'words' | null>(null);
  const ids = picked.map((row) => row.id);
  const done = async () => {
    onDone();
    setWriting(null);
    await queries.invalidateQueries({ queryKey: [['questions']] });
  };
  const toDraft = useMutation({
    mutationFn: () => client.questions.toDraft({ ids }),
    onSuccess: async ({ versionId, label }) => {
      say(text.drafted(format.number(ids.length), label));
      await done();
      navigate(to.version(versionId));
    },
  });
  const settle = useMutation({
    mutationFn: (by: Inputs['questions']['settle']['by']) => client.questions.settle({ ids, by }),
    onSuccess: async (_answer, by) => {
      if (by?.kind === 'clerk') say(text.directlyDone(format.number(ids.length)));
      await done();
    },
  });
  const first = picked[0];
  if (!first) return null;
  return (
    <section className="call-actions" aria-label={text.picked(format.number(ids.length))}>
      <strong>{text.picked(format.number(ids.length))}</strong>
      <Button size="compact-md" loading={toDraft.isPending} onClick={() => toDraft.mutate()}>
        {text.toDraft}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => setWriting('answer')}>
        {text.toAnswer}
      </Button>
      <FactChoice incidentId={incidentId} onChoose={(id) => settle.mutate({ kind: 'fact', id })} />
      <Button size="compact-md" variant="default" onClick={() => settle.mutate({ kind: 'clerk' })}>
        {text.directly}
      </Button>
      {picked.length === 1 && (
        <Button size="compact-md" variant="default" onClick={() => setWriting('words')}>
          {text.reword}
        </Button>
      )}
      {picked.some((row) => row.state !== 'open') && (
        <Button size="compact-md" variant="default" loading={settle.isPending} onClick={() => settle.mutate(null)}>
          {text.reopen}
        </Button>
      )}
      <ErrorNote error={toDraft.error ?? settle.error} />
      {writing === 'words' && picked.length === 1 && (
        <QuestionWords key={first.id} question={first} onEnd={done} onCancel={() => setWriting(null)} />
      )}
      {writing === 'answer' && (
        <AnswerForm
          incidentId={incidentId}
          start={{ category: first.category, question: first.question, answer: '' }}
          questionIds={ids}
          onEnd={done}
          onCancel={() => setWriting(null)}
        />
      )}
    </section>
  );
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
