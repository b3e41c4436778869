import type { DeliveryChannel } from '../contract/deliveries.ts';
import { noticeAddressesOf } from './mailAddress.ts';

/** The order in which an office is tried when it has none of its own. */
const USUAL: readonly DeliveryChannel[] = ['mail', 'fax', 'post', 'phone'];

/** All an office can be reached by. `channels`: its own order, comma-separated; empty: the usual one. */
export interface Reachable {
  channels: string;
  mail: string;
  /** Mail addresses of its contacts that get notices. */
  contactMails: readonly string[];
  fax: string;
  phone: string;
  postalCode: string;
  address: string;
}

/** A failed try. */
export interface TriedWay {
  channel: string;
  address: string;
}

/** Where a delivery by this channel goes: mail addresses, the FAX number, the postal address, the phone number. */
export function addressesBy(channel: DeliveryChannel, office: Reachable): string[] {
  if (channel === 'mail') return noticeAddressesOf(office, office.contactMails);
  const one = channel === 'post' ? postalLine(office) : office[channel].trim();
  return one === '' ? [] : [one];
}

/** A postal address in one line; empty without a street. */
export function postalLine({ postalCode, address }: { postalCode: string; address: string }): string {
  return address.trim() === '' ? '' : `${postalCode} ${address}`.trim();
}

/**
 * The ways that are open to an office, in its order, and the one to try next: the first by which some address has not
 * failed. An address that failed is tried by nobody again without a person's choice.
 */
export function nextChannel(
  office: Reachable,
  tried: readonly TriedWay[],
): { open: DeliveryChannel[]; proposed: DeliveryChannel | null } {
  const order = office.channels === '' ? USUAL : USUAL.filter((each) => office.channels.split(',').includes(each));
  const own = office.channels === '' ? order : ordered(office.channels, order);
  const open = own.filter((channel) => addressesBy(channel, office).length > 0);
  const failed = new Set(tried.map(({ channel, address }) => `${channel} ${address.toLowerCase()}`));
  const fresh = (channel: DeliveryChannel) =>
    addressesBy(channel, office).some((address) => !failed.has(`${channel} ${address.toLowerCase()}`));
  return { open, proposed: open.find(fresh) ?? null };
}

function ordered(channels: string, known: readonly DeliveryChannel[]): DeliveryChannel[] {
  return channels.split(',').flatMap((name) => known.find((channel) => channel === name) ?? []);
}
