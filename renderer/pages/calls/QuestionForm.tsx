import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { QuestionCategory } from '../../../electron/contract/questionWords.ts';
import { useText } from '../../text/index.ts';
import { CategorySelect } from './CategorySelect.tsx';
import type { Details } from './useCallDesk.ts';

interface Props {
  onSave: (details: Details) => void;
  onCancel: () => void;
}

/** What the office asked, what it is about, and whether it confirmed as well. */
export function QuestionForm({ onSave, onCancel }: Props) {
  const text = useText().calls;
  const [question, setQuestion] = useState('');
  const [category, setCategory] = useState<QuestionCategory | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() !== '') onSave({ question: question.trim(), category: category ?? undefined, confirmed });
  };
  return (
    <form className="call-asking" onSubmit={submit}>
      <TextInput
        className="call-question"
        label={text.question}
        required
        autoFocus
        maxLength={500}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <CategorySelect label={text.category} value={category} onChange={setCategory} />
      <Checkbox
        label={text.confirmedToo}
        checked={confirmed}
        onChange={(event) => setConfirmed(event.currentTarget.checked)}
      />
      <Button type="submit">{text.questionSave}</Button>
      <Button variant="default" onClick={onCancel}>
        {text.cancel}
      </Button>
    </form>
  );
}
