import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';

/** What became of an entry, newest first, each step with the way back to before it. */
export function EntryHistory({ id, onPutBack }: { id: number; onPutBack(): void }) {
  const text = useText().chronology;
  const format = useFormat();
  const history = useQuery(api.chronology.history.queryOptions({ input: { id } }));
  const putBack = useMutation({
    mutationFn: (changeId: number) => client.chronology.undo({ changeId }),
    onSuccess: onPutBack,
  });
  return (
    <details>
      <summary>{text.history}</summary>
      <ErrorNote error={history.error ?? putBack.error} />
      <ol className="fact-values">
        {history.data?.rows.map(({ changeId, act, at, clerk, before }) => (
          <li key={changeId}>
            {format.instant(at)} {clerk} {text.act[act]}{' '}
            {before && <span className="dim">{text.before(before.text)}</span>}{' '}
            {before && (
              <Button size="compact-xs" variant="subtle" onClick={() => putBack.mutate(changeId)}>
                {text.putBack}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
