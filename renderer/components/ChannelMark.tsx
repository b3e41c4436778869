import type { ReactNode } from 'react';
import type { Channel } from '../../electron/contract/audiences.ts';
import { useText } from '../text/index.ts';

/** Each channel has its own shape: an envelope, a sheet, a stamp, a receiver, a crossed circle. 14 × 14 units. */
const shapes: Record<Channel, ReactNode> = {
  mail: <path d="M1 3h12v8H1zl6 5 6-5" />,
  fax: <path d="M3 5V1h8v4M1 5h12v6h-2V8H3v3H1zM3 8v5h8V8" />,
  post: <path d="M2 2h10M2 5h10M7 5v8" />,
  phone: <path d="M3 1.5 5.5 1l1 3.5L5 5.5c.5 1.5 2 3 3.5 3.5l1-1.5 3.5 1-.5 2.5C7 13 1 7 3 1.5z" />,
  none: <path d="M7 1.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM3.2 10.8l7.6-7.6" />,
};

/** A channel as shape and word. */
export function ChannelMark({ channel }: { channel: Channel }) {
  const text = useText().audiences;
  return (
    <span className="channel" data-channel={channel}>
      <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        {shapes[channel]}
      </svg>
      {text.channel[channel]}
    </span>
  );
}
