import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type SendingStatus } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { ServerWords } from './ServerWords.tsx';

/** Why nothing moves, in plain words, with the way on. */
export function StopNote({ status }: { status: SendingStatus }) {
  const text = useText();
  const words = text.sending;
  const format = useFormat();
  const queries = useQueryClient();
  const resume = useMutation(
    api.deliveries.resume.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.deliveries.key() }),
    }),
  );
  const { pausedBy, resting, waiting } = status;
  if (pausedBy) {
    const cause = words.cause[pausedBy.cause];
    return (
      <section className="note" data-tone="bad" role="alert">
        <p>
          <strong>✕ {words.stoppedItself}</strong>
          <br />
          {cause.name} — {cause.advice}
        </p>
        <ServerWords words={[{ response: pausedBy.response, count: 1 }]} />
        <Button loading={resume.isPending} onClick={() => resume.mutate({})}>
          {text.deliveries.resume}
        </Button>
        <ErrorNote error={resume.error} />
      </section>
    );
  }
  if (!resting || waiting === 0 || status.paused) return null;
  const short = resting.why === 'server' || resting.why === 'register';
  const when = short ? format.time(resting.until) : format.instant(resting.until);
  return (
    <section className="note" data-tone="warn" role="status">
      <p>△ {words.rest[resting.why](when)}</p>
      {resting.reason && <ServerWords words={[{ response: resting.reason, count: 1 }]} />}
      {resting.why === 'server' && (
        <Button size="compact-sm" variant="default" loading={resume.isPending} onClick={() => resume.mutate({})}>
          {words.tryNow}
        </Button>
      )}
    </section>
  );
}
