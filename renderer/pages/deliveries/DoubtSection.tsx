import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useText } from '../../text/index.ts';
import { DeliverySection } from './DeliverySection.tsx';

/** What may or may not have arrived. Never folded away; only a person decides. */
export function DoubtSection({ versionId, count }: { versionId: number; count: number }) {
  const text = useText().deliveries;
  return (
    <DeliverySection
      versionId={versionId}
      states={['in_doubt']}
      count={count}
      title={text.doubtTitle}
      note={text.doubtNote}
      more={[
        {
          key: 'decide',
          title: text.decide,
          width: '326px',
          cell: ({ id, officeName }) => id !== null && <Decision deliveryId={id} officeName={officeName} />,
        },
      ]}
    />
  );
}

/** A person's word on one mail. Sending it again asks first: it may arrive twice. */
function Decision({ deliveryId, officeName }: { deliveryId: number; officeName: string }) {
  const text = useText().deliveries;
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const decide = useMutation(api.deliveries.decide.mutationOptions({ onSuccess }));
  const again = useMutation({
    mutationFn: () => client.deliveries.decide({ deliveryId, outcome: 'queued' }),
    onSuccess,
  });
  const button = (outcome: 'sent' | 'failed', label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={text.decideFor(officeName, label)}
      disabled={decide.isPending}
      onClick={() => decide.mutate({ deliveryId, outcome })}
    >
      {label}
    </Button>
  );
  return (
    <>
      <Group gap={4} wrap="nowrap">
        {button('sent', text.arrived)}
        {button('failed', text.notArrived)}
        <ConfirmButton
          size="compact-sm"
          variant="default"
          aria-label={text.decideFor(officeName, text.again)}
          title={text.decideFor(officeName, text.again)}
          note={text.againNote}
          confirm={text.again}
          action={again}
        >
          {text.again}
        </ConfirmButton>
      </Group>
      <ErrorNote error={decide.error} />
    </>
  );
}
