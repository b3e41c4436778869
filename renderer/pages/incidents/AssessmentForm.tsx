import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Assessment } from '../../../electron/contract/duties.ts';
import { api, client, type Incident } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/undo.tsx';
import { useFrame } from '../../components/useIncident.ts';
import { useText } from '../../text/index.ts';

const answers = ['yes', 'no', 'open'] as const;
type Answer = (typeof answers)[number];

/** From which day the clocks run, and what the case is held to be; what was held before stays below. */
export function AssessmentForm({ incident }: { incident: Incident }) {
  const text = useText().duties;
  const format = useFormat();
  const found = useQuery(api.duties.assessment.queryOptions({ input: { incidentId: incident.id } }));
  const history = found.data?.history ?? [];
  return (
    <section className="panel" aria-labelledby="assessment">
      <h2 id="assessment">{text.assessment}</h2>
      <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
      {found.data && <Fields key={JSON.stringify(found.data.now)} incident={incident} now={found.data.now} />}
      {history.length > 1 && (
        <details>
          <summary>{text.earlier(format.number(history.length - 1))}</summary>
          <ol className="fact-values">
            {history.slice(1).map((row) => (
              <li key={row.at}>
                {format.instant(row.at)} {row.clerk} <span className="dim">{format.date(row.knownOn)}</span>{' '}
                {text.wrongful}: {text.said[row.wrongful]} / {text.special}: {text.said[row.special]} {row.reason}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function Fields({ incident, now }: { incident: Incident; now: Assessment }) {
  const text = useText().duties;
  const today = useFrame().data?.today ?? '';
  const [typed, setTyped] = useState(now);
  const save = useMutation({
    mutationFn: () => client.duties.assess({ incidentId: incident.id, ...typed }),
    onSuccess: () => say(text.assessed),
  });
  const needsReason = typed.knownOn !== incident.knownOn && typed.reason.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!needsReason) save.mutate();
  };
  const said = (name: 'wrongful' | 'special') => (
    <fieldset className="said">
      <legend>{text[name]}</legend>
      <SegmentedControl
        aria-label={text[name]}
        data={answers.map((value) => ({ value, label: text.said[value] }))}
        value={typed[name]}
        onChange={(value) => setTyped({ ...typed, [name]: answers.find((each) => each === value) as Answer })}
      />
    </fieldset>
  );
  return (
    <form onSubmit={submit}>
      <div className="form-row">
        <TextInput
          required
          type="date"
          max={today}
          label={text.knownOn}
          value={typed.knownOn}
          onChange={(event) => setTyped({ ...typed, knownOn: event.currentTarget.value })}
        />
        {said('wrongful')}
        {said('special')}
        <TextInput
          maxLength={500}
          label={text.reason}
          placeholder={text.reasonPlaceholder}
          error={needsReason ? text.reasonNeeded : undefined}
          value={typed.reason}
          onChange={(event) => setTyped({ ...typed, reason: event.currentTarget.value })}
        />
      </div>
      <ErrorNote error={save.error} />
      <Group justify="flex-end">
        <Button
          type="submit"
          variant="default"
          loading={save.isPending}
          disabled={incident.closedAt !== null || needsReason}
        >
          {text.assess}
        </Button>
      </Group>
    </form>
  );
}
