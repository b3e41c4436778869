import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Delivery } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { DeliverySection } from './DeliverySection.tsx';

/** What may or may not have arrived. Never folded away; only a person decides. */
export function DoubtSection({ versionId, count }: { versionId: number; count: number }) {
  const text = useText().deliveries;
  const queries = useQueryClient();
  const decide = useMutation(
    api.deliveries.decide.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.deliveries.key() }),
    }),
  );
  const decisions = [
    { outcome: 'sent', label: text.arrived },
    { outcome: 'failed', label: text.notArrived },
    { outcome: 'queued', label: text.again },
  ] as const;
  const buttons = ({ id, officeName }: Delivery) =>
    id !== null && (
      <Group gap={4} wrap="nowrap">
        {decisions.map(({ outcome, label }) => (
          <Button
            key={outcome}
            size="compact-sm"
            variant="default"
            aria-label={text.decideFor(officeName, label)}
            disabled={decide.isPending}
            onClick={() => decide.mutate({ deliveryId: id, outcome })}
          >
            {label}
          </Button>
        ))}
      </Group>
    );
  return (
    <>
      <DeliverySection
        versionId={versionId}
        states={['in_doubt']}
        count={count}
        title={text.doubtTitle}
        note={text.doubtNote}
        more={[{ key: 'decide', title: text.decide, width: '310px', cell: buttons }]}
      />
      <ErrorNote error={decide.error} />
    </>
  );
}
