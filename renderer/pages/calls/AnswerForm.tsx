import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { QuestionCategory } from '../../../electron/contract/questionWords.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { CategorySelect } from './CategorySelect.tsx';
import { oneLine } from './oneLine.ts';

/** The longest question `questions.saveAnswer` takes. */
const LONGEST = 300;

interface Texts {
  category: QuestionCategory;
  question: string;
  answer: string;
}

interface Props {
  incidentId: number;
  /** An entry that is there already. */
  id?: number;
  start: Texts;
  /** Questions it answers. */
  questionIds?: number[];
  onEnd: () => unknown;
  onCancel: () => void;
}

/** Writes an entry of the prepared answers. */
export function AnswerForm({ incidentId, id, start, questionIds, onEnd, onCancel }: Props) {
  const text = useText().questions;
  const words = useText();
  const [texts, setTexts] = useState({ ...start, question: oneLine(start.question, LONGEST) });
  const change = (part: Partial<Texts>) => setTexts({ ...texts, ...part });
  const save = useMutation({
    mutationFn: () => client.questions.saveAnswer({ incidentId, id, questionIds, ...texts }),
    onSuccess: onEnd,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="panel call-answer-form" onSubmit={submit} aria-label={id ? text.editAnswer : text.newAnswer}>
      <h2>{id ? text.editAnswer : text.newAnswer}</h2>
      <div className="form-row">
        <TextInput
          label={text.asks}
          required
          autoFocus
          maxLength={LONGEST}
          value={texts.question}
          onChange={(event) => change({ question: event.currentTarget.value })}
        />
        <CategorySelect label={text.category} value={texts.category} onChange={(category) => change({ category })} />
      </div>
      <Textarea
        label={text.says}
        required
        autosize
        minRows={3}
        maxLength={2000}
        value={texts.answer}
        onChange={(event) => change({ answer: event.currentTarget.value })}
      />
      <ErrorNote error={save.error} />
      <Group mt="sm">
        <Button type="submit" loading={save.isPending}>
          {words.common.save}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {words.common.cancel}
        </Button>
      </Group>
    </form>
  );
}
