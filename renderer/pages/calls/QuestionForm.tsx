import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type QuestionCategory, questionCategory } from '../../../electron/contract/calls.ts';
import { useText } from '../../text/index.ts';
import type { Details } from './useCallDesk.ts';

interface Props {
  onSave: (details: Details) => void;
  onCancel: () => void;
}

/** What the office asked, what it is about, and whether it confirmed as well. */
export function QuestionForm({ onSave, onCancel }: Props) {
  const text = useText().calls;
  const [question, setQuestion] = useState('');
  const [category, setCategory] = useState<QuestionCategory>('leak');
  const [confirmed, setConfirmed] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() !== '') onSave({ question: question.trim(), category, confirmed });
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
      <Select
        label={text.category}
        data={questionCategory.options.map((value) => ({ value, label: text.categories[value] }))}
        value={category}
        allowDeselect={false}
        onChange={(value) => setCategory(questionCategory.parse(value))}
      />
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
