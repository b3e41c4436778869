import { Select } from '@mantine/core';
import { type QuestionCategory, questionCategory } from '../../../electron/contract/questionWords.ts';
import { useText } from '../../text/index.ts';

interface Props {
  label: string;
  /** Null: the words of the question tell. */
  value: QuestionCategory | null;
  onChange: (category: QuestionCategory) => void;
}

/** What a question is about. */
export function CategorySelect({ label, value, onChange }: Props) {
  const text = useText().calls;
  return (
    <Select
      label={label}
      placeholder={text.categoryByWords}
      data={questionCategory.options.map((category) => ({ value: category, label: text.categories[category] }))}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => onChange(questionCategory.parse(chosen))}
    />
  );
}
