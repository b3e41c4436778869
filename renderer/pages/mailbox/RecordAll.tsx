import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/undo.tsx';
import { PAGE_ROWS } from '../../components/useCursorPages.ts';
import { useText } from '../../text/index.ts';

/** Where nothing confirms itself, the replies that leave no doubt are recorded together. */
export function RecordAll() {
  const text = useText().mailbox;
  const format = useFormat();
  const queries = useQueryClient();
  const list = useQuery(api.mailbox.list.queryOptions({ input: { view: 'to-check', limit: PAGE_ROWS } }));
  const sure = list.data?.rows.filter((row) => row.reason === 'waits_for_clerk') ?? [];
  const record = useMutation({
    mutationFn: async () => {
      for (const { id } of sure) await client.mailbox.decide({ id, outcome: 'acknowledged' });
      return sure.length;
    },
    onSuccess: (count) => say(text.recordAllDone(format.number(count))),
    onSettled: () => queries.invalidateQueries({ queryKey: api.mailbox.key() }),
  });
  if (sure.length === 0) return null;
  return (
    <div className="mail-actions">
      <Button size="compact-md" loading={record.isPending} onClick={() => record.mutate()}>
        {text.recordAll(format.number(sure.length))}
      </Button>
      <ErrorNote error={record.error} />
    </div>
  );
}
