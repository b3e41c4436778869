import { deliveryChannel } from '../../../electron/contract/deliveries.ts';
import type { SendingStatus } from '../../api/client.ts';
import { ChannelMark } from '../../components/ChannelMark.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

const SHOWN = ['sent', 'waiting', 'failed', 'in_doubt', 'cancelled'] as const;

/** Deliveries by channel and state; channels nothing went by are left out. */
export function ChannelTable({ byChannel }: { byChannel: SendingStatus['byChannel'] }) {
  const text = useText();
  const format = useFormat();
  const rows = deliveryChannel.options.flatMap((channel) => {
    const { sent, queued, sending, handed, retry, failed, in_doubt, cancelled } = byChannel[channel];
    const counts = { sent, waiting: queued + sending + handed + retry, failed, in_doubt, cancelled };
    return Object.values(counts).some((count) => count > 0) ? [{ channel, counts }] : [];
  });
  if (rows.length < 2) return null;
  const words = text.deliveries;
  const heads = {
    sent: words.sent,
    waiting: words.waiting,
    failed: words.failed,
    in_doubt: words.doubt,
    cancelled: words.cancelled,
  };
  return (
    <table className="table channel-table" aria-label={text.sending.byChannel}>
      <thead>
        <tr>
          <th scope="col">{text.sending.channel}</th>
          {SHOWN.map((state) => (
            <th key={state} scope="col" data-align="right">
              {heads[state]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ channel, counts }) => (
          <tr key={channel}>
            <th scope="row">
              <ChannelMark channel={channel} />
            </th>
            {SHOWN.map((state) => (
              <td key={state} data-align="right">
                {format.number(counts[state])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
