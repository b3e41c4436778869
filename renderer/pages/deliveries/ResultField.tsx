import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { offerUndo } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';
import type { HandRow } from './ByHand.tsx';

const RESULTS = ['busy', 'no_answer', 'wrong_number', 'declined'] as const;

/** How a FAX or a call ended; choosing records it. */
export function ResultField({ row, channel }: { row: HandRow; channel: 'fax' | 'phone' }) {
  const text = useText();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const takeBack = useMutation(api.deliveries.record.mutationOptions({ onSuccess: refresh }));
  const record = useMutation(
    api.deliveries.record.mutationOptions({
      onSuccess: (_answer, { results }) => {
        offerUndo({
          message: text.sending.resultDone(row.officeName, nameOf(results[0]?.result ?? 'done')),
          label: text.common.undo,
          undo: () => takeBack.mutate({ results: [{ deliveryId: row.id, result: 'open' }] }),
        });
        return refresh();
      },
    }),
  );
  const nameOf = (result: string) =>
    RESULTS.filter((each) => each === result).map((each) => text.sending.cause[each].name)[0] ??
    text.sending.done[channel];
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={text.sending.resultOf(row.officeName)}
        value=""
        disabled={record.isPending}
        data={[
          { value: '', label: text.common.choose },
          { value: 'done', label: text.sending.done[channel] },
          ...RESULTS.map((result) => ({ value: result, label: text.sending.cause[result].name })),
        ]}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const result = chosen === 'done' ? ('done' as const) : RESULTS.find((each) => each === chosen);
          if (result) record.mutate({ results: [{ deliveryId: row.id, result }] });
        }}
      />
      <ErrorNote error={record.error ?? takeBack.error} />
    </>
  );
}
