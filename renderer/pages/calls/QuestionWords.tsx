import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Question } from '../../../electron/contract/questions.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { CategorySelect } from './CategorySelect.tsx';
import { oneLine } from './oneLine.ts';

/** The longest question `questions.edit` takes. */
const LONGEST = 500;

interface Props {
  question: Question;
  onEnd: () => unknown;
  onCancel: () => void;
}

/** Puts a question in the words the next version may have, and under the right subject. */
export function QuestionWords({ question, onEnd, onCancel }: Props) {
  const words = useText();
  const text = words.questions;
  const start = oneLine(question.question, LONGEST);
  const [asked, setAsked] = useState(start);
  const [category, setCategory] = useState(question.category);
  const save = useMutation({
    // Words that were not touched stay as they were noted, also where they are longer or have lines.
    mutationFn: () =>
      client.questions.edit({ id: question.id, question: asked.trim() === start ? undefined : asked, category }),
    onSuccess: onEnd,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="panel call-answer-form" onSubmit={submit} aria-label={text.rewordTitle}>
      <h2>{text.rewordTitle}</h2>
      <div className="form-row">
        <TextInput
          label={text.question}
          required={start !== ''}
          autoFocus
          maxLength={LONGEST}
          value={asked}
          onChange={(event) => setAsked(event.currentTarget.value)}
        />
        <CategorySelect label={text.category} value={category} onChange={setCategory} />
      </div>
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
