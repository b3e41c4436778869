import type { Channel } from '../contract/audiences.ts';

const USUAL_ORDER = ['mail', 'fax', 'post', 'phone'] as const;

/** The ways an office can be reached: whether there is an address for each. */
export type Reach = Readonly<Record<(typeof USUAL_ORDER)[number], boolean>>;

/**
 * The channel an office would be reached by first.
 * @param channels its channels in the order they are tried, comma-separated; empty: the usual order
 */
export function firstChannel(channels: string, reach: Reach): Channel {
  const order = channels.split(',');
  const tried =
    channels === '' ? USUAL_ORDER : order.flatMap((name) => USUAL_ORDER.find((each) => each === name) ?? []);
  return tried.find((channel) => reach[channel]) ?? 'none';
}
