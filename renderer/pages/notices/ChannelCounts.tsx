import type { Channel } from '../../../electron/contract/audiences.ts';
import { ChannelMark } from '../../components/ChannelMark.tsx';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** In the order notices try them. */
export const channels = ['mail', 'fax', 'post', 'phone', 'none'] as const satisfies readonly Channel[];

/** Offices by the channel each is reached by first; channels nobody has are left out, but for the first. */
export function ChannelCounts({ byChannel }: { byChannel: Record<Channel, number> }) {
  const text = useText().audiences;
  const format = useFormat();
  const shown = channels.filter((channel) => channel === 'mail' || byChannel[channel] > 0);
  return (
    <ul className="channel-counts" aria-label={text.byChannel}>
      {shown.map((channel) => (
        <li key={channel}>
          <ChannelMark channel={channel} /> <strong>{format.number(byChannel[channel])}</strong>
        </li>
      ))}
    </ul>
  );
}
