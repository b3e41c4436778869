import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useKindWords } from '../../components/useKindWords.ts';
import { usePreferences } from '../../preferences.ts';
import { useText } from '../../text/index.ts';

interface Props {
  kind: Outputs['procedures']['catalogue']['rows'][number];
  baseDate: string;
}

/** The due date of a kind for a base date, how it came about, and the law behind it. */
export function DuePreview({ kind, baseDate }: Props) {
  const text = useText().procedures;
  const format = useFormat();
  const { language } = usePreferences();
  const { baseEventOf, ruleOf } = useKindWords();
  const due = useQuery({
    ...api.procedures.due.queryOptions({ input: { type: kind.id, baseDate, language } }),
    enabled: baseDate !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <section className="due" aria-live="polite" aria-label={text.computed}>
      <p className="due-date">
        {text.dueOn} <strong>{due.data ? (due.data.dueOn ? format.date(due.data.dueOn) : text.noDueDate) : '…'}</strong>
      </p>
      <ol className="due-steps">
        {due.data?.steps.map((step) => (
          <li key={`${step.on} ${step.text}`}>{step.text}</li>
        ))}
      </ol>
      <p className="dim">{text.baseEvent(baseEventOf(kind), ruleOf(kind))}</p>
      <ErrorNote error={due.error} />
    </section>
  );
}
