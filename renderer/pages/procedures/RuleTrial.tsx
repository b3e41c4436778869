import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type RuleBody, ruleBody } from '../../../electron/contract/ruleShapes.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

/** Stands in while the rule is not whole yet: nothing is asked then. */
const nothing = ruleBody.parse({
  nameJa: '-',
  nameEn: '-',
  authority: '-',
  baseEvent: '-',
  rule: { type: 'quarter_end_plus_one_month_end' },
  rollover: 'none',
  ruleJa: '-',
  law: '-',
  harm: false,
  evidence: '',
  alternatives: [],
  sources: [],
  confirmed: false,
  note: '',
});

/** What the rule gives for a date, before it is saved. */
export function RuleTrial({ body }: { body: RuleBody | null }) {
  const text = useText();
  const words = text.procedureRules.form;
  const format = useFormat();
  const { language } = usePreferences();
  const today = useFrame().data?.today ?? '';
  const [typed, setTyped] = useState('');
  const baseDate = typed || today;
  const due = useQuery({
    ...api.procedures.tryRule.queryOptions({ input: { rule: body ?? nothing, baseDate, language } }),
    enabled: body !== null && baseDate !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <section className="due" aria-live="polite" aria-label={words.try}>
      <TextInput
        type="date"
        size="xs"
        className="trial-date"
        label={words.tryOn}
        value={baseDate}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {body && due.data && (
        <>
          <p className="due-date">
            {text.procedures.dueOn}{' '}
            <strong>{due.data.dueOn ? format.date(due.data.dueOn) : text.procedures.noDueDate}</strong>
          </p>
          <ol className="due-steps">
            {due.data.steps.map((step) => (
              <li key={`${step.on} ${step.text}`}>{step.text}</li>
            ))}
          </ol>
        </>
      )}
      <ErrorNote error={due.error} />
    </section>
  );
}
