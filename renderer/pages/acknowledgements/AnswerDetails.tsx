import { FileInput, Select, TextInput } from '@mantine/core';
import { type AcknowledgementAnswer, acknowledgementAnswer } from '../../../electron/contract/acknowledgements.ts';
import { useText } from '../../text/index.ts';
import { EVIDENCE_KINDS } from './AddEvidence.tsx';
import type { Details } from './useReception.ts';

interface Props {
  details: Details;
  onChange: (details: Details) => void;
}

/** What else was told with the next answer: what, by whom, when, and the paper that proves it. */
export function AnswerDetails({ details, onChange }: Props) {
  const text = useText().acknowledgements;
  const set = (change: Partial<Details>) => onChange({ ...details, ...change });
  return (
    <div className="form-row answer-details">
      <Select
        size="xs"
        label={text.answer}
        allowDeselect={false}
        data={acknowledgementAnswer.options.map((value) => ({ value, label: text.answers[value] }))}
        value={details.answer}
        onChange={(value) => set({ answer: (value ?? 'confirmed') as AcknowledgementAnswer })}
      />
      <TextInput
        size="xs"
        label={text.toldBy}
        maxLength={80}
        value={details.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="datetime-local"
        label={text.toldAt}
        value={details.at}
        onChange={(event) => set({ at: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label={details.answer === 'question' ? text.question : text.note}
        maxLength={1000}
        value={details.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <FileInput
        size="xs"
        label={text.evidence}
        placeholder={text.evidencePlaceholder}
        accept={EVIDENCE_KINDS}
        clearable
        clearButtonProps={{ 'aria-label': text.evidenceRemove }}
        value={details.paper}
        onChange={(paper) => set({ paper })}
      />
    </div>
  );
}
