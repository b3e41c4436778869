import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import type { HandRow } from './ByHand.tsx';
import { useTakeBack } from './useTakeBack.ts';

const RESULTS = ['busy', 'no_answer', 'wrong_number', 'declined'] as const;

/** How a FAX or a call ended; choosing records it. */
export function ResultField({ row, channel }: { row: HandRow; channel: 'fax' | 'phone' }) {
  const text = useText();
  const { offer } = useTakeBack(client.deliveries.record);
  const record = useMutation(
    api.deliveries.record.mutationOptions({
      onSuccess: (_answer, { results }) =>
        offer(text.sending.resultDone(row.officeName, nameOf(results[0]?.result ?? 'done')), {
          results: [{ deliveryId: row.id, result: 'open' }],
        }),
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
      <ErrorNote error={record.error} />
    </>
  );
}
