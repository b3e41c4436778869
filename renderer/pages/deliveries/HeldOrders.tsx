import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type SendingStatus } from '../../api/client.ts';
import { useFormat } from '../../components/dates.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { say } from '../../components/undo.tsx';
import { useText } from '../../text/index.ts';

type Order = SendingStatus['held'][number];

/** Longer than this is told as a time of day and not counted down. */
const COUNTED_SECONDS = 3600;

/** Orders that have not gone: how long they can be taken back, or what they ask. */
export function HeldOrders({ orders }: { orders: Order[] }) {
  return orders.map((order) => <HeldOrder key={order.id} order={order} />);
}

function HeldOrder({ order }: { order: Order }) {
  const text = useText().sending;
  const format = useFormat();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.deliveries.key() });
  const release = useMutation(api.deliveries.release.mutationOptions({ onSuccess }));
  const takeBack = useMutation(
    api.deliveries.takeBack.mutationOptions({
      onSuccess: ({ cancelled }) => {
        say(text.takenBack(format.number(cancelled)));
        return onSuccess();
      },
    }),
  );
  const overdue = order.state === 'overdue';
  const busy = release.isPending || takeBack.isPending;
  return (
    <section className="note held" data-tone={overdue ? 'warn' : undefined} aria-label={text.takeBack}>
      {overdue ? (
        <p role="alert">
          <strong>△ {text.overdue(format.instant(order.goesAt), format.number(order.mails))}</strong>
          <br />
          {text.overdueNote}
        </p>
      ) : (
        <p>
          <strong>
            <Countdown order={order} />
          </strong>
          {` · ${text.held(format.number(order.mails))} ${text.holdNote}`}
        </p>
      )}
      <Group>
        <Button disabled={busy} onClick={() => takeBack.mutate({ sendingId: order.id })}>
          {text.takeBack}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => release.mutate({ sendingId: order.id })}>
          {text.goNow}
        </Button>
      </Group>
      <ErrorNote error={takeBack.error ?? release.error} />
    </section>
  );
}

function Countdown({ order }: { order: Order }) {
  const text = useText().sending;
  const format = useFormat();
  const { inSeconds } = order;
  if (inSeconds > COUNTED_SECONDS) return text.goesAt(format.instant(order.goesAt));
  return text.countdown(`${Math.floor(inSeconds / 60)}:${String(inSeconds % 60).padStart(2, '0')}`);
}
