import { describe, expect, test } from 'vitest';
import { addressesBy, nextChannel } from '../../electron/rules/nextChannel.ts';

const office = {
  channels: '',
  mail: 'own@example.jp',
  contactMails: ['mori@example.jp'],
  fax: '03-0000-0001',
  phone: '03-0000-1001',
  postalCode: '100-0001',
  address: '例示県例示市1',
};
const failed = (channel: string, ...addresses: string[]) => addresses.map((address) => ({ channel, address }));

describe('the next way to an office', () => {
  test.each([
    ['usual order: mail first', office, [], 'mail'],
    ['mail failed at one of two addresses: mail still', office, failed('mail', 'own@example.jp'), 'mail'],
    ['at both, in any case of letters: FAX', office, failed('mail', 'OWN@example.jp', 'mori@example.jp'), 'fax'],
    ['FAX failed, too: post', { ...office, mail: '', contactMails: [] }, failed('fax', '03-0000-0001'), 'post'],
    [
      'an address mended since is tried again',
      { ...office, contactMails: [] },
      failed('mail', 'old@example.jp'),
      'mail',
    ],
    ['its own order', { ...office, channels: 'phone,fax' }, [], 'phone'],
    ['its own order without mail never proposes mail', { ...office, channels: 'fax' }, failed('fax', office.fax), null],
    ['no address of any kind', { ...office, mail: '', contactMails: [], fax: '', phone: '', address: '' }, [], null],
  ] as const)('%s', (_what, reachable, tried, proposed) => {
    expect(nextChannel(reachable, tried).proposed).toBe(proposed);
  });

  test('an address for each way, as it will be frozen', () => {
    expect(addressesBy('mail', office)).toEqual(['own@example.jp', 'mori@example.jp']);
    expect(addressesBy('post', office)).toEqual(['100-0001 例示県例示市1']);
    expect(addressesBy('post', { ...office, address: ' ' })).toEqual([]);
  });
});
